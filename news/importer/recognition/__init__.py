"""What a text says about its title, days, place, project, people, organisations and links."""

from collections.abc import Sequence

from .codes import find_grant_number, find_indicators, find_links, find_programme
from .days import find_days, visit_of
from .facts import (
    DayFact,
    Facts,
    LinkFact,
    OrganisationFact,
    PersonFact,
    PlaceFact,
    ProjectRole,
    Span,
    TextFact,
)
from .known import Catalogue, Known, KnownPlace, KnownProject
from .language import OTHER, detect_language
from .merging import MergedFacts, MergedOrganisation, MergedPerson, merge_facts
from .organisations import each_once, find_mentions
from .people import find_people
from .places import find_place
from .titles import find_lead, find_title

__all__ = [
    "OTHER",
    "Catalogue",
    "DayFact",
    "Facts",
    "Known",
    "KnownPlace",
    "KnownProject",
    "LinkFact",
    "MergedFacts",
    "MergedOrganisation",
    "MergedPerson",
    "OrganisationFact",
    "PersonFact",
    "PlaceFact",
    "ProjectRole",
    "Span",
    "TextFact",
    "detect_language",
    "merge_facts",
    "recognise",
]


def recognise(paragraphs: Sequence[str], language: str, catalogue: Catalogue | None = None) -> Facts:
    """Facts of a text of one language; `catalogue` is what the portal knows already."""
    catalogue = catalogue or Catalogue()
    title = find_title(paragraphs)
    lead = find_lead(paragraphs, title)
    title_place = title.span.paragraph if title else None
    dates = find_days(paragraphs)
    links = find_links(paragraphs)
    grant = find_grant_number(paragraphs, catalogue)
    mentions = find_mentions(paragraphs, language, catalogue, links)
    return Facts(
        language=language,
        title=title,
        lead=lead,
        visit=visit_of(dates, title_place),
        dates=tuple(dates),
        place=find_place(paragraphs, language, catalogue, title_place, lead.span.paragraph if lead else None),
        grant_number=grant,
        programme=find_programme(paragraphs, language, grant, catalogue),
        indicators=tuple(find_indicators(paragraphs)),
        people=tuple(find_people(paragraphs, language, catalogue, [fact.span for fact in mentions])),
        organisations=tuple(each_once(mentions, language, catalogue)),
        links=tuple(links),
    )
