"""Character recognition by Tesseract, where it is installed."""

import csv
import io
import os
import shutil
import subprocess
from functools import cache
from statistics import median

from portal.languages.registry import languages

from .document import Unreadable
from .limits import SCANNED_PAGE_SECONDS
from .messages import Code, Message
from .pdf_layout import Page, PageWord
from .text import clean

PROGRAM = "tesseract"
# Levels of Tesseract's table.
_PAGE, _LINE, _WORD = 1, 4, 5
# Lines of one font differ by less in height, depending on their letters and on how straight the page lies.
_OTHER_HEIGHT = 0.35


@cache
def installed_languages() -> frozenset[str]:
    """What the program can read; nothing where it is not installed."""
    if shutil.which(PROGRAM) is None:
        return frozenset()
    listed = subprocess.run([PROGRAM, "--list-langs"], capture_output=True, text=True, check=False)
    return frozenset(listed.stdout.split())


def missing_packages() -> list[str]:
    """Debian's packages that recognition in the portal's languages lacks."""
    installed = installed_languages()
    wanted = _wanted_languages()
    packages = [] if installed else ["tesseract-ocr"]
    return packages + [f"tesseract-ocr-{language}" for language in wanted if language not in installed]


def _wanted_languages() -> list[str]:
    return [each.tesseract for each in languages() if each.tesseract]


def recognise(picture: bytes) -> Page:
    """The words of a page that is given as a picture of any common format, with pixels for points.

    Raises Unreadable where it takes too long or fails.
    """
    wanted = _wanted_languages()
    # Where no language of the portal has a name there, Tesseract takes its own default.
    choice = ["-l", "+".join(wanted)] if wanted else []
    try:
        # One thread: Tesseract's own threads cost more than they gain on a page.
        result = subprocess.run(
            [PROGRAM, "stdin", "stdout", *choice, "--psm", "3", "tsv"],
            input=picture,
            capture_output=True,
            timeout=SCANNED_PAGE_SECONDS,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(Message(Code.PAGE_RECOGNITION_TOO_SLOW)) from error
    except subprocess.CalledProcessError as error:
        raise Unreadable(Message(Code.PAGE_RECOGNITION_FAILED)) from error
    return _page(result.stdout.decode("utf-8", "replace"))


def _page(table: str) -> Page:
    """Tesseract's table: a row for the page, and for each block, paragraph, line and word in it."""
    rows = list(csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE))
    usual_height = median([int(row["height"]) for row in rows if int(row["level"]) == _LINE] or [0])
    words: list[PageWord] = []
    width = height = upper = lower = 0
    for row in rows:
        level = int(row["level"])
        left, top, across, down = (int(row[edge]) for edge in ("left", "top", "width", "height"))
        if level == _PAGE:
            width, height = across, down
        elif level == _LINE:
            # Words take the edges of their line: their own depend on their letters.
            upper, lower = top, top + down
        elif level == _WORD and (text := clean(row["text"]).strip()):
            line_height = lower - upper
            is_usual = abs(line_height - usual_height) < _OTHER_HEIGHT * usual_height
            size = usual_height if is_usual else line_height
            words.append(PageWord(left, upper, left + across, lower, size, text))
    return Page(width, height, tuple(words))
