"""Files as people send them in: sound ones, damaged ones, and such as are not what they are called."""

import functools
import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image

HTML = b"<!doctype html><html><head><script src='x.js'></script></head><body>Labas</body></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


def picture(format_name: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (640, 480), **options: Any) -> bytes:
    """Noise enough that a part of the file is a part of the picture."""
    noise = Image.effect_noise(size, 80)
    image = Image.new("I;16", size, 40_000) if mode == "I;16" else noise.convert(mode)
    if mode in ("I", "F"):
        image = image.point(lambda value: value * 200)
    file = io.BytesIO()
    image.save(file, format_name, **options)
    return file.getvalue()


def animation() -> bytes:
    frames = [Image.new("P", (200, 150), color) for color in range(4)]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=80)
    return file.getvalue()


def rotated() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return picture("JPEG", exif=exif.tobytes())


def palette_with_transparency() -> bytes:
    return picture("PNG", "P", transparency=0)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A few bytes that say they are a picture of so many pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def overwritten(content: bytes, start: int, size: int = 64) -> bytes:
    return content[:start] + b"\xa5" * size + content[start + size :]


@functools.cache
def damaged_pictures() -> dict[str, bytes]:
    """By the name of each; none of them can be shown."""
    png, jpeg, gif, webp, avif = (picture(name) for name in ("PNG", "JPEG", "GIF", "WEBP", "AVIF"))
    wrong_sum = bytearray(png)
    wrong_sum[30] ^= 0xFF
    return {
        "overwritten.png": overwritten(png, len(png) // 2, 2000),
        "cut-off.png": png[: len(png) // 2],
        "wrong-sum.png": bytes(wrong_sum),
        "head-only.png": png[:33],
        "signature-only.png": png[:8],
        "no-pixels.png": bomb(0, 0),
        "bomb.png": bomb(),
        "cut-off.jpg": jpeg[: len(jpeg) // 2],
        "head-only.jpg": jpeg[:20],
        "no-scan.jpg": jpeg[: jpeg.index(b"\xff\xda")],
        "cut-off.gif": gif[: len(gif) // 3],
        "head-only.gif": gif[:13],
        "cut-off.webp": webp[: len(webp) // 2],
        "head-only.webp": webp[:30],
        "cut-off.avif": avif[: len(avif) // 2],
        "empty-box.avif": avif[:40],
        "page.png": HTML,
        "drawing.png": SVG,
        "drawing.svg": SVG,
        "text.jpg": b"Labas",
        "portable.bmp": picture("BMP"),
        "scan.tiff": picture("TIFF"),
        "really-a-jpeg.png": jpeg,
        "zeros.png": bytes(2000),
    }


@functools.cache
def sound_pictures() -> dict[str, bytes]:
    """Whatever their mode, all of these can be shown."""
    return {
        "sixteen-bits.png": picture("PNG", "I;16"),
        "grey.png": picture("PNG", "L"),
        "grey-transparent.png": picture("PNG", "LA"),
        "black-and-white.png": picture("PNG", "1"),
        "palette.png": palette_with_transparency(),
        "transparent.png": picture("PNG", "RGBA"),
        "cmyk.jpg": picture("JPEG", "CMYK"),
        "grey.jpeg": picture("JPEG", "L"),
        "rotated.jpg": rotated(),
        "moving.gif": animation(),
        "modern.webp": picture("WEBP", "RGBA"),
        "newer.avif": picture("AVIF"),
        "one-pixel.png": picture("PNG", size=(1, 1)),
        "line.png": picture("PNG", size=(3000, 1)),
        "CAPITALS.JPG": picture("JPEG"),
    }


def package(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def office(part: str, **others: str) -> bytes:
    return package({"[Content_Types].xml": "<Types/>", part: "<document/>", **others})


def open_document(kind: str) -> bytes:
    return package({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<office/>"})


@functools.cache
def documents() -> dict[str, bytes]:
    """One of each kind."""
    return {
        "a.pdf": PDF,
        "A.PDF": PDF,
        "a.docx": office("word/document.xml"),
        "a.xlsx": office("xl/workbook.xml"),
        "a.pptx": office("ppt/presentation.xml"),
        "a.odt": open_document("text"),
        "a.ods": open_document("spreadsheet"),
        "a.odp": open_document("presentation"),
        "a.rtf": rb"{\rtf1\ansi Labas}",
        "a.txt": "Ąžuolas".encode(),
        "baltic.txt": "Ąžuolas".encode("windows-1257"),
        "wide.txt": "Ąžuolas".encode("utf-16"),
        "a.csv": b"a;b\r\n1;2\r\n",
        "a.png": picture("PNG"),
        "a.jpg": picture("JPEG"),
    }


@functools.cache
def refused_documents() -> dict[str, bytes]:
    """None of them may come in, whatever it is called."""
    others = {
        "comment.txt": b"<!-- --><script>alert(1)</script>",
        "late.txt": b"Labas <script>alert(1)</script>",
        "wide.txt": "<html><script>alert(1)</script></html>".encode("utf-16"),
        "marked.txt": b"\xef\xbb\xbf<svg onload=alert(1)>",
        "sheet.xsl": b"<?xml version='1.0'?><xsl:stylesheet/>",
        "code.js": b"alert(1)",
        "style.css": b"body { color: red }",
        "program.exe": b"MZ\x90\0" + bytes(200),
        "program.pdf": b"MZ\x90\0" + bytes(200),
        "files.zip": package({"a.txt": "a"}),
        "files.docx": package({"a.txt": "a"}),
        "macros.docx": office("word/document.xml", **{"word/vbaProject.bin": "x"}),
        "really-a-pdf.docx": PDF,
        "really-a-word.pdf": office("word/document.xml"),
        "broken.docx": office("word/document.xml")[:80],
        "late.pdf": HTML + PDF,
        "nothing": PDF,
        "double.pdf.html": PDF,
    }
    pages = {f"page.{suffix}": HTML for suffix in ("html", "htm", "xhtml", "pdf", "txt", "csv", "docx", "png", "rtf")}
    drawings = {f"drawing.{suffix}": SVG for suffix in ("svg", "pdf", "txt", "xml", "jpg")}
    return others | pages | drawings
