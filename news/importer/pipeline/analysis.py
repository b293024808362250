"""What the importer found in a document, and its form in the database."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

# The form of what ImportedDocument.analysis holds; raised with every change that older readers would not understand.
VERSION = 1


class ParagraphRole(StrEnum):
    """What a paragraph is to the item. OMITTED paragraphs (page furniture, say) go nowhere, but stay on the record."""

    TITLE = "title"
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTATION = "quotation"
    TABLE = "table"
    OMITTED = "omitted"


# Title and lead stand above the text.
BODY_PARTS = frozenset(
    {
        ParagraphRole.PARAGRAPH,
        ParagraphRole.HEADING,
        ParagraphRole.LIST_ITEM,
        ParagraphRole.QUOTATION,
        ParagraphRole.TABLE,
    }
)


@dataclass(frozen=True)
class Repair:
    """A change of a paragraph. `start` and `end` count in the paragraph's text, which has `after` there where the
    change is applied, else `before`. A doubtful one waits for a reviewer; `readings` are those to choose from, best
    first."""

    start: int
    end: int
    before: str
    after: str
    rule: str
    certainty: float
    readings: tuple[str, ...]
    is_applied: bool
    is_doubtful: bool


@dataclass(frozen=True)
class TextLink:
    """A link that the file has on these words of the paragraph."""

    text: str
    url: str


@dataclass(frozen=True)
class Paragraph:
    """`raw` is the text as it was read; `rows` are the cells of a table; `page` counts from 1."""

    part: ParagraphRole
    text: str
    raw: str
    page: int | None = None
    repairs: tuple[Repair, ...] = ()
    links: tuple[TextLink, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Group:
    """Paragraphs of the source and those of a translation that say the same; a side may be empty."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    certainty: float = 1.0


@dataclass(frozen=True)
class Analysis:
    """`texts` by language, `groups` by language of the translation. `facts` as facts.py reads them."""

    source_language: str
    texts: Mapping[str, tuple[Paragraph, ...]]
    groups: Mapping[str, tuple[Group, ...]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def target_languages(self) -> list[str]:
        return [language for language in self.texts if language != self.source_language]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def analysis_from_json(data: Mapping[str, Any]) -> Analysis:
    """The reverse of `to_json`, also after the database turned tuples into lists."""
    return Analysis(
        source_language=data["source_language"],
        texts={language: tuple(map(_paragraph, paragraphs)) for language, paragraphs in data["texts"].items()},
        groups={language: tuple(map(_group, groups)) for language, groups in data["groups"].items()},
        facts=data["facts"],
    )


def _paragraph(data: Mapping[str, Any]) -> Paragraph:
    return Paragraph(
        part=ParagraphRole(data["part"]),
        text=data["text"],
        raw=data["raw"],
        page=data["page"],
        repairs=tuple(Repair(**{**repair, "readings": tuple(repair["readings"])}) for repair in data["repairs"]),
        links=tuple(TextLink(**link) for link in data["links"]),
        rows=tuple(tuple(row) for row in data["rows"]),
    )


def _group(data: Mapping[str, Any]) -> Group:
    return Group(tuple(data["source"]), tuple(data["target"]), data["certainty"])
