"""Velian: a language that nobody speaks, of which no more is said than what stands here.

Months and countries are called what CLDR says of a language that has them.
"""

from collections.abc import Iterator
from pathlib import Path

from portal.languages.language import DateRules, Language, NumberRules, WordRules
from portal.languages.recognition import (
    DayRules,
    DetectionProfile,
    OrganisationRules,
    PlaceRules,
    ProjectRules,
    RecognitionRules,
    RoleRules,
)

_ENDINGS = ("ojn", "oj", "on", "o")


def base(word: str) -> str:
    """A folded noun without its ending."""
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) > len(each) + 2), "")
    return word.removesuffix(ending)


def in_accusative(nominative: str, genitive: str) -> Iterator[str]:
    yield f"{nominative}n"


LANGUAGE = Language(
    code="vx",
    name="Velian",
    cldr_locale="eo",
    words=WordRules(base=base, trim=base, stop_words=frozenset({"zel", "ket", "eta", "dun"})),
    dates=DateRules(other_cases=in_accusative, fillers=frozenset({"de"})),
    numbers=NumberRules(thousands=".", beginnings={1: "unu", 2: "du", 3: "tri"}),
    # ž stands at the end of the alphabet, behind z, and ŭ behind it.
    letters_after={"ž": "z", "ŭ": "ž"},
    address_words={"search": "serco", "coverage": "lingvoj", "changes": "shanghoj"},
    folder=Path(__file__).parent,
    detection=DetectionProfile(frozenset({"zel", "ket", "eta", "dun", "veris", "zelis"})),
    recognition=RecognitionRules(
        roles=RoleRules(
            is_role={"direktoro", "mastro"}.__contains__,
            belongs=lambda words, place: words[place].text.endswith("ana"),
            after=lambda words: [],
        ),
        organisations=OrganisationRules(conjunctions=frozenset({"eta"}), partners="partneroj"),
        places=PlaceRules(names={("DE", "München"): "Munkeno"}, where=frozenset({"dun"})),
        projects=ProjectRules(project="projekto", numbered="numero", number="numero", about="projekto"),
        days=DayRules(ranges=frozenset({"gis"})),
    ),
)
