"""Pictures of pages, as scanners and cameras save them: PNG, JPEG, and TIFF of one page or several."""

import io
import time
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from ..document import ReadDocument, Unreadable
from ..document_format import Format
from ..limits import LARGEST_PICTURE_PIXELS, MOST_SCANNED_PAGES, RECOGNISING, SCANNED_DOCUMENT_SECONDS
from ..messages import Code, Message, of_furniture
from ..ocr import missing_packages, recognise
from ..pdf_layout import lay_out
from ..text import require_text

PICTURE_FORMATS = ("PNG", "JPEG", "TIFF")
# Tesseract reads best from letters of thirty pixels, which is print at 300 dots an inch. A page at 200 has this many on
# its longer side; it is enlarged.
_SMALL_SIDE = 2400
_ENLARGED = 2.0
_MOST_PIXELS = 40_000_000


def read_picture(name: str, content: bytes) -> ReadDocument:
    packages = missing_packages()
    if packages:
        raise Unreadable(Message(Code.RECOGNITION_MISSING, {"packages": tuple(packages)}))
    started = time.monotonic()
    pages = []
    try:
        with Image.open(io.BytesIO(content), formats=PICTURE_FORMATS) as picture:
            media_type = Image.MIME[picture.format or ""]
            for page in _pages(picture):
                if time.monotonic() - started > SCANNED_DOCUMENT_SECONDS:
                    raise Unreadable(Message(Code.RECOGNITION_TOO_SLOW))
                pages.append(recognise(page))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Unreadable(Message(Code.PICTURE_DAMAGED)) from error
    layout = lay_out(pages)
    require_text(layout.text)
    return ReadDocument(
        name=name,
        media_type=media_type,
        raw_text=layout.text,
        blocks=(),
        has_layout_lines=True,
        is_recognised=True,
        page_count=len(pages),
        links=layout.links,
        warnings=tuple(of_furniture(layout.furniture)),
    )


def _pages(picture: Image.Image) -> Iterator[bytes]:
    """Each page upright and in grey, as a PGM picture."""
    count = getattr(picture, "n_frames", 1)
    if count > MOST_SCANNED_PAGES:
        raise Unreadable(Message(Code.TOO_MANY_SCANS, {"count": count, "limit": MOST_SCANNED_PAGES}))
    for number in range(count):
        picture.seek(number)
        if picture.width * picture.height > LARGEST_PICTURE_PIXELS:
            limit = LARGEST_PICTURE_PIXELS // 1_000_000
            raise Unreadable(Message(Code.PICTURE_TOO_LARGE, {"limit": limit}))
        grey = _grey(ImageOps.exif_transpose(picture))
        wanted = _ENLARGED if max(grey.size) <= _SMALL_SIDE else 1.0
        factor = min(wanted, (_MOST_PIXELS / (grey.width * grey.height)) ** 0.5)
        if factor != 1.0:
            grey = grey.resize((round(grey.width * factor), round(grey.height * factor)), Image.Resampling.LANCZOS)
        yield b"P5 %d %d 255\n" % grey.size + grey.tobytes()


def _grey(picture: Image.Image) -> Image.Image:
    """What is transparent is paper."""
    if picture.mode.startswith("I;16"):
        # A scanner's sixteen bits a pixel.
        return picture.point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture)
    return picture.convert("L")


def _format(kind: str, suffixes: tuple[str, ...], *signatures: bytes) -> Format:
    return Format(
        kind=kind,
        suffixes=suffixes,
        media_type=f"image/{kind.lower()}",
        read=read_picture,
        cost=RECOGNISING,
        by_signature=lambda content: content.startswith(signatures),
    )


FORMATS = (
    _format("PNG", (".png",), b"\x89PNG\r\n\x1a\n"),
    _format("JPEG", (".jpg", ".jpeg"), b"\xff\xd8\xff"),
    # With its numbers in either order, in its old form and in that for large files.
    _format("TIFF", (".tiff", ".tif"), b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
)
