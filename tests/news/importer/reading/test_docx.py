"""Word documents."""

import io

import docx
import pytest
from PIL import Image

from news.importer.reading import read_document
from news.importer.reading.document import BlockKind, ReadDocument

from .building import LINK, bare_docx, document_xml, docx_with, element, saved

NOTES = """<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="7"><w:p><w:r><w:t>Žr. projekto svetainę.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def read(content: bytes) -> ReadDocument:
    return read_document("naujiena.docx", content)


def read_body(body: str) -> ReadDocument:
    return read(bare_docx(document_xml(body)))


def kinds(document: ReadDocument) -> list[tuple[BlockKind, int, str]]:
    return [(block.kind, block.level, block.text) for block in document.blocks]


def test_headings_lists_and_quotations_are_known_by_their_styles() -> None:
    document = docx.Document()
    document.add_heading("Vizitas Osle", 0)
    document.add_paragraph("Projekto partneriai dalyvaus vizite.")
    document.add_heading("Programa", 2)
    document.add_paragraph("Susitikimas", style="List Bullet")
    document.add_paragraph("pirmas", style="List Number 2")
    document.add_paragraph("Labai naudinga.", style="Quote")
    found = read(saved(document))
    assert kinds(found) == [
        (BlockKind.HEADING, 1, "Vizitas Osle"),
        (BlockKind.PARAGRAPH, 0, "Projekto partneriai dalyvaus vizite."),
        (BlockKind.HEADING, 2, "Programa"),
        (BlockKind.LIST_ITEM, 1, "Susitikimas"),
        (BlockKind.LIST_ITEM, 2, "pirmas"),
        (BlockKind.QUOTATION, 0, "Labai naudinga."),
    ]
    assert found.title == "Vizitas Osle"
    assert found.warnings == ()


def test_a_paragraph_knows_its_place_in_a_list_without_a_style() -> None:
    numbering = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="{}"/></w:numPr></w:pPr>'
    item = f"<w:p>{numbering}<w:r><w:t>Punktas</w:t></w:r></w:p>"
    assert kinds(read_body(item.format(3))) == [(BlockKind.LIST_ITEM, 2, "Punktas")]
    assert kinds(read_body(item.format(0))) == [(BlockKind.PARAGRAPH, 0, "Punktas")]


def test_links_stand_on_their_words_however_they_are_written() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Organizacija ")
    identifier = document.part.relate_to("http://www.efaktor.no/", LINK, is_external=True)
    runs = "<w:r><w:t>e-</w:t></w:r><w:r><w:t>Factor</w:t></w:r>"
    paragraph._p.append(element(f'<w:hyperlink r:id="{identifier}">{runs}</w:hyperlink>'))
    for field in (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:instrText xml:space="preserve"> HYPERLINK "http://www.birzai.lt/" </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        '<w:r><w:t xml:space="preserve"> Biržai</w:t></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:fldSimple w:instr="HYPERLINK &quot;javascript:alert(1)&quot;"><w:r><w:t>.</w:t></w:r></w:fldSimple>',
    ):
        paragraph._p.append(element(field))
    found = read(saved(document))
    (block,) = found.blocks
    assert "javascript:alert(1)" in found.warnings[0]
    assert block.text == "Organizacija e-Factor Biržai."
    assert [(block.text[link.start : link.end], link.url) for link in block.links] == [
        ("e-Factor", "http://www.efaktor.no/"),
        ("Biržai", "http://www.birzai.lt/"),
    ]


def test_tracked_changes_are_read_as_accepted() -> None:
    document = read_body(
        """<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Vizitas </w:t></w:r>
        <w:del><w:r><w:delText>Bergene</w:delText></w:r></w:del><w:ins><w:r><w:t>Osle</w:t></w:r></w:ins></w:p>
        <w:p><w:r><w:t xml:space="preserve"> įvyko.</w:t></w:r></w:p>
        <w:del><w:p><w:r><w:t>Nebėra.</w:t></w:r></w:p></w:del>"""
    )
    assert [block.text for block in document.blocks] == ["Vizitas Osle įvyko."]
    assert len(document.warnings) == 1


def test_hidden_text_and_tables_of_contents_are_left_out() -> None:
    document = docx.Document()
    document.styles.add_style("TOC 1", 1)
    document.add_paragraph("Vizitas ... 3", style="TOC 1")
    paragraph = document.add_paragraph("Matoma.")
    paragraph.add_run(" Paslėpta.").font.hidden = True
    assert [block.text for block in read(saved(document)).blocks] == ["Matoma."]


def test_a_table_keeps_its_rows_and_one_that_arranges_text_does_not() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Kas", "Kur", "Vizitas", "Osle"), strict=True):
        cell.text = text
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "Pastraipa rėmelyje."
    table, paragraph = read(saved(document)).blocks
    assert table.rows == (("Kas", "Kur"), ("Vizitas", "Osle"))
    assert table.text == "Kas\tKur\nVizitas\tOsle"
    assert (paragraph.kind, paragraph.text) == (BlockKind.PARAGRAPH, "Pastraipa rėmelyje.")


def test_pictures_come_with_their_content_and_description() -> None:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "PNG")
    document = docx.Document()
    document.add_paragraph("Vizito dalyviai:")
    picture = document.add_picture(io.BytesIO(file.getvalue()))
    picture._inline.docPr.set("descr", "Dalyviai prie rotušės")
    _text, block = read(saved(document)).blocks
    assert block.picture is not None
    assert block.picture.content == file.getvalue()
    assert block.picture.media_type == "image/png"
    assert block.picture.description == "Dalyviai prie rotušės"


@pytest.mark.parametrize(("name", "content"), [("image1.emf", b"x"), ("image1.bmp", bytes(3_000_000))])
def test_a_picture_that_cannot_be_taken_over_is_counted(name: str, content: bytes) -> None:
    drawing = '<w:p><w:r><w:t>Schema</w:t><w:pict><v:imagedata xmlns:v="urn:v" r:id="rId1"/></w:pict></w:r></w:p>'
    relations = f'<Relationships><Relationship Id="rId1" Target="media/{name}"/></Relationships>'
    parts = {"word/_rels/document.xml.rels": relations.encode(), f"word/media/{name}": content}
    document = read(bare_docx(document_xml(drawing), **parts))
    assert [block.text for block in document.blocks] == ["Schema"]
    assert [warning for warning in document.warnings if "1" in warning]


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Teksto laukas</w:t></w:r></w:p></w:txbxContent>"
    document = read_body(
        f"""<w:p><w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>
        <mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Pastraipa.</w:t></w:r></w:p>"""
    )
    assert [block.text for block in document.blocks] == ["Pastraipa.", "Teksto laukas"]


def test_footnotes_come_at_the_end_under_their_numbers() -> None:
    body = (
        '<w:p><w:r><w:t>Vizitas</w:t><w:footnoteReference w:id="7"/><w:t xml:space="preserve"> įvyko.</w:t></w:r></w:p>'
    )
    document = read(bare_docx(document_xml(body), **{"word/footnotes.xml": NOTES}))
    assert [block.text for block in document.blocks] == ["Vizitas[1] įvyko.", "[1] Žr. projekto svetainę."]


def test_styles_that_are_based_on_each_other_come_to_an_end() -> None:
    style = '<w:style w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    styles = f'<w:styles xmlns:w="urn:w">{style.format("a", "b")}{style.format("b", "a")}</w:styles>'
    body = '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>Ratas</w:t></w:r></w:p>'
    assert read(bare_docx(document_xml(body), **{"word/styles.xml": styles})).raw_text == "Ratas"


def test_paragraphs_are_apart_by_an_empty_line() -> None:
    document = read(docx_with("Pirma.", "", "Antra."))
    assert document.raw_text == "Pirma.\n\nAntra."
    assert not document.has_layout_lines
