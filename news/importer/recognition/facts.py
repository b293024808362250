"""What can be recognised in a text, each with where it was read and how sure it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, order=True)
class Span:
    """Where a fact was read: the paragraph, by number, and offsets in it."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True)
class TextFact:
    """`identifier` is that of what the portal knows by this text (a project, for its grant number), or empty."""

    text: str
    span: Span
    certainty: float
    identifier: str = ""


@dataclass(frozen=True)
class DayFact:
    """One day or several. `is_deadline`: until when something is to be done, not when it takes place."""

    first_day: date
    last_day: date
    span: Span
    certainty: float
    is_deadline: bool = False


@dataclass(frozen=True)
class PlaceFact:
    """`name` is in the nominative, `country` a code of ISO 3166-1 or empty."""

    name: str
    country: str
    span: Span
    certainty: float


@dataclass(frozen=True)
class PersonFact:
    """`name` and `role` are in their base form; `identifier` is empty for somebody the portal does not know."""

    name: str
    role: str
    span: Span
    certainty: float
    identifier: str = ""


class ProjectRole(StrEnum):
    """What an organisation is to the project of the text."""

    PROMOTER = "promoter"
    PARTNER = "partner"
    MENTIONED = "mentioned"


@dataclass(frozen=True)
class OrganisationFact:
    """`name` is in its base form; `link` is the address that the text gives for it; `identifier` may be empty."""

    name: str
    part: ProjectRole
    span: Span
    certainty: float
    link: str = ""
    identifier: str = ""


@dataclass(frozen=True)
class LinkFact:
    """`text` as it was read, `url` with its scheme; an e-mail address begins with `mailto:`."""

    text: str
    url: str
    span: Span
    certainty: float


@dataclass(frozen=True)
class Facts:
    """Everything recognised in one text. `visit` are the days that the text is about, `dates` all that it names."""

    language: str
    title: TextFact | None = None
    lead: TextFact | None = None
    visit: DayFact | None = None
    dates: tuple[DayFact, ...] = ()
    place: PlaceFact | None = None
    grant_number: TextFact | None = None
    programme: TextFact | None = None
    indicators: tuple[TextFact, ...] = ()
    people: tuple[PersonFact, ...] = ()
    organisations: tuple[OrganisationFact, ...] = ()
    links: tuple[LinkFact, ...] = ()

    @property
    def first_day(self) -> date | None:
        return self.visit.first_day if self.visit else None

    @property
    def last_day(self) -> date | None:
        return self.visit.last_day if self.visit else None

    @property
    def country(self) -> str:
        return self.place.country if self.place else ""
