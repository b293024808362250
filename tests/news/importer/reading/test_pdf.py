"""PDF files with a text layer, as printers of the last twenty years wrote them."""

import itertools

from reportlab.lib.pagesizes import A4

from news.importer.reading import read_document
from news.importer.reading.document import ReadDocument
from news.importer.repair import repair_text

from .building import Pdf, pdf

LEFT = (
    "Projekto partnerių atstovai dalyvaus",
    "antrame vizite Norvegijoje, kur bus",
    "pristatytas socialinės klasterystės",
    "modelis ir pasiekti rezultatai.",
    "Vyks intensyvūs susitikimai bei",
    "diskusijos su organizacijomis.",
)
RIGHT = (
    "Taip pat planuojamas susitikimas su",
    "organizacijos „e-Factor“ vadove, kuri",
    "rengia mokymus savivaldybėms tiek",
    "Norvegijoje, tiek Danijoje. Dalyviai",
    "dalysis patirtimi apie darbuotojų",
    "kvalifikacijos kėlimą.",
)


def read(content: bytes) -> ReadDocument:
    return read_document("naujiena.pdf", content)


def test_lines_and_pages_stay_and_paragraphs_are_apart() -> None:
    document = read(
        pdf(["Vizitas Osle", "", "Ąžuolų gatvėje žydi", "gėlės.", "", "Antra pastraipa."], ["Kitas puslapis."])
    )
    assert document.raw_text == "Vizitas Osle\n\nĄžuolų gatvėje žydi\ngėlės.\n\nAntra pastraipa.\n\fKitas puslapis."
    assert document.page_count == 2
    assert document.has_layout_lines
    assert not document.is_recognised
    assert document.warnings == ()


def test_columns_are_read_one_after_another_below_the_heading_over_both() -> None:
    document = Pdf()
    document.write(["Vizitas į Norvegiją: projekto partneriai susitinka Osle"], size=16)
    # As typesetting programs draw it: line by line over both columns.
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        document.write([left], left=60, down=140 + 14 * number)
        document.write([right], left=310, down=140 + 14 * number)
    document.write(["Daugiau informacijos apie vizitą ir projekto partnerius rasite projekto svetainėje."], down=250)
    text = read(document.content()).raw_text
    heading, left, right, rest = text.split("\n\n")
    assert heading.startswith("Vizitas į Norvegiją")
    assert left.splitlines() == list(LEFT)
    assert right.splitlines() == list(RIGHT)
    assert rest.startswith("Daugiau informacijos")


def test_columns_whose_lines_stand_at_other_heights_are_told_apart() -> None:
    document = Pdf()
    document.write(LEFT, left=60, down=140)
    document.write(RIGHT, left=310, down=146)
    assert read(document.content()).raw_text.splitlines() == [*LEFT, "", *RIGHT]


def test_three_columns_whose_paragraphs_end_at_other_heights_are_told_apart() -> None:
    document = Pdf()
    columns = [(LEFT[:3], RIGHT[:4], LEFT), (LEFT[:4], LEFT[:2], RIGHT), (LEFT[:5], RIGHT[:5], LEFT[:3])]
    for number, paragraphs in enumerate(columns):
        down = 100.0
        for paragraph in paragraphs:
            down = 7 + document.write(paragraph, left=50 + 172 * number, down=down, size=8)
    found = read(document.content()).raw_text.split("\n\n")
    assert found == ["\n".join(paragraph) for paragraphs in columns for paragraph in paragraphs]


def test_a_table_is_read_row_by_row() -> None:
    document = Pdf()
    rows = [("Utena", "12", "Rugsėjo 3 d."), ("Biržai", "7", "Spalio 14 d."), ("Prienai", "31", "Gruodžio 1 d.")] * 2
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            document.write([cell], left=60 + 150 * column, down=100 + 15 * number)
    assert read(document.content()).raw_text.splitlines() == [" ".join(row) for row in rows]


