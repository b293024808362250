"""What the texts of a document say of its title, days, place, people and organisations, as it is stored."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..recognition import Catalogue, MergedFacts, TextFact, merge_facts, recognise
from .analysis import Paragraph, ParagraphRole
from .facts import NEW


def recognised(
    texts: Mapping[str, Sequence[Paragraph]], catalogue: Catalogue
) -> tuple[dict[str, dict[int, ParagraphRole]], dict[str, Any]]:
    """By language, which paragraphs are title and lead; and the other facts. The source's language comes first."""
    found = [
        recognise([paragraph.text for paragraph in paragraphs], language, catalogue)
        for language, paragraphs in texts.items()
    ]
    merged = merge_facts(*found, catalogue=catalogue)
    parts: dict[str, dict[int, ParagraphRole]] = {}
    facts: dict[str, Any] = _stored(merged)
    for one in found:
        parts[one.language] = {}
        for part, fact in ((ParagraphRole.TITLE, one.title), (ParagraphRole.LEAD, one.lead)):
            if fact is None:
                continue
            if _is_whole(fact, texts[one.language]):
                parts[one.language][fact.span.paragraph] = part
            else:
                facts.setdefault(part.value, {})[one.language] = fact.text
    return parts, facts


def _is_whole(fact: TextFact, paragraphs: Sequence[Paragraph]) -> bool:
    return fact.text == paragraphs[fact.span.paragraph].text.strip()


def _stored(merged: MergedFacts) -> dict[str, Any]:
    visit, grant, programme = merged.visit, merged.grant_number, merged.programme
    return {
        # An announcement without a date of its own is dated by what it announces.
        "date": visit.first_day.isoformat() if visit else "",
        "first_day": visit.first_day.isoformat() if visit else "",
        "last_day": visit.last_day.isoformat() if visit and visit.last_day != visit.first_day else "",
        "place": dict(merged.places),
        "country": merged.country,
        "project": grant.identifier if grant else "",
        "grant_number": grant.text if grant else "",
        "programme": programme.text if programme else "",
        "people": [
            {
                "use": person.identifier or NEW,
                "name": dict(person.names),
                "role": dict(person.roles),
                "certainty": round(person.certainty, 2),
            }
            for person in merged.people
        ],
        "organisations": [
            {
                "use": organisation.identifier or NEW,
                "name": dict(organisation.names),
                "link": dict.fromkeys(organisation.names, organisation.link) if organisation.link else {},
                "part": organisation.part.value,
                "certainty": round(organisation.certainty, 2),
            }
            for organisation in merged.organisations
        ],
        "results": [{"indicator": indicator.text.rstrip("."), "text": {}} for indicator in merged.indicators],
        "links": [link.url for link in merged.links],
    }
