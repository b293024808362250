"""The facts of a text and of its translations as those of one item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import prod

from portal.languages.analysis import base_key
from portal.languages.common.folding import fold
from portal.languages.common.words import words_of

from ..alignment import align
from .facts import DayFact, Facts, LinkFact, OrganisationFact, PersonFact, ProjectRole, TextFact
from .known import Catalogue, shipped_places
from .organisations import name_key

AGREED = 0.99
# Where texts name different days, a person has to look.
CONTRADICTED = 0.4
# How sure an alignment of two names has to be.
SAME_BODY = 0.6


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
    part: ProjectRole
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


def merge_facts(*versions: Facts, catalogue: Catalogue | None = None) -> MergedFacts:
    """The facts of the source and of its translations, in any number of languages.

    One person or body for all spellings of a name; spans of what is the same in all are those of the source, which
    comes first.
    """
    places, country = _places(versions, catalogue or Catalogue())
    return MergedFacts(
        languages=tuple(facts.language for facts in versions),
        titles={facts.language: facts.title for facts in versions if facts.title},
        leads={facts.language: facts.lead for facts in versions if facts.lead},
        visit=_visit([facts.visit for facts in versions if facts.visit]),
        places=places,
        country=country,
        grant_number=max(
            (facts.grant_number for facts in versions if facts.grant_number),
            key=lambda fact: fact.certainty,
            default=None,
        ),
        programme=next((facts.programme for facts in versions if facts.programme), None),
        indicators=tuple({fact.text: fact for facts in reversed(versions) for fact in facts.indicators}.values()),
        people=tuple(_people(versions)),
        organisations=tuple(_organisations(versions)),
        links=tuple({_address(fact.url): fact for facts in reversed(versions) for fact in facts.links}.values()),
    )


def _visit(visits: Sequence[DayFact]) -> DayFact | None:
    if len(visits) < 2:
        return visits[0] if visits else None
    if len({(visit.first_day, visit.last_day) for visit in visits}) == 1:
        return replace(visits[0], certainty=AGREED)
    # A range says more than its first day alone.
    longest = max(visits, key=lambda fact: fact.last_day - fact.first_day)
    is_same = len({visit.first_day for visit in visits}) == 1
    return replace(longest, certainty=longest.certainty if is_same else CONTRADICTED)


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
    languages = [facts.language for facts in versions]
    for known in (*catalogue.places, *shipped_places(languages)):
        if any(fold(known.names.get(language, "")) == fold(name) for language, name in names.items()):
            for facts in versions:
                if facts.language in known.names:
                    names.setdefault(facts.language, known.names[facts.language])
            country = country or known.country
            break
    return names, country


def _place_certainty(facts: Facts) -> float:
    return facts.place.certainty if facts.place else 0.0


def _people(versions: Sequence[Facts]) -> list[MergedPerson]:
    """Those of the source, then those of each translation that no earlier text names."""
    found: list[dict[str, PersonFact]] = []
    for facts in versions:
        left = list(facts.people)
        for one in found:
            same = next(
                (person for person in left if any(_is_same_person(fact, person) for fact in one.values())), None
            )
            if same:
                left.remove(same)
                one[facts.language] = same
        found += [{facts.language: person} for person in left]
    return [_merged_person(one) for one in found]


def _merged_person(facts: Mapping[str, PersonFact]) -> MergedPerson:
    doubt = prod(1 - fact.certainty for fact in facts.values())
    return MergedPerson(
        names={language: fact.name for language, fact in facts.items()},
        roles={language: fact.role for language, fact in facts.items() if fact.role},
        # Found in several texts by themselves: each alone could be wrong.
        certainty=min(AGREED, 1 - doubt) if len(facts) > 1 else next(iter(facts.values())).certainty,
        identifier=next((fact.identifier for fact in facts.values() if fact.identifier), ""),
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


def _organisations(versions: Sequence[Facts]) -> list[MergedOrganisation]:
    """Those of the source, then those of each translation that no earlier text names."""
    found: list[dict[str, OrganisationFact]] = []
    for number, facts in enumerate(versions):
        left = list(facts.organisations)
        for earlier in versions[:number]:
            theirs = [one for one in found if earlier.language in one and facts.language not in one]
            left = _joined(theirs, earlier.language, left, facts.language)
        found += [{facts.language: body} for body in left]
    return [_merged_body(one) for one in found]


def _joined(
    found: Sequence[dict[str, OrganisationFact]], language: str, others: Sequence[OrganisationFact], other_language: str
) -> list[OrganisationFact]:
    """Adds to each body that was found in a text in `language` its name in `other_language`; answers what is left."""
    mine = [one[language] for one in found]
    repeated: dict[int, list[int]] = {}
    for place, other in enumerate(others):
        known = next((number for number, body in enumerate(mine) if _is_same_body(body, other, language)), None)
        if known is not None:
            repeated.setdefault(known, []).append(place)
    same = {place for places in repeated.values() for place in places}
    partners = {number: places[0] for number, places in repeated.items() if others[places[0]].identifier}
    rest = [place for place in range(len(others)) if place not in same]
    partners |= _translated(
        {number: body for number, body in enumerate(mine) if number not in partners},
        {place: others[place] for place in rest},
        language,
        other_language,
    )
    # A name that the translation only repeats is its name there as well, where it has no other.
    partners |= {number: places[0] for number, places in repeated.items() if number not in partners}
    for number, one in enumerate(found):
        link = next((others[place].link for place in repeated.get(number, ()) if others[place].link), "")
        one[language] = replace(mine[number], link=mine[number].link or link)
        if number in partners:
            one[other_language] = others[partners[number]]
    return [others[place] for place in rest if place not in partners.values()]


def _translated(
    mine: Mapping[int, OrganisationFact], theirs: Mapping[int, OrganisationFact], language: str, other_language: str
) -> dict[int, int]:
    """Names that are translations of each other, found as paragraphs are; the same address says more than any word."""
    found: dict[int, int] = {}
    for one, body in mine.items():
        link = _address(body.link)
        for other, their in theirs.items():
            if link and link == _address(their.link) and other not in found.values():
                found[one] = other
                break
    left = [one for one in mine if one not in found]
    left_of_theirs = [other for other in theirs if other not in found.values()]
    groups = align(
        [mine[one].name for one in left],
        [theirs[other].name for other in left_of_theirs],
        source_language=language,
        target_language=other_language,
    )
    for group in groups:
        if len(group.source) == len(group.target) == 1 and group.certainty >= SAME_BODY:
            found[left[group.source[0]]] = left_of_theirs[group.target[0]]
    return found


def _is_same_body(body: OrganisationFact, other: OrganisationFact, language: str) -> bool:
    """Known as the same, or named in the same language in both texts."""
    if body.identifier or other.identifier:
        return body.identifier == other.identifier
    mine, theirs = name_key(body.name, language), name_key(other.name, language)
    return mine == theirs or [base_key(word, language) for word in mine] == [
        base_key(word, language) for word in theirs
    ]


def _merged_body(facts: Mapping[str, OrganisationFact]) -> MergedOrganisation:
    order = (ProjectRole.PROMOTER, ProjectRole.PARTNER, ProjectRole.MENTIONED)
    bodies = list(facts.values())
    return MergedOrganisation(
        names={language: body.name for language, body in facts.items()},
        part=min((one.part for one in bodies), key=order.index),
        link=next((one.link for one in bodies if one.link), ""),
        certainty=max(one.certainty for one in bodies),
        identifier=next((one.identifier for one in bodies if one.identifier), ""),
    )


def _address(url: str) -> str:
    return url.lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
