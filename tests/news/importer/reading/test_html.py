"""Web pages."""

from news.importer.reading import read_document
from news.importer.reading.document import Block, BlockKind, Link, ReadDocument

PROSE = "Projekto partnerių atstovai dalyvaus antrame vizite Norvegijoje, kur pristatys pasiektus rezultatus."
OTHER_PROSE = "Vizito metu planuojama susitikti su Norvegijos nevyriausybinių organizacijų asociacijos vadovu."
MENU = '<ul><li><a href="/">Pradžia</a><li><a href="/apie">Apie mus</a><li><a href="/kontaktai">Kontaktai</a></ul>'


def read(html: str) -> ReadDocument:
    return read_document("puslapis.html", html.encode())


def texts(html: str) -> list[str]:
    return [block.text for block in read(html).blocks]


def kinds(html: str) -> list[tuple[BlockKind, int, str]]:
    return [(block.kind, block.level, block.text) for block in read(html).blocks]


def test_headings_paragraphs_lists_and_quotations_are_blocks() -> None:
    html = f"""<!doctype html><title>Vizitas</title><h1>Vizitas <em>Osle</em></h1><p>{PROSE}<p>{OTHER_PROSE}
        <h2>Programa</h2><ul><li>Susitikimas<ol><li>pirmas</ol><li>Aptarimas</ul>
        <blockquote><p>Labai naudinga.</p></blockquote>"""
    assert kinds(html) == [
        (BlockKind.HEADING, 1, "Vizitas Osle"),
        (BlockKind.PARAGRAPH, 0, PROSE),
        (BlockKind.PARAGRAPH, 0, OTHER_PROSE),
        (BlockKind.HEADING, 2, "Programa"),
        (BlockKind.LIST_ITEM, 1, "Susitikimas"),
        (BlockKind.LIST_ITEM, 2, "pirmas"),
        (BlockKind.LIST_ITEM, 1, "Aptarimas"),
        (BlockKind.QUOTATION, 0, "Labai naudinga."),
    ]
    document = read(html)
    assert document.title == "Vizitas"
    assert not document.has_layout_lines
    assert document.raw_text.split("\n\n") == [block.text for block in document.blocks]


def test_a_line_break_stays_and_two_end_a_paragraph() -> None:
    assert texts(f"<p>{PROSE}<br>Utena<br><br>{OTHER_PROSE}</p>") == [f"{PROSE}\nUtena", OTHER_PROSE]


def test_links_stand_on_their_words() -> None:
    html = f'<html><p>{PROSE} <a href="http://www.efaktor.no/">e-Factor</a>, <a href="mailto:a@b.lt">rašykite</a>.</p>'
    (block,) = read(html).blocks
    assert [(block.text[link.start : link.end], link.url) for link in block.links] == [
        ("e-Factor", "http://www.efaktor.no/"),
        ("rašykite", "mailto:a@b.lt"),
    ]


def test_links_of_the_site_are_completed_from_what_the_page_says_of_its_address() -> None:
    address = '<link rel="canonical" href="https://senas.lt/naujienos/1">'
    html = f'{address}<p>{PROSE} <a href="../programa.pdf">Programa</a></p>'
    (block,) = read(html).blocks
    assert block.links == (Link(len(PROSE) + 1, len(block.text), "https://senas.lt/programa.pdf"),)


def test_links_that_lead_nowhere_are_left_out_with_a_warning() -> None:
    document = read(f'<html><p>{PROSE} <a href="/programa.pdf">Programa</a></p>')
    assert document.blocks[0].text.endswith("Programa")
    assert document.blocks[0].links == ()
    assert len(document.warnings) == 1


def test_each_link_that_may_not_be_published_is_named_with_the_reason_and_its_words_stay() -> None:
    bad = ["javascript:alert(1)", "https://x.lt／en", "file:///C:/programa.doc", "http://[::1"]
    links = " ".join(f'<a href="{url}">žodis</a>' for url in [*bad, bad[0], "#turinys", "https://geras.lt/"])
    document = read(f"<html><p>{PROSE} {links}</p>")
    assert document.raw_text.count("žodis") == 7
    assert [link.url for link in document.blocks[0].links] == ["https://geras.lt/"]
    for url, warning in zip(bad, document.warnings, strict=True):
        assert url in warning


def test_of_very_many_bad_links_ten_are_named_and_the_others_counted() -> None:
    links = "".join(f'<a href="javascript:{number}">a</a>' for number in range(500))
    warnings = read(f"<html><p>{PROSE} {links}</p>").warnings
    assert len(warnings) == 11
    assert "490" in warnings[-1]


def test_a_table_keeps_rows_cells_and_links() -> None:
    html = f"""<p>{PROSE}</p><table><caption>Partneriai</caption><tr><th>Kas<th>Kur
        <tr><td>Fleksibel <a href="http://f.no/">utdanning</a><td><p>Oslas</table>"""
    table = read(html).blocks[2]
    assert texts(html)[1] == "Partneriai"
    assert table.rows == (("Kas", "Kur"), ("Fleksibel utdanning", "Oslas"))
    assert table.text == "Kas\tKur\nFleksibel utdanning\tOslas"
    assert [table.text[link.start : link.end] for link in table.links] == ["utdanning"]


def test_a_table_that_arranges_the_page_is_no_table() -> None:
    html = f"<table><tr><td>{MENU}<td><table><tr><td><h1>Vizitas</h1><p>{PROSE}<p>{OTHER_PROSE}</table></table>"
    assert texts(html) == ["Vizitas", PROSE, OTHER_PROSE]


