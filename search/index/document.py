"""Documents: what search indexes, one an item with every published language of it; and the sources of them."""

import datetime
import hashlib
import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol, TypeVar
from uuid import UUID

from portal.languages.common.normalization import compared

T = TypeVar("T")

logger = logging.getLogger(__name__)

# A shelf of books; more than that is no text that anybody searches.
LONGEST_TEXT = 1_000_000
# Names in facets are terms of an index as a whole, of which Lucene takes 32,766 bytes.
LONGEST_NAME = 1_000
# What cannot be written as UTF-8, and what databases end a text at.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def writable(text: object, longest: int = LONGEST_TEXT) -> str:
    """A text as every index takes it, of so many characters; "" for what is none."""
    if not isinstance(text, str):
        logger.warning("Left out of the search index: %s instead of a text", type(text).__name__)
        return ""
    if len(text) > longest:
        logger.warning("Left out of the search index: all but %d of %d characters", longest, len(text))
        text = text[:longest]
    return text if text.isascii() and "\x00" not in text else _UNWRITABLE.sub(" ", text)


@dataclass(frozen=True, slots=True)
class LanguageDocument:
    """An item in one language, as plain text.

    `names` holds people, organisations, roles and places, a line each; `codes` holds grant numbers, hosts and
    indicator numbers, each found whole and in parts. `url` is a path. `is_scan`: a scanner has read the text, and
    nobody has checked it; `readings` are then words that doubtful ones of it may be, which find it and are not shown.
    `is_behind`: it is a translation whose original has changed since. `untranslated` are texts in it that are still in
    the language of the original, `source_language`. `irregular` are its words that have keys with other beginnings
    (portal/languages/beginnings.py), as an index has written them down; None of a text that comes from none.
    """

    title: str
    url: str
    lead: str = ""
    body: str = ""
    names: str = ""
    codes: tuple[str, ...] = ()
    is_scan: bool = False
    is_behind: bool = False
    readings: str = ""
    untranslated: tuple[str, ...] = ()
    source_language: str = ""
    irregular: tuple[str, ...] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Whatever a source has, an index can be given: what is wrong with a text is left out of it."""
        for name in ("title", "url", "lead", "body", "names", "readings"):
            object.__setattr__(self, name, writable(getattr(self, name)))
        for name in ("codes", "untranslated"):
            object.__setattr__(self, name, tuple(map(writable, getattr(self, name))))


@dataclass(frozen=True, slots=True)
class FacetValue:
    """`key` is the same in every language, as values are compared; `labels` by language."""

    key: str
    labels: Mapping[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", compared(writable(self.key, LONGEST_NAME)))
        object.__setattr__(self, "labels", {code: writable(label, LONGEST_NAME) for code, label in self.labels.items()})

    def label(self, language: str) -> str:
        """The label in a language, else in any."""
        return self.labels.get(language) or next(iter(self.labels.values()), self.key)


@dataclass(frozen=True, slots=True)
class Document:
    """A published item. `key` is its translation key; `languages` holds at least one language.

    `days` are those of what it tells of, such as a visit. `facets` holds values by key of the facet, see facets.py.
    """

    key: UUID
    identifier: str
    number: int
    date: datetime.date
    languages: Mapping[str, LanguageDocument]
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    days: tuple[datetime.date, ...] = ()

    @property
    def dates(self) -> tuple[datetime.date, ...]:
        """Every day by which it may be asked for."""
        return (self.date, *self.days)

    def to_json(self) -> str:
        """What `document_from_json` reads."""
        values = _values(self)
        for code, text in self.languages.items():
            if text.irregular is not None:
                values["languages"][code]["irregular"] = text.irregular
        return json.dumps(values, ensure_ascii=False, sort_keys=True)

    def fingerprint(self) -> str:
        """Equal for equal contents, in every process and whether or not an index has written anything down."""
        content = json.dumps(_values(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:32]


def _values(document: Document) -> dict[str, Any]:
    return {
        "key": str(document.key),
        "identifier": document.identifier,
        "number": document.number,
        "date": document.date.isoformat(),
        "days": [day.isoformat() for day in document.days],
        "languages": {code: _content(text) for code, text in document.languages.items()},
        "facets": {
            facet: [[value.key, dict(value.labels)] for value in values]
            for facet, values in document.facets.items()
            if values
        },
    }


def _content(text: LanguageDocument) -> dict[str, Any]:
    values = asdict(text)
    del values["irregular"]
    return values


def _as_stored(kind: type[T], values: Mapping[str, Any]) -> T:
    """Made without its checks, which it has passed."""
    made = kind.__new__(kind)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def document_from_json(text: str) -> Document:
    """Of what `to_json` wrote; nothing in it is looked at again."""
    values = json.loads(text)
    languages = {
        code: _as_stored(LanguageDocument, {"irregular": None} | {name: _tuple(value) for name, value in own.items()})
        for code, own in values["languages"].items()
    }
    facets = {
        facet: tuple(_as_stored(FacetValue, {"key": key, "labels": labels}) for key, labels in found)
        for facet, found in values["facets"].items()
    }
    return Document(
        key=UUID(values["key"]),
        identifier=values["identifier"],
        number=values["number"],
        date=datetime.date.fromisoformat(values["date"]),
        days=tuple(map(datetime.date.fromisoformat, values["days"])),
        languages=languages,
        facets=facets,
    )


class Source(Protocol):
    """An app that has items to be found."""

    def documents(self, keys: Sequence[UUID]) -> Iterable[Document]:
        """Documents of those keys that are published and public in a language, in any order; read in bulk."""

    def keys(self) -> Iterable[UUID]:
        """Every key that may have a document, once each, streamed."""


_sources: list[Source] = []


def register_source(source: Source) -> None:
    """Called from an app's `ready()`."""
    _sources.append(source)


def read_documents(keys: Sequence[UUID]) -> dict[UUID, Document]:
    """Current documents by key; keys that have none are absent."""
    return {document.key: document for source in _sources for document in source.documents(keys)}


def all_keys() -> Iterator[UUID]:
    for source in _sources:
        yield from source.keys()
