"""Roles beside names of people, in the nominative: `projekto koordinatorė`."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ..analysis import is_dictionary_word, is_stop_word
from ..common.words import Word
from ..recognition import RoleRules
from .inflection import CODE, LOCATIVE, Form, is_verb, nominative_phrase, noun_forms

# Nouns of people by what they do, in the nominative: agent nouns by their endings, others by themselves. The second
# kind of ending other nouns have as well, so the dictionary has to have the word.
_AGENT = re.compile(
    r"(?:toj(?:as|a)|tor(?:ius|ė)|inink(?:as|ė)|olog(?:as|ė)|vadov(?:as|ė)|isier(?:ius|ė)|ier(?:ius|ė))$"
)
_AGENT_IN_DICTIONARY = re.compile(
    r"(?:ėj(?:as|a)|or(?:ius|ė)|ist(?:as|ė)|log(?:as|ė)|ent(?:as|ė)|nom(?:as|ė)|graf(?:as|ė)|vad(?:as|ė)|ant(?:as|ė)|tik(?:as|ė))$"
)
_NOUNS = """
    meras merė vicemeras vicemerė ministras ministrė viceministras viceministrė ekspertas ekspertė rektorius rektorė
    prorektorius dekanas dekanė profesorius profesorė docentas docentė seniūnas seniūnė komisaras komisarė generolas
    majoras kapitonas leitenantas kunigas vyskupas premjeras premjerė patarėjas patarėja sekretorius sekretorė
    treneris trenerė narys narė vadybininkas vadybininkė architektas architektė dizaineris dizainerė režisierius
    režisierė aktorius aktorė muziejininkas muziejininkė inžinierius inžinierė kuratorius kuratorė meistras meistrė
    lakūnas lakūnė chirurgas chirurgė poetas poetė skulptorius skulptorė pedagogas pedagogė čempionas čempionė
    kapelionas klebonas karys karė savininkas savininkė
"""
_ROLES = frozenset(_NOUNS.split())
# Genitives, and adjectives that may agree with the noun after them.
_ATTRIBUTE = re.compile(
    r"(?:o|os|ės|ų|aus|ies|ens|in(?:is|ė|iu|e|iam|ei|į|ę)|asis|ysis|usis|oji|ojo|osios|uoju|ąja|ajam|ajai)$"
)


@lru_cache(maxsize=20_000)
def _role(word: str) -> Form | None:
    """The form of a word that names what somebody does; nobody is where another does something, so no locative."""
    for form in noun_forms(word):
        noun = form.nominative
        is_agent = _AGENT.search(noun) or (_AGENT_IN_DICTIONARY.search(noun) and _is_in_dictionary(noun))
        if form.case != LOCATIVE and (noun in _ROLES or is_agent):
            return form
    return None


def _is_in_dictionary(noun: str) -> bool:
    """A noun of a woman also where the dictionary has that of a man only: `absolventė`."""
    nouns = [noun, *(noun[:-1] + ending for ending in ("as", "ius") if noun.endswith("ė"))]
    return any(is_dictionary_word(one, CODE) for one in nouns)


def _belongs(words: Sequence[Word], place: int) -> bool:
    """Genitives and adjectives; no verbs or names."""
    word = words[place]
    lower = word.text.lower()
    if is_stop_word(lower, CODE) or any(map(str.isdigit, lower)) or is_verb(lower):
        return False
    return (word.is_lower or word.begins_sentence) and bool(_ATTRIBUTE.search(lower))


def _after(words: Sequence[Word]) -> list[str]:
    last = next((place for place in range(len(words) - 1, -1, -1) if _role(words[place].text.lower())), None)
    if last is None or any(is_verb(word.text.lower()) for word in words[:last]):
        return []
    start = last
    while start and _belongs(words, start - 1):
        start -= 1
    return [word.text for word in words[start : last + 1]]


def _base(phrase: Sequence[str]) -> list[str]:
    return nominative_phrase(phrase, _role(phrase[-1].lower())) if phrase else []


ROLES = RoleRules(
    is_role=lambda word: _role(word) is not None,
    belongs=_belongs,
    after=_after,
    # The name of a place that nobody knows keeps its capital letter.
    in_lower_case=lambda phrase: len(phrase) == 1 or phrase[0].endswith("imo") or _is_in_dictionary(phrase[0].lower()),
    base=_base,
)
