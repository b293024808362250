"""What is read of a file is kept as texts are kept, but for what says where a word was broken."""

import pytest

from news.importer.reading.text import clean
from news.importer.repair import repair_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vizi\u00adtas, vizi\u200btas, vizi\u200dtas, \u202evizi\ufe0ftas", "vizitas, vizitas, vizitas, vizitas"),
        ("s\u030cakne\u0307", "šaknė"),
        ("2017\u00a0m., e\u2011Factor, „a“", "2017\u00a0m., e\u2011Factor, „a“"),
        ("a\u2028b\u0085c", "a\nb\nc"),
        ("lapas\fkitas", "lapas\fkitas"),
        ("par\u00adtne\u00ad\nriai", "partne\u00ad\nriai"),
        ("partne\u00ad \nriai", "partne\u00ad \nriai"),
    ],
)
def test_a_text_is_read_as_texts_are_kept(text: str, expected: str) -> None:
    assert clean(text) == expected
    assert clean(expected) == expected


def test_a_word_that_a_soft_hyphen_broke_at_the_end_of_a_line_is_one_word_again() -> None:
    assert repair_text(clean("Lankėsi par\u00adtne\u00ad\nriai iš Oslo."), "lt").text == "Lankėsi partneriai iš Oslo."
