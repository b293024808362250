"""The role that stands beside a person's name: before it, or after it between commas or in brackets."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal.languages.analysis import is_dictionary_word, is_stop_word

from .facts import Span
from .inflection import LOCATIVE, Form, nominative_phrase, noun_forms
from .organisation_names import is_lithuanian_verb
from .places import is_place
from .words import Word, words_of

MOST_WORDS = 7
LONGEST_ROLE = 200
LITHUANIAN, ENGLISH = "lt", "en"

# Nouns of people by what they do, in the nominative: agent nouns by their endings, others by themselves. The second
# kind of ending other nouns have as well, so the dictionary has to have the word.
_LITHUANIAN_AGENT = re.compile(
    r"(?:toj(?:as|a)|tor(?:ius|ė)|inink(?:as|ė)|olog(?:as|ė)|vadov(?:as|ė)|isier(?:ius|ė)|ier(?:ius|ė))$"
)
_LITHUANIAN_AGENT_IN_DICTIONARY = re.compile(
    r"(?:ėj(?:as|a)|or(?:ius|ė)|ist(?:as|ė)|log(?:as|ė)|ent(?:as|ė)|nom(?:as|ė)|graf(?:as|ė)|vad(?:as|ė)|ant(?:as|ė)|tik(?:as|ė))$"
)
_LITHUANIAN_NOUNS = """
    meras merė vicemeras vicemerė ministras ministrė viceministras viceministrė ekspertas ekspertė rektorius rektorė
    prorektorius dekanas dekanė profesorius profesorė docentas docentė seniūnas seniūnė komisaras komisarė generolas
    majoras kapitonas leitenantas kunigas vyskupas premjeras premjerė patarėjas patarėja sekretorius sekretorė
    treneris trenerė narys narė vadybininkas vadybininkė architektas architektė dizaineris dizainerė režisierius
    režisierė aktorius aktorė muziejininkas muziejininkė inžinierius inžinierė kuratorius kuratorė meistras meistrė
    lakūnas lakūnė chirurgas chirurgė poetas poetė skulptorius skulptorė pedagogas pedagogė čempionas čempionė
    kapelionas klebonas karys karė savininkas savininkė
"""
_LITHUANIAN_ROLES = frozenset(_LITHUANIAN_NOUNS.split())
_ENGLISH_NOUNS = """
    head chief mayor coach nurse president chair chairman chairwoman chairperson minister secretary director lawyer
    engineer expert librarian commissioner colonel captain major general sergeant professor doctor physician adviser
    advisor representative member principal rector dean manager coordinator co-ordinator specialist consultant
    farmer teacher weaver ambassador governor deputy officer leader organiser organizer curator researcher scientist
    student designer developer architect journalist photographer writer artist actor actress musician priest bishop
    inspector psychologist radiologist biologist ecologist economist therapist therapists pharmacist dentist surgeon
    vet volunteer worker instructor trainer lecturer assistant administrator accountant analyst planner programmer
    promoter guide forester gardener beekeeper fisherman chancellor headteacher headmaster premier councillor elder
    founder owner editor spokesperson spokeswoman spokesman partner fellow
