"""Writes items.jsonl and queries.jsonl from data/: `python -m tests.search.relevance.build`."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .archive import archive
from .queries import queries

ITEMS = Path(__file__).with_name("items.jsonl")
QUERIES = Path(__file__).with_name("queries.jsonl")


def lines(values: Iterable[dict[str, Any]]) -> str:
    return "".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values)


def built() -> dict[Path, str]:
    """What the files shall hold."""
    found = archive()
    return {
        ITEMS: lines(item.as_json() for item in found.items),
        QUERIES: lines(query.as_json() for query in queries(found)),
    }


if __name__ == "__main__":
    for path, text in built().items():
        path.write_text(text, encoding="utf-8")
