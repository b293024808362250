"""Named-entity recognition: what a language knows of names, roles, places, projects and days, and of its own looks.

Patterns are regular expressions over folded text (see `folded_in_place`) and have no groups that capture. Words are
folded too, where nothing else is said.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from .common.words import Word


def _nothing(*_arguments: object) -> Iterable[str]:
    return ()


def _never(*_arguments: object) -> bool:
    return False


@dataclass(frozen=True)
class DetectionProfile:
    """By what a text is known to be in the language: function words, letters that few other languages have, and
    endings that are frequent in it."""

    function_words: frozenset[str] = frozenset()
    letters: str = ""
    endings: tuple[str, ...] = ()


@dataclass(frozen=True)
class InflectionRules:
    """How the words of a phrase, and of a person's name, are brought to the nominative."""

    nominative_phrase: Callable[[Sequence[str]], list[str]] = list
    nominative_name: Callable[[Sequence[str]], tuple[str, ...]] = tuple


@dataclass(frozen=True)
class PersonRules:
    """How people are named. `given_names` are in the nominative, as they are written.

    `given_name_bases`: what a given name in some case may be in the nominative. `honorifics` stand before a name,
    `saying` beside it. `surname_endings` and `given_name_endings` are patterns of unfolded text. `called_after`: what
    follows a name by which a thing is called, a street or a school; unfolded too.
    """

    given_names: frozenset[str] = frozenset()
    given_name_bases: Callable[[str], Iterable[str]] = _nothing
    given_name_endings: str = ""
    surname_endings: str = ""
    honorifics: frozenset[str] = frozenset()
    saying: frozenset[str] = frozenset()
    called_after: str = ""


@dataclass(frozen=True)
class RoleRules:
    """How roles are said beside a person's name.

    `is_role`: whether a word in lower case names what somebody does, in whatever case. `belongs`: whether the word at
    a place, which stands before words of a role, is of the role as well. `after`: the role that words after a name
    say. `role_of`: where a role begins that ends in this word without being named by it. `in_lower_case`: whether a
    role that begins a sentence is written small elsewhere. `base`: its base form. `articles`: a pattern of what may
    stand before a role that follows a name.
    """

    is_role: Callable[[str], bool]
    belongs: Callable[[Sequence[Word], int], bool]
    after: Callable[[Sequence[Word]], list[str]]
    role_of: Callable[[Sequence[Word], int], int | None] = lambda words, last: None
    in_lower_case: Callable[[Sequence[str]], bool] = _never
    base: Callable[[Sequence[str]], list[str]] = list
    articles: str = ""


class NameEvidence(Enum):
    """By what a name of a body is known: its words and capital letters; with an ordinary word at the beginning of a
    sentence; with what kind of body it is in lower case."""

    WORDS = auto()
    BEGINS_SENTENCE = auto()
    IN_LOWER_CASE = auto()


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name, in the nominative, that stands at text[start:end]."""

    name: str
    start: int
    end: int
    evidence: NameEvidence = NameEvidence.WORDS


@dataclass(frozen=True)
class OrganisationRules:
    """How organisations are named; all words and patterns but the labels are unfolded.

    `find`: names of bodies that nothing marks but the words that they are made of, none of which overlap.
    `legal_forms` stand before a name in capital letters or quotation marks, `forms_before_quotations` before the
    latter only. `ends_name`: whether a word in lower case after a legal form and a capitalised word is of the name.
    `uncompared` are words, folded, without which names are compared. `conjunctions` join the last two of a list.
    `promoters`, `partners`: patterns of the labels before them. `link_labels`: a pattern of words that call a link
    something else than a name.
    """

    find: Callable[[str, Sequence[Word]], Iterable[FoundName]] = lambda text, words: ()
    legal_forms: tuple[str, ...] = ()
    forms_before_quotations: tuple[str, ...] = ()
    ends_name: Callable[[str], bool] = _never
    uncompared: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    promoters: str = ""
    partners: str = ""
    link_labels: str = ""


@dataclass(frozen=True)
class PlaceRules:
    """What places are called, and how it is said that something is there.

    `names` are those of towns by country (ISO 3166-1) and by what they are called there, where that is something else.
    A language with `cases` says by these where something is: of the words of a name, they give its forms, each with
    whether it says so; `nominative` brings such a word of an unknown name back. Other ones have words for it before
    the name: `where`. `whither` are words before a place that something goes to. These words are not folded.
    """

    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    cases: Callable[[Sequence[str]], Iterable[tuple[tuple[str, ...], bool]]] | None = None
    nominative: Callable[[str], str] = str
    where: frozenset[str] = frozenset()
    whither: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ProjectRules:
    """Patterns of what projects, their numbers and their indicators are called.

    `agreement`: what else a grant number is the number of. `numbered`: what stands between either and the number;
    `number` also by itself. `about`: words that say that a text is about a project. `funds` are parts of the codes of
    a country's funds, unfolded, and `eea_codes` what those of the EEA grants begin with. `programmes`: each with the
    programme's name, or none where it is called as the text calls it. `result`: words beside an indicator's number.
    """

    project: str = ""
    agreement: str = ""
    numbered: str = ""
    number: str = ""
    about: str = ""
    funds: str = ""
    eea_codes: str = ""
    programmes: tuple[tuple[str, str], ...] = ()
    indicator: str = ""
    result: str = ""


@dataclass(frozen=True)
class DayRules:
    """Words around days in running text; `after_…` are patterns.

    `ranges` stand between the first and the last of several days, and so do `until`. `between` are the two words of
    `between 3 and 6 April`. `deadlines` stand before a day until which something is to be done.
    """

    after_year: str = ""
    after_month: str = ""
    after_day: str = ""
    ranges: frozenset[str] = frozenset()
    until: frozenset[str] = frozenset()
    between: tuple[str, str] | None = None
    deadlines: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RecognitionRules:
    """Without any, texts still have titles, codes, links, days in figures, and whatever is known by name."""

    inflection: InflectionRules = InflectionRules()
    people: PersonRules = PersonRules()
    roles: RoleRules | None = None
    organisations: OrganisationRules = OrganisationRules()
    places: PlaceRules = PlaceRules()
    projects: ProjectRules = ProjectRules()
    days: DayRules = DayRules()
