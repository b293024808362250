"""Prints the passages, blurs them like a scan and has Tesseract read them as English.

`python -m tests.news.importer.passages.scanning` writes `texts/scanned/lt.txt` anew; it needs Tesseract with its
English data and the fonts of Debian's `fonts-liberation` and `fonts-dejavu-core`. What version 5.3 wrote is kept, for
another one reads otherwise.
"""

import random
import subprocess
import tempfile
import textwrap
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

from .passages import Passage, read_passages, written

LANGUAGE = "lt"
FONTS = [
    *(f"/usr/share/fonts/truetype/liberation/Liberation{name}-Regular.ttf" for name in ("Serif", "Serif", "Sans")),
    *(f"/usr/share/fonts/truetype/dejavu/DejaVu{name}.ttf" for name in ("Serif", "Sans")),
]
# Sizes in pixels, as of a page at 200 dots an inch.
LETTERS = (22, 26, 30)
LEADING = 1.6
WIDTH, MARGIN, COLUMNS = 1900, 40, 88
DARKEST, LIGHTEST = 0, 60
LARGEST_SLANT = 0.4
BLUR = (0.3, 1.1)
# A page of which lines were lost was not read; nothing can be repaired of it.
MOST_ERRORS = 0.16


def printed(passage: Passage, chance: random.Random) -> Image.Image:
    size = chance.choice(LETTERS)
    font = ImageFont.truetype(chance.choice(FONTS), size)
    lines = [line for part in passage.text.split("\n") for line in textwrap.wrap(part, COLUMNS) or [""]]
    step = round(size * LEADING)
    page = Image.new("L", (WIDTH, 2 * MARGIN + step * len(lines)), 255)
    draw = ImageDraw.Draw(page)
    ink = chance.randint(DARKEST, LIGHTEST)
    for number, line in enumerate(lines):
        draw.text((MARGIN, MARGIN + step * number), line, font=font, fill=ink)
    page = page.rotate(chance.uniform(-LARGEST_SLANT, LARGEST_SLANT), fillcolor=255)
    return page.filter(ImageFilter.GaussianBlur(chance.uniform(*BLUR)))


def scanned(passage: Passage, folder: Path) -> str:
    page = folder / "page.png"
    printed(passage, random.Random(passage.identifier)).save(page, dpi=(200, 200))  # noqa: S311
    command = ["tesseract", str(page), "-", "-l", "eng", "--psm", "6"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        scans = [Passage(passage.identifier, scanned(passage, Path(folder))) for passage in read_passages(LANGUAGE)]
    pairs = zip(read_passages(LANGUAGE), scans, strict=True)
    written(
        f"scanned/{LANGUAGE}.txt",
        [scan for passage, scan in pairs if Levenshtein.normalized_distance(passage.text, scan.text) <= MOST_ERRORS],
    )


if __name__ == "__main__":
    main()
