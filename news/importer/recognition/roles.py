"""The role that stands beside a person's name: before it, or after it between commas or in brackets."""

import re
from collections.abc import Sequence

from portal.languages.common.words import Word, words_of
from portal.languages.gazetteer import is_place
from portal.languages.recognition import RoleRules
from portal.languages.registry import language as known_language

from .facts import Span

MOST_WORDS = 7
LONGEST_ROLE = 200


def _rules_of(language: str) -> RoleRules | None:
    return known_language(language).recognition.roles


def is_role_word(word: str, language: str) -> bool:
    """Whether a word names what somebody does, in whatever case."""
    rules = _rules_of(language)
    return rules is not None and rules.is_role(word.lower())


def role_before(words: Sequence[Word], name: int, language: str, bodies: Sequence[Span]) -> str:
    """`projekto koordinatorė` of `projekto koordinatorė Ingrid Haugland`, in its base form."""
    rules = _rules_of(language)
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
    rules = _rules_of(language)
    rest = text[words[name].end : words[name].end + LONGEST_ROLE]
    opened = re.match(rf"\s*(?:,|–|—|-|\()\s*(?:{rules.articles})?", rest) if rules else None
    if rules is None or opened is None:
        return ""
    phrase = re.split(r"[,.;:()“”\"–—!?]", rest[opened.end() :], maxsplit=1)[0]
    offset = words[name].end + opened.end()
    own = [word for word in words_of(phrase)[: MOST_WORDS + 1] if not _in_bodies(offset + word.start, bodies)]
    return " ".join(rules.base(rules.after(own)))


def _in_bodies(place: int, bodies: Sequence[Span]) -> bool:
    return any(span.start <= place < span.end for span in bodies)
