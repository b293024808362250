"""OpenDocument texts."""

import io

import pytest
from PIL import Image

from news.importer.reading import read_document
from news.importer.reading.document import BlockKind, ReadDocument, Unreadable

from .building import archive

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        **{"office": "office", "text": "text", "style": "style", "table": "table", "draw": "drawing"},
        **{"svg": "svg-compatible", "fo": "xsl-fo-compatible"},
    }.items()
)
STYLES = """<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="Heading_20_2" style:family="paragraph" style:default-outline-level="2"/>
<style:style style:name="Quotations" style:family="paragraph"/>"""
AUTOMATIC = """<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Heading_20_2"/>
<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>"""


def odt(body: str, **parts: str | bytes) -> bytes:
    content = (
        f'<office:document-content {NAMES} xmlns:xlink="http://www.w3.org/1999/xlink"><office:automatic-styles>'
        f"{AUTOMATIC}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "styles.xml": f"<office:document-styles {NAMES}><office:styles>{STYLES}</office:styles>"
            "</office:document-styles>",
            "META-INF/manifest.xml": "<manifest/>",
            **parts,
        }
    )


def read(body: str, **parts: str | bytes) -> ReadDocument:
    return read_document("naujiena.odt", odt(body, **parts))


def kinds(document: ReadDocument) -> list[tuple[BlockKind, int, str]]:
    return [(block.kind, block.level, block.text) for block in document.blocks]


def test_headings_lists_and_quotations_are_known_by_elements_and_styles() -> None:
    found = read(
        """<text:p text:style-name="Title">Vizitas Osle</text:p>
        <text:p>Projekto<text:s text:c="3"/>partneriai<text:line-break/>dalyvaus vizite.</text:p>
        <text:h text:outline-level="2">Programa</text:h><text:p text:style-name="P2">Dalyviai</text:p>
        <text:list><text:list-item><text:p>Susitikimas</text:p>
        <text:list><text:list-item><text:p>pirmas</text:p></text:list-item></text:list></text:list-item></text:list>
        <text:section><text:p text:style-name="P1">Labai <text:span>naudinga</text:span>.</text:p></text:section>"""
    )
    assert kinds(found) == [
        (BlockKind.HEADING, 1, "Vizitas Osle"),
        (BlockKind.PARAGRAPH, 0, "Projekto partneriai\ndalyvaus vizite."),
        (BlockKind.HEADING, 2, "Programa"),
        (BlockKind.HEADING, 2, "Dalyviai"),
        (BlockKind.LIST_ITEM, 1, "Susitikimas"),
        (BlockKind.LIST_ITEM, 2, "pirmas"),
        (BlockKind.QUOTATION, 0, "Labai naudinga."),
    ]
    assert found.title == "Vizitas Osle"
    assert found.warnings == ()


def test_links_and_notes_stand_where_they_belong() -> None:
    found = read(
        """<text:p>Žr. <text:a xlink:href="http://www.efaktor.no/">e-<text:span>Factor</text:span></text:a>,
        <text:a xlink:href="javascript:alert(1)">Biržai</text:a><text:note><text:note-citation>1</text:note-citation>
        <text:note-body><text:p>Pastaba.</text:p></text:note-body></text:note>.</text:p>"""
    )
    first, note = found.blocks
    assert (first.text, note.text) == ("Žr. e-Factor, Biržai[1].", "[1] Pastaba.")
    assert [(first.text[link.start : link.end], link.url) for link in first.links] == [
        ("e-Factor", "http://www.efaktor.no/")
    ]
    assert "javascript:alert(1)" in found.warnings[0]


def test_what_is_deleted_hidden_or_only_a_comment_is_left_out() -> None:
    found = read(
        """<text:tracked-changes><text:changed-region><text:deletion><text:p>Nebėra.</text:p></text:deletion>
        </text:changed-region></text:tracked-changes>
        <text:p>Vizitas<office:annotation><text:p>Kada?</text:p></office:annotation><text:span
        text:style-name="T1"> slaptas</text:span> įvyko.</text:p>
        <text:section text:display="none"><text:p>Nematoma.</text:p></text:section>
        <text:table-of-content><text:index-body><text:p>Vizitas 1</text:p></text:index-body></text:table-of-content>"""
    )
    assert [block.text for block in found.blocks] == ["Vizitas įvyko."]
    assert len(found.warnings) == 1


def test_a_table_keeps_its_cells() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    head, row = ("".join(map(cell.format, texts)) for texts in (("Metai", "Suma"), ("2017", "12 500")))
    found = read(
        f"<table:table><table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>"
        f"<table:table-row>{row}</table:table-row></table:table>"
    )
    assert found.blocks[0].rows == (("Metai", "Suma"), ("2017", "12 500"))


def test_pictures_and_text_boxes_come_behind_their_paragraph() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    found = read(
        """<text:p>Dalyviai<draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:title>Osle</svg:title></draw:frame>
        <draw:frame><draw:text-box><text:p>Kviečiame!</text:p></draw:text-box></draw:frame> atvyko.</text:p>""",
        **{"Pictures/a.png": picture.getvalue()},
    )
    assert [(block.kind, block.text) for block in found.blocks] == [
        (BlockKind.PARAGRAPH, "Dalyviai atvyko."),
        (BlockKind.PICTURE, ""),
        (BlockKind.PARAGRAPH, "Kviečiame!"),
    ]
    kept = found.blocks[1].picture
    assert kept is not None
    assert (kept.name, kept.media_type, kept.description) == ("a.png", "image/png", "Osle")
    assert kept.content == picture.getvalue()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"META-INF/manifest.xml": "<manifest><file-entry><encryption-data/></file-entry></manifest>"}, "slaptažod"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "ODS"),
        ({"content.xml": "<office"}, "sugadintas"),
        ({"content.xml": '<!DOCTYPE x [<!ENTITY e "bum">]><x>&e;</x>'}, "."),
    ],
)
def test_what_cannot_be_read_is_refused(parts: dict[str, str], said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read("<text:p>Labas</text:p>", **parts)