def test_pictures_are_named_and_counters_are_not() -> None:
    images = '<img src="foto/1.jpg" alt=" Vizito  dalyviai "><img src=c.gif width=1 height=1>'
    html = f'<base href="http://senas.lt/"><p>{PROSE}{images}'
    pictures = [block.picture for block in read(html).blocks if block.picture]
    assert [(picture.name, picture.description, picture.url) for picture in pictures] == [
        ("1.jpg", "Vizito dalyviai", "http://senas.lt/foto/1.jpg")
    ]


def test_what_is_around_the_content_is_left_out() -> None:
    html = f"""<html><body><div id="cookie-notice"><p>Naudojame slapukus, kad svetainė veiktų geriau ir patogiau.</div>
        <header><h2>Lietuvos edukologijos universitetas</h2></header><nav>{MENU}</nav>
        <div class="page-with-sidebar"><div class="turinys"><h1>Vizitas</h1>
        <p>{PROSE}</p><p>{OTHER_PROSE}</p><p>Trumpai.</p></div>
        <div class="rightSidebar"><p>Kitos naujienos, kurios su šia neturi nieko bendra, bet yra ilgos.</p></div></div>
        <div hidden><p>{OTHER_PROSE}</p></div><div style="display: none">{PROSE}</div>
        <footer><p>Visos teisės saugomos.</footer>"""
    assert texts(html) == ["Vizitas", PROSE, OTHER_PROSE, "Trumpai."]


def test_a_menu_is_known_by_its_links_whatever_it_is_called() -> None:
    assert texts(f"<div>{MENU}<h1>Vizitas</h1><p>{PROSE}</p></div>") == ["Vizitas", PROSE]


def test_a_list_of_partners_with_their_addresses_is_no_menu() -> None:
    partners = "".join(f'<li><a href="http://{host}/">{host}</a>' for host in ("birzai.lt", "prienai.lt", "utena.lt"))
    assert texts(f"<div><p>{PROSE}</p><ul>{partners}</ul></div>") == [PROSE, "birzai.lt", "prienai.lt", "utena.lt"]


def test_what_the_page_calls_its_content_is_the_content() -> None:
    html = f"<div><p>{OTHER_PROSE}</p><p>{OTHER_PROSE}</p></div><main><p>{PROSE}</p></main>"
    assert texts(html) == [PROSE]


def test_the_heading_above_the_content_belongs_to_it() -> None:
    html = f"<div><h1>Vizitas</h1><article><p>{PROSE}</p><p>{OTHER_PROSE}</p></article></div>"
    assert texts(html) == ["Vizitas", PROSE, OTHER_PROSE]


def test_scripts_never_come_through() -> None:
    html = f"""<p onclick="alert(1)">{PROSE}<script>alert(2)</script><a href="javascript:alert(3)">čia</a>
        <a href="data:text/html,x">ten</a><img src=x onerror=alert(4)><svg><script>alert(5)</script></svg>
        <style>p{{}}</style></p>
        <p>&lt;script&gt;tekstas&lt;/script&gt;</p>"""
    document = read(f"<html>{html}")
    assert "alert" not in document.raw_text + str(document.blocks) + document.title
    assert all(not block.links for block in document.blocks)
    assert document.blocks[-1] == Block(BlockKind.PARAGRAPH, "<script>tekstas</script>")


def test_a_page_in_an_old_encoding_is_read_even_where_it_names_another() -> None:
    html = f'<html><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>{PROSE}</p>'
    document = read_document("a.htm", html.encode("windows-1257"))
    assert document.blocks[0].text == PROSE
    assert document.encoding == "windows-1257"


def test_a_cyrillic_page_is_read_as_it_declares() -> None:
    text = "Представители партнёров проекта примут участие во втором визите в Норвегию."
    content = f'<html><meta charset="windows-1251"><p>{text}</p>'.encode("windows-1251")
    assert read_document("a.htm", content).blocks[0].text == text


def test_a_document_that_word_saved_as_a_page_is_read_as_one() -> None:
    html = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office">
        <!--[if gte mso 9]><xml><o:x>1</o:x></xml><![endif]-->
        <p class=MsoTitle>Vizitas Osle<o:p></o:p></p><p class=MsoNormal>{PROSE}<o:p></o:p></p><p><o:p>&nbsp;</o:p></p>
        <p class=MsoListParagraph><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span></span><![endif]>Pirmas
        <a href="http://www.efaktor.no/">punktas</a></p>"""
    assert kinds(html) == [
        (BlockKind.HEADING, 1, "Vizitas Osle"),
        (BlockKind.PARAGRAPH, 0, PROSE),
        (BlockKind.LIST_ITEM, 1, "Pirmas punktas"),
    ]
    item = read(html).blocks[-1]
    assert [item.text[link.start : link.end] for link in item.links] == ["punktas"]


def test_a_page_of_the_nineties_is_read_without_its_menu() -> None:
    links = "<BR>".join(f'<A HREF="{name}.html">{name}</A>' for name in ("Titulinis", "Naujienos", "Nuotraukos"))
    html = f"""<HTML><BODY BGCOLOR=#FFFFFF><CENTER><TABLE WIDTH=780><TR><TD WIDTH=150><FONT SIZE=2>{links}</FONT></TD>
        <TD><B>Vizitas Osle</B><BR><BR>{PROSE}<BR><BR>{OTHER_PROSE}</TD></TR></TABLE></CENTER></BODY></HTML>"""
    assert texts(html) == ["Vizitas Osle", PROSE, OTHER_PROSE]
