"""Reads a PDF in a process of its own, which may take long, much memory or fall over: `pdf_process.py TASK NUMBER …`.

The file comes by standard input. `text MOST_PAGES` prints a line of JSON for the document and one for each page,
`picture PAGE` prints a page as a grey PGM picture; both are followed by the bytes of memory and the seconds of the
processor that it may take at most. Imports nothing of the portal, so that it starts quickly.
"""

import ctypes
import json
import math
import resource
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple, NoReturn

import pypdfium2
import pypdfium2.raw as pdfium

# A gap between two characters that separates words, by the size of their font.
WORD_GAP = 0.25
# Characters of one line overlap by this share of the lower one.
LINE_OVERLAP = 0.5
HYPHENS_AT_LINE_END = {0x02, 0xFFFE}
UNKNOWN = 0xFFFD
# Private use: letters of fonts that do not say which they are.
PRIVATE = range(0xE000, 0xF900)
# Tesseract reads best from letters of thirty pixels, which is print at 300 dots an inch.
DOTS_PER_INCH = 300
MOST_PIXELS = 40_000_000
LONGEST_ADDRESS = 2000
MOST_LINKS = 500
# A page of a newspaper has 20,000, a book of a thousand pages three million.
MOST_CHARACTERS_OF_PAGE = 200_000
MOST_CHARACTERS = 3_000_000

# Left, bottom, right, top, as PDF counts.
Box = tuple[float, float, float, float]


class Character(NamedTuple):
    """`direction`: quarter turns to the left from reading horizontally."""

    code: int
    box: Box
    size: float
    direction: int


class Space:
    """Coordinates from the upper left corner of a page whose text runs in the direction."""

    def __init__(self, page: Box, direction: int) -> None:
        self._page = page
        self._direction = direction
        width, height = page[2] - page[0], page[3] - page[1]
        self.width, self.height = (height, width) if direction % 2 else (width, height)

    def place(self, box: Box) -> list[float]:
        """Left, upper, right and lower edge."""
        left, bottom, right, top = self._page
        x0, y0, x1, y1 = box
        edges = [
            (x0 - left, top - y1, x1 - left, top - y0),
            (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
            (right - x1, y0 - bottom, right - x0, y1 - bottom),
            (top - y1, right - x1, top - y0, right - x0),
        ][self._direction]
        return [round(edge, 1) for edge in edges]


class Words:
    """Puts characters together to words, as [left, upper, right, lower edge, size, text]."""

    def __init__(self) -> None:
        self.found: list[list[Any]] = []
        self._word: list[Any] = []

    def add(self, character: str, place: list[float], size: float) -> None:
        if character.isspace():
            self.end()
            return
        if self._word and not self._continues(place, size):
            self.end()
        if self._word:
            word = self._word
            self._word = [
                *(min(word[0], place[0]), min(word[1], place[1]), max(word[2], place[2]), max(word[3], place[3])),
                *(word[4], word[5] + character),
            ]
        else:
            self._word = [*place, round(size, 1), character]

    def end(self) -> None:
        if self._word:
            # Characters beyond the Basic Multilingual Plane come in two halves.
            text = self._word[5].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            self.found.append([*self._word[:5], text])
        self._word = []

    def _continues(self, place: list[float], size: float) -> bool:
        _left, upper, right, lower = self._word[:4]
        overlap = min(lower, place[3]) - max(upper, place[1])
        same_line = overlap >= LINE_OVERLAP * min(lower - upper, place[3] - place[1])
        return same_line and -size < place[0] - right < WORD_GAP * size


def main(task: str, number: int) -> None:
    document = open_document(sys.stdin.buffer.read())
    if task == "text":
        print_text(document, most_pages=number)
    else:
        print_picture(document[number])


def open_document(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        is_locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD
        stop("password" if is_locked else "damaged")


def stop(problem: str) -> NoReturn:
    print(json.dumps({"problem": problem}))
    sys.exit()


def print_text(document: pypdfium2.PdfDocument, most_pages: int) -> None:
    print(json.dumps({"pages": len(document)}), flush=True)
    if len(document) <= most_pages:
        characters = 0
        for number in range(len(document)):
            page = document[number]
            on_page = page.get_textpage().count_chars()
            characters += on_page
            if on_page > MOST_CHARACTERS_OF_PAGE or characters > MOST_CHARACTERS:
                stop("large")
            print(json.dumps(describe(page)), flush=True)
            page.close()


def describe(page: pypdfium2.PdfPage) -> dict[str, Any]:
    characters = list(read_characters(page))
    directions = Counter(character.direction for character in characters if not chr(character.code).isspace())
    direction = directions.most_common(1)[0][0] if directions else 0
    space = Space(page.get_cropbox(), direction)
    words = Words()
    for character in characters:
        if character.direction == direction:
            words.add(chr(character.code), space.place(character.box), character.size)
    words.end()
    return {
        "width": space.width,
        "height": space.height,
        "words": words.found,
        "turned": directions.total() - directions[direction],
        "links": [[*space.place(box), url] for box, url in islice(read_links(page), MOST_LINKS)],
        "has_drawings": any(item.type != pdfium.FPDF_PAGEOBJ_TEXT for item in page.get_objects(max_depth=1)),
    }


def read_characters(page: pypdfium2.PdfPage) -> Iterator[Character]:
    text = page.get_textpage()
    box = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in HYPHENS_AT_LINE_END:
            code = ord("-")
        elif is_unknown(code) or pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:
            code = UNKNOWN
        pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        angle = pdfium.FPDFText_GetCharAngle(text, index)
        yield Character(
            code,
            (box.left, box.bottom, box.right, box.top),
            pdfium.FPDFText_GetFontSize(text, index) or 1.0,
            round(-angle / (math.pi / 2)) % 4,
        )
    text.close()


def is_unknown(code: int) -> bool:
    is_control = code < 0x20 or 0x7F <= code < 0xA0
    return code in PRIVATE or (is_control and not chr(code).isspace())


def read_links(page: pypdfium2.PdfPage) -> Iterator[tuple[Box, str]]:
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    box = pdfium.FS_RECTF()
    document = page.pdf
    while pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
        action = pdfium.FPDFLink_GetAction(link)
        if not action or not pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(box)):
            continue
        length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
        if 1 < length <= LONGEST_ADDRESS:
            address = ctypes.create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(document, action, address, length)
            yield (box.left, box.bottom, box.right, box.top), address.value.decode("utf-8", "replace")


def print_picture(page: pypdfium2.PdfPage) -> None:
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, math.sqrt(MOST_PIXELS / max(1.0, width * height)))
    bitmap = page.render(scale=scale, grayscale=True)
    sys.stdout.buffer.write(b"P5 %d %d 255\n" % (bitmap.width, bitmap.height))
    pixels = memoryview(bitmap.buffer).cast("B")
    for start in range(0, bitmap.stride * bitmap.height, bitmap.stride):
        sys.stdout.buffer.write(pixels[start : start + bitmap.width])


if __name__ == "__main__":
    task, number, memory, seconds = sys.argv[1:]
    if sys.platform == "linux":
        # Other systems do not take it.
        resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    main(task, int(number))
