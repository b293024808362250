"""Files that mean harm to whoever reads them, made when they are needed: by name, with what makes each."""

import base64
import io
import itertools
import struct
import zipfile
import zlib
from collections.abc import Callable

from .building import archive, bare_docx, document_xml

Maker = Callable[[], bytes]
# Of what is gone through once, and of what each word is weighed of: both take seconds at most.
MANY, FEW = 40_000, 6_000
_ODT_TYPE = "application/vnd.oasis.opendocument.text"
_PARAGRAPH = "<w:p><w:r><w:t>Labas rytas</w:t></w:r></w:p>"


def html(body: str) -> Maker:
    return lambda: f"<!doctype html><html><body>{body}</body></html>".encode()


def odt(body: str) -> bytes:
    names = ("office", "text", "table", "style", "draw")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
    return archive({"mimetype": _ODT_TYPE, "content.xml": f"{content}</office:document-content>"})


def rtf(body: str) -> Maker:
    return lambda: rb"{\rtf1\ansi " + body.encode("ascii", "replace") + b"}"


def table_of_odt(attributes: str, cell: str = "") -> Maker:
    inner = f"<table:table-cell {cell}><text:p>x</text:p></table:table-cell>"
    row = f"<table:table-row {attributes}>{inner}</table:table-row>"
    return lambda: odt(f'<table:table table:name="a">{row}</table:table><text:p>Labas rytas</text:p>')


def pdf_of(*objects: str | bytes, trailer: str = "/Root 1 0 R") -> bytes:
    """A PDF whose objects are numbered from 1 on."""
    content = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n" % number + (body.encode() if isinstance(body, str) else body) + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places).encode()
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    return content + f"trailer <</Size {len(objects) + 1} {trailer}>>\nstartxref\n{start}\n%%EOF".encode()


def stream(content: bytes, more: str = "") -> bytes:
    packed = zlib.compress(content, 9)
    return f"<</Length {len(packed)} /Filter /FlateDecode {more}>>\nstream\n".encode() + packed + b"\nendstream"


def page_of_pdf(*further: str | bytes, page: str = "/Contents 4 0 R", box: str = "0 0 595 842") -> bytes:
    page = f"<</Type /Page /Parent 2 0 R /MediaBox [{box}] {page}>>"
    return pdf_of("<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R] /Count 1>>", page, *further)


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
        + chunk(b"IEND", b"")
    )


def nested_archives(depth: int) -> bytes:
    content = archive({"a.txt": "Labas rytas"})
    for _level in range(depth):
        content = archive({"a.zip": content})
    return content


def linked_archive() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as file:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        file.writestr(link, "/etc/passwd")
        file.writestr("../../../tmp/portal-escaped.txt", "Labas rytas")
    return output.getvalue()


def doubled_archive() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as file:
        for number in range(50):
            file.writestr(zipfile.ZipInfo("a.txt"), f"Labas rytas {number}")
    return output.getvalue()


def overlapping_archive() -> bytes:
    """Every entry of the directory says that it is the one large file."""
    content = archive({"a.txt": bytes(1_000_000)})
    start, end = content.index(b"PK\x01\x02"), content.rindex(b"PK\x05\x06")
    count = 5_000
    directory = content[start:end] * count
    numbers = struct.pack("<HHII", count, count, len(directory), start)
    return content[:start] + directory + content[end : end + 8] + numbers + content[end + 20 :]


def looping_objects() -> bytes:
    form = (
        b"<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</F 5 0 R>>>> /Length 60>>\nstream\n"
    )
    form += b"/F Do " * 10 + b"\nendstream"
    return page_of_pdf(stream(b"/F Do"), form, page="/Contents 4 0 R /Resources <</XObject <</F 5 0 R>>>>")


