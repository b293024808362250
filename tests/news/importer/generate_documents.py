"""Scans of announcements in two languages: `python -m tests.news.importer.generate_documents 1000 FOLDER`."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.generate_items import generate_items
from tests.news.importer.passages.damage import SCAN, damaged


def generate_documents(count: int, paragraphs: int = 5) -> Iterator[tuple[str, str]]:
    """(name, text) of each file, two for each document; the Lithuanian one as a scanner read it."""
    for item in generate_items(count, paragraphs=paragraphs):
        for language, text in item["languages"].items():
            whole = "\n\n".join([text["title"], text["lead"], *text["body"]])
            if language == "lt":
                whole = damaged(whole, SCAN, item["identifier"]).text
            yield f"{item['identifier']}_{language}.txt", f"{whole}\n"


def write_documents(folder: Path, count: int, paragraphs: int = 5) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in generate_documents(count, paragraphs):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


if __name__ == "__main__":
    write_documents(Path(sys.argv[2]), int(sys.argv[1]))
