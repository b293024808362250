"""How much is read. An editor's documents stay far below; what does not is refused with a message that says so.

Peaks of memory at these limits are in docs/importing.md.
"""

from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 1024 * 1024

# A file of any kind; scanned pages and pictures make the large ones.
LARGEST_FILE_BYTES: Final = 50 * MEBIBYTE
# Text, in files that are nothing else and in documents; a book of a thousand pages has about three.
LARGEST_TEXT_BYTES: Final = 5 * MEBIBYTE

# Reading the text of a page takes milliseconds, recognising a scanned one takes seconds.
MOST_PAGES: Final = 500
MOST_SCANNED_PAGES: Final = 60
# A3 at 600 dots an inch has 70 million.
LARGEST_PICTURE_PIXELS: Final = 80_000_000
# Of the processor; a busy machine may take longer until it gives them.
PDF_SECONDS: Final = 60
PDF_PATIENCE_SECONDS: Final = 300
PDF_MEMORY_BYTES: Final = 2048 * MEBIBYTE
SCANNED_PAGE_SECONDS: Final = 60
SCANNED_DOCUMENT_SECONDS: Final = 900

MOST_ARCHIVE_FILES: Final = 10_000
# The directory of so many files, with names of 350 bytes.
LARGEST_DIRECTORY_BYTES: Final = 4 * MEBIBYTE
LARGEST_ARCHIVE_BYTES: Final = 1024 * MEBIBYTE
# Deflate reaches 1,032 at most, for one byte repeated; text rarely exceeds ten.
HIGHEST_RATIO: Final = 200
# Small files may well be repetitive.
RATIO_COUNTS_FROM_BYTES: Final = MEBIBYTE

LARGEST_XML_BYTES: Final = 30 * MEBIBYTE
MOST_PICTURES: Final = 200
LARGEST_PICTURES_BYTES: Final = 50 * MEBIBYTE
# Elements; no page or document has a tenth of these.
DEEPEST_NESTING: Final = 200
MOST_ELEMENTS: Final = 50_000
MOST_XML_ELEMENTS: Final = 500_000
# Words and signs of a document in RTF, which writes its formatting anew for each paragraph.
MOST_RTF_TOKENS: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """What the process that reads a file may take: `seconds` on the wall, those of the processor, and memory."""

    seconds: float
    processor_seconds: int
    memory_bytes: int = 2048 * MEBIBYTE


# Of the wall's time a busy machine needs more. A text of the largest size takes two seconds.
READING: Final = Cost(seconds=30, processor_seconds=5)
# A process of its own reads a PDF, one more recognises each page.
RECOGNISING: Final = Cost(seconds=SCANNED_DOCUMENT_SECONDS + 60, processor_seconds=300, memory_bytes=3072 * MEBIBYTE)