"""
_ENGLISH_ROLES = frozenset(_ENGLISH_NOUNS.split())
# Genitives, and adjectives that may agree with the noun after them.
_LITHUANIAN_ATTRIBUTE = re.compile(
    r"(?:o|os|ės|ų|aus|ies|ens|in(?:is|ė|iu|e|iam|ei|į|ę)|asis|ysis|usis|oji|ojo|osios|uoju|ąja|ajam|ajai)$"
)
_ENGLISH_JOINING = frozenset({"of", "for", "the", "and"})
# Words before a role that are no part of it, though the dictionary has them.
_ENGLISH_OUTSIDE = frozenset({"said", "says", "her", "his", "our", "your", "when", "while", "who", "where", "however"})


@dataclass(frozen=True)
class _Rules:
    """How roles are said in a language.

    `belongs`: whether the word at a place, which stands before words of a role, is of the role as well; `role_of`:
    where a role begins that ends in this word without being named by it; `after`: the role that words after a name
    say; `in_lower_case`: how a role that begins a sentence is written elsewhere.
    """

    is_role: Callable[[str], bool]
    belongs: Callable[[Sequence[Word], int], bool]
    role_of: Callable[[Sequence[Word], int], int | None]
    after: Callable[[Sequence[Word]], list[str]]
    in_lower_case: Callable[[Sequence[str]], bool]
    base: Callable[[Sequence[str]], list[str]]


def is_role_word(word: str, language: str) -> bool:
    """Whether a word names what somebody does, in whatever case."""
    return language in _RULES and _RULES[language].is_role(word.lower())


def role_before(words: Sequence[Word], name: int, language: str, bodies: Sequence[Span]) -> str:
    """`projekto koordinatorė` of `projekto koordinatorė Ingrid Haugland`, in its base form."""
    rules = _RULES.get(language)
    last = name - 1
    if rules is None or last < 0 or not words[name].follows_closely:
        return ""
    if not rules.is_role(words[last].text.lower()):
        role = rules.role_of(words, last)
        return "" if role is None else " ".join(word.text for word in words[role:name])
    start = last
    while start > 0 and last - start < MOST_WORDS and words[start].follows_closely:
        if _in_bodies(words[start - 1].start, bodies) or not rules.belongs(words, start - 1):
            break
        start -= 1
    phrase = [word.text for word in words[start:name]]
    is_name = phrase[0].isupper() or is_place(phrase[0], language)
    if words[start].begins_sentence and not is_name and rules.in_lower_case(phrase):
        phrase[0] = phrase[0].lower()
    return " ".join(rules.base(phrase))


def role_after(text: str, words: Sequence[Word], name: int, language: str, bodies: Sequence[Span]) -> str:
    """`Head of Department` of `Rasa Petrauskienė, Head of Department, said`, in its base form."""
    rules = _RULES.get(language)
    rest = text[words[name].end : words[name].end + LONGEST_ROLE]
    opened = re.match(r"\s*(?:,|–|—|-|\()\s*(?:the |an? )?", rest)
    if rules is None or opened is None:
        return ""
    phrase = re.split(r"[,.;:()“”\"–—!?]", rest[opened.end() :], maxsplit=1)[0]
    offset = words[name].end + opened.end()
    own = [word for word in words_of(phrase)[: MOST_WORDS + 1] if not _in_bodies(offset + word.start, bodies)]
    return " ".join(rules.base(rules.after(own)))


def _in_bodies(place: int, bodies: Sequence[Span]) -> bool:
    return any(span.start <= place < span.end for span in bodies)


@lru_cache(maxsize=20_000)
def _lithuanian_role(word: str) -> Form | None:
    """The form of a word that names what somebody does; nobody is where another does something, so no locative."""
    for form in noun_forms(word):
        noun = form.nominative
        is_agent = _LITHUANIAN_AGENT.search(noun) or (
            _LITHUANIAN_AGENT_IN_DICTIONARY.search(noun) and _is_in_dictionary(noun)
        )
        if form.case != LOCATIVE and (noun in _LITHUANIAN_ROLES or is_agent):
            return form
    return None


def _is_in_dictionary(noun: str) -> bool:
    """A noun of a woman also where the dictionary has that of a man only: `absolventė`."""
    nouns = [noun, *(noun[:-1] + ending for ending in ("as", "ius") if noun.endswith("ė"))]
    return any(is_dictionary_word(one, LITHUANIAN) for one in nouns)


def _belongs_in_lithuanian(words: Sequence[Word], place: int) -> bool:
    """Genitives and adjectives; no verbs or names."""
    word = words[place]
    lower = word.text.lower()
    if is_stop_word(lower, LITHUANIAN) or any(map(str.isdigit, lower)) or is_lithuanian_verb(lower):
        return False
    return (word.is_lower or word.begins_sentence) and bool(_LITHUANIAN_ATTRIBUTE.search(lower))


def _after_in_lithuanian(words: Sequence[Word]) -> list[str]:
    last = next((place for place in range(len(words) - 1, -1, -1) if _lithuanian_role(words[place].text.lower())), None)
    if last is None or any(is_lithuanian_verb(word.text.lower()) for word in words[:last]):
        return []
    start = last
    while start and _belongs_in_lithuanian(words, start - 1):
        start -= 1
    return [word.text for word in words[start : last + 1]]


def _base_in_lithuanian(phrase: Sequence[str]) -> list[str]:
    return nominative_phrase(phrase, LITHUANIAN, head=_lithuanian_role(phrase[-1].lower())) if phrase else []


def _belongs_in_english(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    lower = word.text.lower()
    if is_stop_word(lower, ENGLISH) or lower in _ENGLISH_OUTSIDE:
        return False
    is_known = lower in _ENGLISH_ROLES or is_dictionary_word(lower, ENGLISH)
    return is_known and (word.is_capitalised or not lower.endswith(("ed", "ly", "ing")))


def _role_of_in_english(words: Sequence[Word], last: int) -> int | None:
    """Where `Head of the Laboratory` begins, which ends in the word before a name."""
    place = last
    if words[last].text in _ENGLISH_JOINING:
        return None
    while place > 0 and last - place < MOST_WORDS and words[place].follows_closely:
        if words[place].text not in _ENGLISH_JOINING and not words[place].is_capitalised:
            return None
        place -= 1
        if words[place].text.lower() in _ENGLISH_ROLES and words[place + 1].text == "of":
            return place
    return None


def _after_in_english(words: Sequence[Word]) -> list[str]:
    heads = [place for place, word in enumerate(words[:4]) if word.text.lower() in _ENGLISH_ROLES]
    if not heads or any(is_stop_word(word.text, ENGLISH) for word in words[: heads[0]]):
        return []
    end = heads[-1]
    while end + 1 < len(words) and (
        words[end + 1].text in _ENGLISH_JOINING or words[end + 1].is_capitalised or words[end].text in _ENGLISH_JOINING
    ):
        end += 1
    while words[end].text in _ENGLISH_JOINING:
        end -= 1
    return [word.text for word in words[: end + 1]]


_RULES = {
    LITHUANIAN: _Rules(
        is_role=lambda word: _lithuanian_role(word) is not None,
        belongs=_belongs_in_lithuanian,
        role_of=lambda words, last: None,
        after=_after_in_lithuanian,
        # The name of a place that nobody knows keeps its capital letter.
        in_lower_case=lambda phrase: (
            len(phrase) == 1 or phrase[0].endswith("imo") or _is_in_dictionary(phrase[0].lower())
        ),
        base=_base_in_lithuanian,
    ),
    ENGLISH: _Rules(
        is_role=_ENGLISH_ROLES.__contains__,
        belongs=_belongs_in_english,
        role_of=_role_of_in_english,
        after=_after_in_english,
        # A title of one word, or in capitals throughout, is as it should be.
        in_lower_case=lambda phrase: len(phrase) > 1 and phrase[1].islower(),
        base=list,
    ),
}
