"""The facts of one text and of its translation as those of one item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from portal.languages.analysis import base_key
from portal.languages.common.folding import fold

from ..alignment import align
from .facts import DayFact, Facts, LinkFact, OrganisationFact, Part, PersonFact, TextFact
from .known import Catalogue, shipped_places
from .organisations import name_key
from .words import words_of

AGREED = 0.99
# Where the two texts name different days, a person has to look.
CONTRADICTED = 0.4
# How sure an alignment of two names has to be.
SAME_BODY = 0.6

Named = TypeVar("Named", PersonFact, OrganisationFact)


@dataclass(frozen=True)
class MergedPerson:
    """Names and roles by language; a language in which the person is not named is absent."""

    names: Mapping[str, str]
    roles: Mapping[str, str]
    certainty: float
    identifier: str = ""


@dataclass(frozen=True)
class MergedOrganisation:
    names: Mapping[str, str]
    part: Part
    link: str
    certainty: float
    identifier: str = ""


@dataclass(frozen=True)
class MergedFacts:
    """Texts by language; the rest is the same in every language."""

    languages: tuple[str, ...]
    titles: Mapping[str, TextFact] = field(default_factory=dict)
    leads: Mapping[str, TextFact] = field(default_factory=dict)
    visit: DayFact | None = None
    places: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    grant_number: TextFact | None = None
    programme: TextFact | None = None
    indicators: tuple[TextFact, ...] = ()
    people: tuple[MergedPerson, ...] = ()
    organisations: tuple[MergedOrganisation, ...] = ()
    links: tuple[LinkFact, ...] = ()


def merge_facts(source: Facts, target: Facts | None = None, catalogue: Catalogue | None = None) -> MergedFacts:
    """One person or body for both spellings of a name; spans of what is the same in both are those of the source."""
    versions = [source] if target is None else [source, target]
    places, country = _places(versions, catalogue or Catalogue())
    return MergedFacts(
        languages=tuple(facts.language for facts in versions),
        titles={facts.language: facts.title for facts in versions if facts.title},
        leads={facts.language: facts.lead for facts in versions if facts.lead},
        visit=_visit(source.visit, target.visit if target else None),
        places=places,
        country=country,
        grant_number=max(
            (facts.grant_number for facts in versions if facts.grant_number),
            key=lambda fact: fact.certainty,
            default=None,
        ),
        programme=next((facts.programme for facts in versions if facts.programme), None),
        indicators=tuple({fact.text: fact for facts in reversed(versions) for fact in facts.indicators}.values()),
        people=tuple(_people(source, target)),
        organisations=tuple(_organisations(source, target)),
        links=tuple({_address(fact.url): fact for facts in reversed(versions) for fact in facts.links}.values()),
    )


def _visit(source: DayFact | None, target: DayFact | None) -> DayFact | None:
    if source is None or target is None:
        return source or target
    if (source.first_day, source.last_day) == (target.first_day, target.last_day):
        return replace(source, certainty=AGREED)
    # A range says more than its first day alone.
    longer = max(source, target, key=lambda fact: fact.last_day - fact.first_day)
    is_same = source.first_day == target.first_day
    return replace(longer, certainty=longer.certainty if is_same else CONTRADICTED)


def _places(versions: Sequence[Facts], catalogue: Catalogue) -> tuple[dict[str, str], str]:
    """Names by language, completed from the places that are known, and the country."""
    named = [facts for facts in versions if facts.place and facts.place.name]
    best = max(named or [facts for facts in versions if facts.place], key=_place_certainty, default=None)
    if best is None or best.place is None:
        return {}, ""
    country = best.place.country
    names = {
        facts.language: facts.place.name
        for facts in versions
        if facts.place and facts.place.name and facts.place.country in {country, ""}
    }
    for known in (*catalogue.places, *shipped_places()):
        if any(fold(known.names.get(language, "")) == fold(name) for language, name in names.items()):
            for facts in versions:
                if facts.language in known.names:
                    names.setdefault(facts.language, known.names[facts.language])
            country = country or known.country
            break
    return names, country


def _place_certainty(facts: Facts) -> float:
    return facts.place.certainty if facts.place else 0.0


def _people(source: Facts, target: Facts | None) -> list[MergedPerson]:
    merged = []
    others = list(target.people) if target else []
    for person in source.people:
        other = next((other for other in others if _is_same_person(person, other)), None)
        if other:
            others.remove(other)
        merged.append(_merged_person(source.language, person, target.language if target else "", other))
    merged += [_merged_person(target.language, other, "", None) for other in others if target]
    return merged


def _merged_person(language: str, person: PersonFact, other_language: str, other: PersonFact | None) -> MergedPerson:
    named = [(language, person)] + ([(other_language, other)] if other else [])
    certainties = [fact.certainty for _language, fact in named]
    return MergedPerson(
        names={code: fact.name for code, fact in named},
        roles={code: fact.role for code, fact in named if fact.role},
        # Found in both texts by themselves: either alone could be wrong.
        certainty=min(AGREED, 1 - (1 - certainties[0]) * (1 - certainties[1])) if other else certainties[0],
        identifier=next((fact.identifier for _language, fact in named if fact.identifier), ""),
    )


def _is_same_person(person: PersonFact, other: PersonFact) -> bool:
    if person.identifier and other.identifier:
        return person.identifier == other.identifier
    mine, theirs = ([fold(word.text) for word in words_of(fact.name)] for fact in (person, other))
    if len(mine) > len(theirs):
        mine, theirs = theirs, mine
    return len(mine) > 1 and all(any(_is_same_word(word, their) for their in theirs) for word in mine)


def _is_same_word(one: str, other: str) -> bool:
    """`wisniewskis` and `wisniewski`, `marekas` and `marek`; not `jonas` and `jona`, who share less."""
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) and len(longer) - len(shorter) <= 2 and len(shorter) > 2


def _organisations(source: Facts, target: Facts | None) -> list[MergedOrganisation]:
    if target is None:
        return [_merged_body(source.language, body, "", None) for body in source.organisations]
    taken: dict[int, list[int]] = {}
    for place, other in enumerate(target.organisations):
        known = next(
            (n for n, body in enumerate(source.organisations) if _is_same_body(body, other, source.language)), None
        )
        if known is not None:
            taken.setdefault(known, []).append(place)
    same = {place for places in taken.values() for place in places}
    partners = {
        known: place
        for known, places in taken.items()
        for place in places[:1]
        if target.organisations[place].identifier
    }
    rest = [place for place in range(len(target.organisations)) if place not in same]
    partners |= _translated(source, target, [n for n in range(len(source.organisations)) if n not in partners], rest)
    # A name that the translation only repeats is its name there as well, where it has no other.
    partners |= {known: places[0] for known, places in taken.items() if known not in partners}
    merged = []
    for number, body in enumerate(source.organisations):
        link = next(
            (target.organisations[place].link for place in taken.get(number, ()) if target.organisations[place].link),
            "",
        )
        partner = target.organisations[partners[number]] if number in partners else None
        merged.append(_merged_body(source.language, replace(body, link=body.link or link), target.language, partner))
    left = [place for place in rest if place not in partners.values()]
    merged += [_merged_body(target.language, target.organisations[place], "", None) for place in left]
    return merged


def _translated(source: Facts, target: Facts, mine: Sequence[int], theirs: Sequence[int]) -> dict[int, int]:
    """Names that are translations of each other, found as paragraphs are; the same address says more than any word."""
    found: dict[int, int] = {}
    for one in mine:
        link = _address(source.organisations[one].link)
        for other in theirs:
            if link and link == _address(target.organisations[other].link) and other not in found.values():
                found[one] = other
                break
    mine = [one for one in mine if one not in found]
    theirs = [other for other in theirs if other not in found.values()]
    groups = align(
        [source.organisations[one].name for one in mine],
        [target.organisations[other].name for other in theirs],
        source_language=source.language,
        target_language=target.language,
    )
    for group in groups:
        if len(group.source) == len(group.target) == 1 and group.certainty >= SAME_BODY:
            found[mine[group.source[0]]] = theirs[group.target[0]]
    return found


def _is_same_body(body: OrganisationFact, other: OrganisationFact, language: str) -> bool:
    """Known as the same, or named in the same language in both texts."""
    if body.identifier or other.identifier:
        return body.identifier == other.identifier
    mine, theirs = name_key(body.name, language), name_key(other.name, language)
    return mine == theirs or [base_key(word, language) for word in mine] == [
        base_key(word, language) for word in theirs
    ]


def _merged_body(
    language: str, body: OrganisationFact, other_language: str, other: OrganisationFact | None
) -> MergedOrganisation:
    order = (Part.PROMOTER, Part.PARTNER, Part.MENTIONED)
    bodies = [body, *([other] if other else [])]
    names = {language: body.name} | ({other_language: other.name} if other else {})
    return MergedOrganisation(
        names=names,
        part=min((one.part for one in bodies), key=order.index),
        link=next((one.link for one in bodies if one.link), ""),
        certainty=max(one.certainty for one in bodies),
        identifier=next((one.identifier for one in bodies if one.identifier), ""),
    )


def _address(url: str) -> str:
    return url.lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
