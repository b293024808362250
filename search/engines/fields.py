"""Fields: what of a document goes into which part of an index, the same for every engine."""

from collections.abc import Iterator

from portal.languages.analysis import (
    MAX_WORD_LETTERS,
    Keys,
    compound_keys,
    date_keys,
    legible,
    scan_keys,
    text_keys,
    words,
)
from portal.languages.common.normalization import compared

from ..index.document import Document, LanguageDocument
from ..query.presence import key_as_written
from .ranking import ANYWHERE, SCAN, SUB_FIELDS

SHORTEST_WORD_TO_LEARN = 3


def column(field: str, sub_field: str) -> str:
    return f"{field}_{sub_field}"


def column_values(document: Document, language: str) -> dict[str, str]:
    """Keys of a document's text in a language, separated by spaces, by column."""
    text = document.languages[language]
    names = text_keys(_readable(text, text.names, language), language)
    for code in text.codes:
        names.add(_code_keys(code, language))
    names.exact.extend(date_keys(document.dates))
    fields = {
        field: text_keys(value, language, is_scan=text.is_scan)
        for field, value in (
            ("title", _readable(text, text.title, language)),
            ("lead", _readable(text, text.lead, language)),
            ("body", _body(text, language)),
        )
    } | {"names": names}
    values = {
        column(field, sub_field): " ".join(getattr(keys, sub_field))
        for field, keys in fields.items()
        for sub_field in SUB_FIELDS
    }
    scan = scan_keys("\n".join((text.title, text.lead, text.body)), language) if text.is_scan else ()
    anywhere = (key for keys in fields.values() for key in (*map(key_as_written, keys.exact), *keys.stem, *keys.folded))
    return values | {SCAN: " ".join(scan), ANYWHERE: " ".join(dict.fromkeys(anywhere))}


def _body(text: LanguageDocument, language: str) -> str:
    """With what the doubtful words of a scan may be, behind the text and in a line of their own each."""
    return f"{_readable(text, text.body, language)}\n{text.readings}" if text.is_scan else text.body


def _readable(text: LanguageDocument, value: str, language: str) -> str:
    return legible(compared(value), language) if text.is_scan else value


def _code_keys(code: str, language: str) -> Keys:
    """A code is one compound, whatever stands between its parts."""
    keys = text_keys(code, language)
    parts = tuple(words(code))
    if len(parts) > 1:
        keys.exact.extend(compound_keys(parts))
    return keys


def words_to_learn(text: LanguageDocument) -> Iterator[str]:
    """Words, in lower case, from which other spellings are taken; those of scans are none to learn from."""
    if text.is_scan:
        return
    joined = "\n".join((text.title, text.lead, text.names, text.body))
    for word in dict.fromkeys(word.lower() for word in words(joined)):
        if SHORTEST_WORD_TO_LEARN <= len(word) <= MAX_WORD_LETTERS:
            yield word
