"""The one table of what is the same to a reader, row by row, and what holds for any text."""

import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.languages.common.normalization import align, compared, seen, stored, stored_html

FORMS = (stored, seen, compared)
# What each form makes of a text.
TABLE = {
    "decomposed letters": ("s\u030cakne\u0307", "šaknė", "šaknė", "šaknė"),
    "a letter of an old code": ("\u212b \u2126", "Å Ω", "Å Ω", "Å Ω"),
    "soft hyphen": ("vizi\u00adtas", "vizitas", "vizitas", "vizitas"),
    "zero-width space": ("vizi\u200btas", "vizitas", "vizitas", "vizitas"),
    "word joiner": ("vizi\u2060tas", "vizitas", "vizitas", "vizitas"),
    "byte order mark": ("\ufeffvizitas", "vizitas", "vizitas", "vizitas"),
    "grapheme joiner": ("vizi\u034ftas", "vizitas", "vizitas", "vizitas"),
    "joiner in a word": ("vizi\u200dtas", "vizitas", "vizitas", "vizitas"),
    "non-joiner in a word": ("vizi\u200ctas", "vizitas", "vizitas", "vizitas"),
    "joiner in an emoji": ("👩\u200d🚒", "👩\u200d🚒", "👩🚒", "👩🚒"),
    "non-joiner in Persian": ("می\u200cخواهم", "می\u200cخواهم", "میخواهم", "میخواهم"),
    "selector in a word": ("vizi\ufe0ftas", "vizitas", "vizitas", "vizitas"),
    "selector of an emoji": ("☎\ufe0f 1\ufe0f\u20e3", "☎\ufe0f 1\ufe0f\u20e3", "☎ 1\u20e3", "☎ 1"),
    "selector of an ideograph": ("葛\U000e0100", "葛\U000e0100", "葛", "葛"),
    "flag of tags": ("🏴\U000e0067\U000e007f", "🏴\U000e0067\U000e007f", "🏴", "🏴"),
    "tags without a flag": ("vizi\U000e0067tas", "vizitas", "vizitas", "vizitas"),
    "override of direction": ("\u202evizitas\u202c", "vizitas", "vizitas", "vizitas"),
    "isolates and marks of direction": ("\u2066vizi\u200etas\u2069", "vizitas", "vizitas", "vizitas"),
    "control characters": ("vizi\x07t\x9das\x7f", "vizitas", "vizitas", "vizitas"),
    "noncharacters": ("vizi\uffff\ufdd0tas", "vizitas", "vizitas", "vizitas"),
    "line ends": ("a\u2028b\u2029c\x85d\x0be\x0cf", "a\nb\nc\nd\ne\nf", "a\nb\nc\nd\ne\nf", "a\nb\nc\nd\ne\nf"),
    "tabulator and line break": ("a\tb\r\nc", "a\tb\r\nc", "a\tb\r\nc", "a\tb\r\nc"),
    "no-break spaces": ("2017\u00a0m. 10\u202f000", "2017\u00a0m. 10\u202f000", "2017 m. 10 000", "2017 m. 10 000"),
    "other spaces": ("a\u2003b\u3000c\u2009d", "a\u2003b\u3000c\u2009d", "a b c d", "a b c d"),
    "no-break hyphen": ("e\u2011Factor", "e\u2011Factor", "e-Factor", "e-Factor"),
    "minus": ("\u22125", "\u22125", "\u22125", "-5"),
    "dashes": ("1–2 — 3", "1–2 — 3", "1–2 — 3", "1–2 — 3"),
    "apostrophes": ("O’Neil O`Neil Oʼ", "O’Neil O`Neil Oʼ", "O’Neil O`Neil Oʼ", "O'Neil O'Neil O'"),
    "quotation marks": ("„a“ «b» “c”", "„a“ «b» “c”", "„a“ «b» “c”", '"a" "b" "c"'),
    "full-width": ("２０１７ Ｏｓｌｏ", "２０１７ Ｏｓｌｏ", "２０１７ Ｏｓｌｏ", "2017 Oslo"),
    "ligatures and numerals": ("ﬁlmas Ⅳ", "ﬁlmas Ⅳ", "ﬁlmas Ⅳ", "filmas IV"),
    "mathematical letters": ("𝐎𝐬𝐥𝐨", "𝐎𝐬𝐥𝐨", "𝐎𝐬𝐥𝐨", "Oslo"),
    "superscripts and fractions": ("m² ½", "m² ½", "m² ½", "m² ½"),
    "stress marks": ("kal\u0303bos", "kal\u0303bos", "kal\u0303bos", "kalbos"),
    "dots": ("a… b", "a… b", "a… b", "a... b"),
    "NUL and halves of pairs": ("a\x00b\ud800", "a\x00b\ud800", "a b ", "a b "),
}
# Which makes an accident of neighbours likely.
TEXTS = st.text(
    st.characters()
    | st.sampled_from(
        "sａ„ﬁ1*☎👩🚒🏴葛क한가각 \u00ad\u200b\u200c\u200d\ufe0f\u20e3\u030c\u0316\u0301"
        "\u093c\u1100\u1161\u11a8\u2028\U000e0067"
    ),
    max_size=14,
)