TEXTS: dict[str, Maker] = {
    "a word of a million letters": lambda: b"a" * 1_000_000,
    "a word of 100,000 letters with marks": lambda: b"\xc5\xbe" * 100_000,
    "a word of hyphens": lambda: b"a-" * FEW,
    "a word of points": lambda: b"a." * FEW,
    "a word of signs of e-mail": lambda: b"a@" * FEW,
    "half an e-mail after another": lambda: b"a@a " * FEW,
    "digits without end": lambda: b"1" * FEW + b"x",
    "letters like digits": lambda: b"l1O" * FEW + b"x",
    "bars between digits": lambda: b"1|" * FEW + b"a",
    "digits after a full stop": lambda: b"Labas." + b"1" * 5_000 + b"x\nrytas" + b"\nLabas rytas" * 50,
    "full stops": lambda: b"." * FEW + b" x",
    "quotation marks": lambda: b'"' * FEW,
    "commas before letters": lambda: b" ,a" * FEW,
    "opened quotations": lambda: "„a ".encode() * FEW,
    "spaces": lambda: b"Labas" + b" " * FEW + b"rytas",
    "spaces that do not break": lambda: b"Labas" + "\xa0".encode() * FEW + b"rytas",
    "empty lines": lambda: b"Labas" + b"\n" * FEW + b"rytas",
    "lines of a letter": lambda: b"a\n" * FEW,
    "pages of a letter": lambda: b"a\n\f" * FEW,
    "lines that end with hyphens": lambda: b"labas-\n" * FEW,
    "one long line that ends with a hyphen": lambda: b"." * FEW + b"a-\nb",
    "numbers that stand alone": lambda: b"7\n\n" * FEW,
    "capitals in one line": lambda: b"ABC " * FEW,
    "capitals that are joined": lambda: b"A1-" * FEW + b"@",
    "labels without end": lambda: b"Partneriai: Aa, " * (FEW // 4),
    "links without end": lambda: b"www.a.lt " * FEW,
    "days without end": lambda: "2017 m. kovo 3 d. – ".encode() * (FEW // 4),
    "marks that combine": lambda: ("a" + "\u0301" * MANY).encode(),
    "marks that combine in every order": lambda: ("a" + "\u0301\u0316" * MANY).encode(),
    "signs that turn the direction": lambda: "\u202e\u202d\u2066a".encode() * FEW,
    "characters that print nothing": lambda: "a\u200b".encode() * FEW,
    "NULs": lambda: b"Labas\0" * FEW,
    "bytes of no encoding": lambda: b"\xff\xfe\xfd\x81" * FEW,
    "UTF-7": lambda: b"+ADw-script+AD4-" * (FEW // 4),
    "UTF-16 without a mark": lambda: ("Labas rytas. " * 1_500).encode("utf-16-le"),
    "UTF-32": lambda: ("Labas rytas. " * 1_500).encode("utf-32"),
    "half of a UTF-16 pair": lambda: b"\xff\xfe" + b"\x00\xd8a\x00" * FEW,
    "one sentence of two languages by turns": lambda: ("Labas rytas, Lietuva.\n\nGood morning.\n\n" * 300).encode(),
}

MARKUP: dict[str, Maker] = {
    "comments of nothing": lambda: b"<!---->" * 41 + b"x",
    "comments of nothing, many": lambda: b"<!---->" * MANY,
    "comments that are not ended": lambda: b"<!--" * MANY,
    "declarations": lambda: b"<?xml " * MANY,
    "an element of 100,000 attributes": lambda: (
        "<html><p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">Labas"
    ).encode(),
    "attributes that are called alike": lambda: ("<html><p " + "a=1 " * MANY + ">Labas").encode(),
    "elements that are not ended": lambda: b"<html>" + b"<p" * MANY,
    "quotation marks that are not ended": html('<p a="' * 50_000),
    "angle brackets": lambda: b"<html>" + b"<" * MANY,
    "ends of elements": lambda: b"<html>" + b"</" * MANY,
    "nested elements": html("<div>" * MANY + "Labas"),
    "nested inline elements": html("<b>" * 20_000 + "Labas"),
    "misnested elements": html("<b><i></b>" * 20_000 + "Labas"),
    "nested lists": html("<ul><li>" * 20_000 + "Labas"),
    "nested tables": html("<table><tr><td>" * 5_000 + "Labas"),
    "a cell as wide as a million": html('<table><tr><td colspan="1000000" rowspan="1000000">Labas</table>'),
    "many wide cells": html("<table><tr>" + '<td colspan="1000">x' * 10_000 + "</table>"),
    "character references": html("&amp;" * MANY + "&#x" * MANY),
    "declared encodings": lambda: b"<meta charset=" * 50_000,
    "an address of data": lambda: (
        b'<html><p>Labas<img src="data:image/png;base64,' + base64.b64encode(bytes(3_000_000)) + b'">'
    ),
}

PACKAGES: dict[str, Maker] = {
    "billion laughs": lambda: bare_docx(
        '<!DOCTYPE x [<!ENTITY a "ha">'
        + "".join(f'<!ENTITY {one} "{f"&{other};" * 10}">' for other, one in itertools.pairwise("abcdefghij"))
        + "]>"
        + document_xml("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>")
    ),
    "a quadratic entity": lambda: bare_docx(
        f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'
        + document_xml("<w:p><w:r><w:t>" + "&a;" * 50_000 + "</w:t></w:r></w:p>")
    ),
    "an entity of a file": lambda: bare_docx(
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + document_xml("&a;")
    ),
    "a definition elsewhere": lambda: bare_docx(
        '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">' + document_xml(_PARAGRAPH)
    ),
    "DOCX nested": lambda: bare_docx(document_xml("<w:ins>" * 100_000 + "</w:ins>" * 100_000)),
    "DOCX of nested tables": lambda: bare_docx(
        document_xml("<w:tbl><w:tr><w:tc>" * 60 + _PARAGRAPH + "</w:tc></w:tr></w:tbl>" * 60)
    ),
    "DOCX of a cell as wide as a million": lambda: bare_docx(
        document_xml(
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr>{_PARAGRAPH}</w:tc></w:tr></w:tbl>'
        )
    ),
    "DOCX of many attributes": lambda: bare_docx(
        document_xml("<w:p " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>" + _PARAGRAPH)
    ),
    "DOCX of many runs": lambda: bare_docx(document_xml("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 80_000 + "</w:p>")),
    "DOCX that unpacks to 200 MB": lambda: bare_docx(document_xml(" " * 200_000_000)),
    "ODT of a million columns": table_of_odt("", 'table:number-columns-repeated="1000000"'),
    "ODT of a million rows": table_of_odt('table:number-rows-repeated="1000000"'),
    "ODT of a million rows of a million columns": table_of_odt(
        'table:number-rows-repeated="1000000"', 'table:number-columns-repeated="1000000"'
    ),
    "ODT of a thousand million spaces": lambda: odt('<text:p>Labas<text:s text:c="1000000000"/>rytas</text:p>'),
    "ODT of numbers that are none": table_of_odt('table:number-rows-repeated="-9e9"'),
    "RTF of nested groups": rtf("{" * MANY + "Labas"),
    "RTF of ended groups": rtf("}" * MANY + "Labas"),
    "RTF of a binary part that is longer than the file": rtf(r"\bin2147483647 Labas"),
    "RTF of a binary part of less than nothing": rtf(r"\bin-5 Labas" * 1_000),
    "RTF of bytes": rtf(r"\'e0" * MANY),
    "RTF of skipped characters": rtf(r"\uc1000000\u65 Labas" * 1_000),
    "RTF of fields": rtf(r'{\field{\*\fldinst HYPERLINK "' + " " * MANY + "x}{\\fldrslt Labas}}"),
    "RTF of cells": rtf(r"\trowd " + r"\cellx1\cell " * 50_000 + r"\row"),
}

ARCHIVES: dict[str, Maker] = {
    "a bomb": lambda: archive({"a.txt": bytes(45_000_000)}),
    "many small bombs": lambda: archive(dict.fromkeys((f"{n}.txt" for n in range(200)), bytes(2_000_000))),
    "archives in archives": lambda: nested_archives(20),
    "names that lead elsewhere and a link": linked_archive,
    "files that are called alike": doubled_archive,
    "entries that share their content": overlapping_archive,
    "documents that hang": lambda: archive(
        {"a.html": MARKUP["comments of nothing"](), "b.txt": TEXTS["letters like digits"]()}
    ),
    "names without end": lambda: archive(dict.fromkeys(("a/" * 15_000 + f"{n}.txt" for n in range(50)), "Labas")),
    "names that turn the direction": lambda: archive({"a\u202etxt.exe": "Labas", "b\r\n.txt": "Labas"}),
}

DRAWN: dict[str, Maker] = {
    "PDF that draws itself": looping_objects,
    "PDF whose pages are their own children": lambda: pdf_of(
        "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [2 0 R 2 0 R] /Count 400>>"
    ),
    "PDF of a huge page": lambda: page_of_pdf(stream(b"0 0 1 rg 0 0 9 9 re f"), box="0 0 1e9 1e9"),
    "PDF of many objects": lambda: page_of_pdf(stream(b"q Q"), *["<</A 3 0 R>>"] * 100_000),
    "PDF that unpacks to 200 MB": lambda: page_of_pdf(stream(b"q Q " * 50_000_000)),
    "PDF of streams packed twice": lambda: page_of_pdf(
        stream(zlib.compress(b"q Q " * 20_000_000, 9)).replace(b"/FlateDecode", b"[/FlateDecode /FlateDecode]", 1)
    ),
    "PDF of nested arrays": lambda: pdf_of("[" * 100_000 + "]" * 100_000),
    "PDF of rectangles": lambda: page_of_pdf(stream(b"0 0 9 9 re f " * 200_000)),
    "PDF whose length is its own object": lambda: page_of_pdf("<</Length 4 0 R>>\nstream\nq\nendstream"),
    "PNG of 4,000 million pixels": lambda: png(65_000, 65_000),
    "PNG of one line": lambda: png(2**31 - 1, 1),
    "TIFF that follows itself": lambda: b"II*\0\x08\0\0\0\0\0\x08\0\0\0" + bytes(64),
    "JPEG of nothing": lambda: b"\xff\xd8\xff" + b"\xff\xe1\xff\xff" * 50_000,
}

FILES: dict[str, Maker] = {**TEXTS, **MARKUP, **PACKAGES, **DRAWN}
