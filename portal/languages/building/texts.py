"""Running text that grammar is learnt from."""

import json
import re
from collections.abc import Iterator
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any

_TAG = re.compile(r"<[^>]+>")
# A sentence with so many marked letters is of the language.
_LEAST_MARKED = 3


def read_texts(path: Path, marked: str) -> list[str]:
    """Of a text file, of a folder of them, or of a file of JSON lines the sentences with marked letters."""
    if path.is_dir():
        return [each.read_text(encoding="utf-8") for each in sorted(path.glob("*.txt"))]
    content = path.read_text(encoding="utf-8")
    if path.suffix != ".jsonl":
        return [content]
    strings = chain.from_iterable(_strings(json.loads(line)) for line in content.splitlines())
    sentence_end = re.compile(rf"(?<=[.!?]) (?=[A-Z{marked.upper()}„])")
    letters = re.compile(f"[{marked}]")
    plain = (" ".join(_TAG.sub(" ", unescape(text)).split()) for text in strings)
    sentences = (sentence for text in plain for sentence in sentence_end.split(text))
    return list(dict.fromkeys(sentence for sentence in sentences if len(letters.findall(sentence)) >= _LEAST_MARKED))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)
