import pytest

from portal.languages.common.html_text import plain_text, word_count


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Paprastas tekstas", "Paprastas tekstas"),
        ("  vienas\n du&nbsp;trys ", "vienas du trys"),
        ("<b>e</b>-Factor", "e-Factor"),
        ("one<br/>two<BR >three", "one two three"),
        ("<p>one</p><p>two</p><ul><li>three</li></ul>", "one two three"),
        ('<a id="a1">visit</a>s &amp; talks', "visits & talks"),
        ("1 &lt; 2 &gt; 0", "1 < 2 > 0"),
    ],
)
def test_tags_within_a_word_leave_it_whole_and_those_between_words_part_them(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("", 0),
        ("…", 0),
        ("Vizitas 2018 m.", 3),
        ("2017 m. balandžio 3–6 d.", 5),
        ("Oslas – Vilnius", 2),
        ("the <b>e</b>-Factor&nbsp;way", 3),
        ("www.efaktor.no", 1),
    ],
)
def test_words_are_what_white_space_parts_and_has_a_letter_or_digit(html: str, count: int) -> None:
    assert word_count(html) == count