@pytest.mark.parametrize("row", TABLE)
def test_a_class_of_characters_is_read_in_each_form_as_the_table_says(row: str) -> None:
    text, *expected = TABLE[row]
    assert [form(text) for form in FORMS] == expected


@pytest.mark.parametrize("form", FORMS)
def test_every_character_is_normal_after_one_reading(form: Callable[[str], str]) -> None:
    wrong = [code for code in range(sys.maxunicode + 1) if form(form(chr(code))) != form(chr(code))]
    assert wrong == []


@given(TEXTS)
def test_to_read_again_changes_nothing_and_the_forms_follow_each_other(text: str) -> None:
    for form in FORMS:
        assert form(form(text)) == form(text)
        assert unicodedata.is_normalized("NFC", form(text))
    assert seen(stored(text)) == seen(text)
    assert compared(seen(text)) == compared(text)


@given(TEXTS)
def test_what_a_reader_may_decompose_is_the_same(text: str) -> None:
    assert compared(unicodedata.normalize("NFD", text)) == compared(text)


@given(TEXTS)
def test_every_letter_stands_where_it_came_from(text: str) -> None:
    aligned = align(text)
    assert aligned.text == compared(text)
    places = [(aligned.start(place), aligned.end(place + 1)) for place in range(len(aligned.text))]
    assert all(0 <= start <= end <= len(text) for start, end in places)
    assert places == sorted(places)
    for letter, (start, end) in zip(aligned.text, places, strict=True):
        assert letter in compared(text[start:end])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>vizi&shy;tas</p>", "<p>vizitas</p>"),
        ("<p>vizi&#173;tas&#x200B;&ZeroWidthSpace;</p>", "<p>vizitas</p>"),
        ("<p>s&#780;aknys</p>", "<p>šaknys</p>"),
        ("<p>2017&nbsp;m. &amp; &lt;b&gt;</p>", "<p>2017&nbsp;m. &amp; &lt;b&gt;</p>"),
        ('<a href="https://x\u200b.lt/">x\u200b</a>', '<a href="https://x\u200b.lt/">x</a>'),
        ("a &amp;shy; b", "a &amp;shy; b"),
        ("&#0; &#xD800; &#xFFFFFF;", "&#0; &#xD800; &#xFFFFFF;"),
    ],
)
def test_html_is_kept_with_its_tags_and_without_what_nobody_sees(html: str, expected: str) -> None:
    assert stored_html(html) == expected
    assert stored_html(expected) == expected


@pytest.mark.parametrize(
    "piece",
    ["a" + "\u0301\u0316" * 500_000, "a\u00ad" * 300_000, "\u200d" * 300_000, "\u1100" * 300_000, "<&shy;" * 99_999],
)
def test_a_hostile_text_takes_time_as_its_length(piece: str) -> None:
    """Of a hundred times the time, all of them would take hours."""
    for form in (*FORMS, stored_html):
        form(piece)
    align(piece)


def test_no_letter_has_more_marks_than_any_language_needs() -> None:
    assert len(stored("a" + "\u0316" * 1_000)) == 31
