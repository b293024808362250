"""Letters of other alphabets among Latin ones."""

import pytest

from portal.languages.common.look_alikes import as_latin, mixed_words, unmixed


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Рetraitis", "Petraitis"), ("Οslo", "Oslo"), ("Vіlnіus", "Vilnius"), ("ООО", "ООО"), ("привет", "привет")],
)
def test_a_word_of_mixed_letters_is_read_as_it_looks(word: str, expected: str) -> None:
    assert unmixed(word) == expected


def test_a_word_of_another_alphabet_alone_is_compared_as_it_looks_only_where_all_of_it_does() -> None:
    assert (as_latin("ООО"), as_latin("привет")) == ("OOO", "привет")


def test_mixed_words_are_told_with_their_letters_and_others_are_not() -> None:
    text = "Рetraitis, Οslo ir привет, α dalelė, 5 µm, Ωmega"
    assert list(mixed_words(text)) == [("Рetraitis", "Р"), ("Οslo", "Ο")]
