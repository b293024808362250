"""Plain text files."""

import pytest

from .worded import Refused, read_file, warnings_of


def test_a_text_file_keeps_its_lines_and_pages() -> None:
    document = read_file("naujiena.txt", "Pirma eilutė\r\nantra\rtrečia\fKitas puslapis\r\n".encode("windows-1257"))
    assert document.raw_text == "Pirma eilutė\nantra\ntrečia\fKitas puslapis\n"
    assert document.page_count == 2
    assert document.encoding == "windows-1257"
    assert document.has_layout_lines
    assert document.blocks == ()
    assert warnings_of(document) == ()


def test_letters_and_their_marks_become_one_character() -> None:
    assert read_file("a.txt", "s\u030ciaure\u0307".encode()).raw_text == "šiaurė"


def test_the_end_mark_of_ms_dos_and_control_characters_are_left_out() -> None:
    assert read_file("a.txt", b"Labas rytas, Lietuva\x07\x1a").raw_text == "Labas rytas, Lietuva"


def test_characters_that_cannot_be_read_are_counted() -> None:
    document = read_file("a.txt", "Šventė Šiauliuose ėmė žydėti ".encode() * 3 + b"\xc5")
    assert [warning for warning in warnings_of(document) if "1" in warning]


@pytest.mark.parametrize("beginning", ["BMW gamina automobilius", "MZ yra raidės", "PKN „Orlen“ praneša"])
def test_a_text_that_begins_like_another_kind_of_file_is_a_text(beginning: str) -> None:
    assert read_file("a.txt", beginning.encode()).raw_text == beginning


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", b"---\n...\n"])
def test_a_file_without_text_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        read_file("a.txt", content)