def test_what_repeats_from_page_to_page_is_left_out_and_told() -> None:
    document = Pdf()
    for number in range(1, 5):
        document.write(["Lietuvos edukologijos universitetas"], down=30, size=8)
        document.write([f"Puslapio tekstas nr. {number} apie vizitą.", f"Trečioji eilutė {number * 7}."], down=120)
        document.write([f"{number} psl. iš 4"], left=280, down=820, size=8)
        document.end_page()
    found = read(document.content())
    assert "universitetas" not in found.raw_text
    assert "psl." not in found.raw_text
    assert found.raw_text.count("\f") == 3
    assert all(f"nr. {number} " in found.raw_text for number in range(1, 5))
    (warning,) = found.warnings
    assert "Lietuvos edukologijos universitetas" in warning


def test_pages_that_are_alike_keep_their_text() -> None:
    found = read(pdf(*[["Anketa", "Vardas ir pavardė"]] * 3))
    assert found.raw_text.count("Anketa") == 3
    assert found.warnings == ()


def test_a_word_that_is_broken_across_pages_and_columns_becomes_whole_after_the_repair() -> None:
    document = Pdf()
    pages = [
        ("Vizito metu planuojama susitikti su visais projekto part-",),
        ("neriais ir aptarti, kaip organizacijos savivaldybėse bendra-",),
        ("darbiauja tarpusavyje.",),
    ]
    for number, lines in enumerate(pages, 1):
        document.write(["Projekto naujienos"], down=30, size=8)
        document.write(lines, down=700)
        document.write([str(number)], left=290, down=815, size=8)
        document.end_page()
    repaired = repair_text(read(document.content()).raw_text, "lt").text
    assert repaired == (
        "Vizito metu planuojama susitikti su visais projekto partneriais ir aptarti, "
        "kaip organizacijos savivaldybėse bendradarbiauja tarpusavyje."
    )


def test_links_of_the_file_stand_on_their_words() -> None:
    document = Pdf()
    document.write(["Organizacija e-Factor ir kitos"])
    # From the beginning of the second word to its end.
    document.canvas.linkURL("http://www.efaktor.no/", (128, A4[1] - 83, 172, A4[1] - 70))
    document.canvas.linkURL("javascript:alert(1)", (60, A4[1] - 83, 120, A4[1] - 70))
    found = read(document.content())
    assert [(found.raw_text[link.start : link.end], link.url) for link in found.links] == [
        ("e-Factor", "http://www.efaktor.no/")
    ]
    assert "javascript:alert(1)" in found.warnings[0]


def test_a_page_that_lies_on_its_side_is_read() -> None:
    document = Pdf()
    document.canvas.translate(300, 200)
    document.canvas.rotate(90)
    document.write(["Pasuktas tekstas", "antra eilutė"], left=0, down=A4[1])
    assert read(document.content()).raw_text == "Pasuktas tekstas\nantra eilutė"


def test_text_that_runs_another_way_than_the_page_is_left_out_and_told() -> None:
    document = Pdf()
    document.write(["Vizitas Osle", "vyks balandžio mėnesį."])
    document.canvas.translate(30, 200)
    document.canvas.rotate(90)
    document.write(["GAUTA"], left=0, down=A4[1])
    found = read(document.content())
    assert found.raw_text == "Vizitas Osle\nvyks balandžio mėnesį."
    assert [warning for warning in found.warnings if "5" in warning]


def test_a_paragraph_may_begin_with_an_indent_alone() -> None:
    document = Pdf()
    down = 100.0
    for paragraph in (LEFT, RIGHT):
        down = document.write(paragraph[:1], left=80, down=down)
        down = document.write(paragraph[1:], left=60, down=down)
    assert read(document.content()).raw_text.split("\n\n") == ["\n".join(LEFT), "\n".join(RIGHT)]


def test_every_word_of_a_long_document_is_kept_in_its_order() -> None:
    words = ["".join(letters) for letters in itertools.product("aeiou", "klmn", "ąęųū", "rst", "ai")][:900]
    lines = [" ".join(words[start : start + 5]) for start in range(0, len(words), 5)]
    pages = [lines[start : start + 40] for start in range(0, len(lines), 40)]
    assert read(pdf(*pages)).raw_text.split() == words
