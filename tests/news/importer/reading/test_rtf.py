"""Rich Text Format."""

import pytest
from django.utils.translation import override

from news.importer.reading import read_document, rtf
from news.importer.reading.document import BlockKind, ReadDocument, Unreadable

# As Word writes it: fonts with the characters of the Baltic code page, styles, and who wrote it.
HEAD = (
    r"{\rtf1\ansi\ansicpg1257\uc1\deff0{\fonttbl{\f0\froman\fcharset186 Times New Roman;}{\f1\fcharset204 Arial;}}"
    r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\s1 heading 1;}}{\*\generator Msftedit 5.41;}{\info{\author Ona}}"
    "\r\n"
)


def read(body: str) -> ReadDocument:
    return read_document("naujiena.rtf", (HEAD + body + "}").encode("cp1257") + b"\0")


def kinds(document: ReadDocument) -> list[tuple[BlockKind, int, str]]:
    return [(block.kind, block.level, block.text) for block in document.blocks]


def test_letters_are_read_from_code_pages_of_fonts_and_from_unicode() -> None:
    found = read(
        r"\pard\f0 \'d0iauliuose \u303?vyko {\b pl\uc2\u279\'eb\'ebtros} vizitas\'85\line {\f1\'c4\'e0}\rquote s. "
        "Žuvys\\u-10179?\\u-8704?\\par"
    )
    assert found.raw_text == "Šiauliuose įvyko plėtros vizitas…\nДа’s. Žuvys😀"
    assert found.warnings == ()


def test_headings_and_lists_are_known_by_what_paragraphs_say() -> None:
    found = read(
        r"\pard\s1\outlinelevel0 Vizitas Osle\par\pard Projekto partneriai dalyvaus.\par"
        r"\pard\outlinelevel1\ilvl0 Programa\par{\listtext\'b7\tab}\pard\ls1\ilvl1 pirmas\par\pard\ls0 Pabaiga."
    )
    assert kinds(found) == [
        (BlockKind.HEADING, 1, "Vizitas Osle"),
        (BlockKind.PARAGRAPH, 0, "Projekto partneriai dalyvaus."),
        (BlockKind.HEADING, 2, "Programa"),
        (BlockKind.LIST_ITEM, 2, "pirmas"),
        (BlockKind.PARAGRAPH, 0, "Pabaiga."),
    ]
    assert found.title == "Vizitas Osle"


def test_links_stand_on_their_words() -> None:
    found = read(
        r'\pard Organizacija {\field{\*\fldinst{HYPERLINK "http://www.efaktor.no/"}}{\fldrslt{\ul e-}{\ul Factor}}}, '
        r'{\field{\*\fldinst HYPERLINK "javascript:alert(1)"}{\fldrslt Biržai}} {\field{\*\fldinst PAGE}{\fldrslt 3}}.'
    )
    (block,) = found.blocks
    assert block.text == "Organizacija e-Factor, Biržai 3."
    assert [(block.text[link.start : link.end], link.url) for link in block.links] == [
        ("e-Factor", "http://www.efaktor.no/")
    ]
    assert "javascript:alert(1)" in found.warnings[0]


def test_a_table_keeps_its_cells() -> None:
    row = r"\trowd\pard\intbl {}\cell\pard\intbl {}\cell\row"
    found = read(row.format("Metai", "Suma") + row.format("2017", "12 500") + r"\pard Pabaiga.\par")
    assert found.blocks[0].rows == (("Metai", "Suma"), ("2017", "12 500"))
    assert found.blocks[1].text == "Pabaiga."


def test_what_is_deleted_hidden_or_only_for_programs_is_left_out() -> None:
    found = read(
        r"{\header Portalas}\pard Vizitas{\deleted  Bergene}{\v  slaptas}{\xe Vizitas}{\*\nežinoma ką}"
        r"{\pict\pngblip 89504e470d0a1a0a}{\*\shppict{\pict\bin3 }}}}{\nonshppict{\pict 00}} įvyko.\par"
    )
    assert [block.text for block in found.blocks] == ["Vizitas įvyko."]
    assert len(found.warnings) == 2
    assert "2" in found.warnings[0]


def test_notes_come_at_the_end_and_text_boxes_behind_their_paragraph() -> None:
    found = read(
        r"\pard Žr.{\super\chftn{\footnote\pard\chftn  Pastaba.\par}} priedą{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}"
        r"{\shptxt\pard Kviečiame!\par}}{\shprslt{\pict 00}}}.\par\pard Pabaiga.\par"
    )
    assert [block.text for block in found.blocks] == ["Žr.[1] priedą.", "Kviečiame!", "Pabaiga.", "[1] Pastaba."]


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    cut = HEAD + r"Labas{\footnote Vakaras{\fldinst"
    assert read_document("x.rtf", cut.encode()).raw_text == "Labas[1]\n\n[1] Vakaras"
    for nothing in (HEAD[:60], r"{\rtf1}}}} Labas", r"{\rtf1 \bin9"):
        with pytest.raises(Unreadable):
            read_document("x.rtf", nothing.encode())


@pytest.mark.parametrize("kind", ["nested", "endless"])
def test_what_takes_too_long_is_refused(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtf, "MOST_RTF_TOKENS", 1000)
    with override("en"), pytest.raises(Unreadable, match="nested" if kind == "nested" else "1000"):
        read("{" * 500 if kind == "nested" else r"\b " * 2000)
