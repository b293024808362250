"""Families of words: what a verb, its noun, its agent and its adjective have in common (`tirti`, `tyrimas`)."""

import re
from collections.abc import Iterator

from ..common.folding import fold
from .words import base

# Folded endings of verbs, of their participles, and of nouns that are made of them; each leaves three letters at least.
_OF_VERBS = re.compile(
    r"(?<=...)(?:"
    r"(?:[oei]|in|av)?j?imas(?:is)?|[ai]vimas|ymas(?:is)?|umas|"
    r"(?:[eyou]|in|uo|au)?toj(?:as|a)|[eo]j(?:as|a)|ykl(?:a|as|e)|(?:[eyou]|in|uo)?tuv(?:e|as)|iklis|tukas|ik(?:as|e)|"
    r"(?:[eyo]|in|uo|au)?(?:tis?|tas)|(?:st|in|ij|uoj|oj)?[aiy]nt(?:is|i|as)|[aiou]mas|cij(?:a|os)"
    r")$"
)
# Of nouns and adjectives that are made of nouns.
_OF_NOUNS = re.compile(r"(?<=...)(?:inink(?:as|e)|ininkyste|ininkauti|yste|inis|ine|iskas|ingas|av(?:imas|ejas|eja))$")
_PREFIX = re.compile(r"(?:pa|is|su|nu|uz|at|ap|per|pra|pri|par|i)(?:si)?(?=....)")
# Of words that are made of none others: shorter ones have stems alike.
_SHORTEST_NOUN = 4
# `austi` and `audimas`.
_ALTERNATING = re.compile(r"(?<=..)[dst]$")


def families(word: str) -> Iterator[str]:
    """Those of a word in its base form, with its marks; of one that is made of a verb, with its prefix and without."""
    plain = fold(word)
    if len(plain) != len(word):
        word = plain
    of_noun, of_verb = len(_OF_NOUNS.sub("", plain)), len(_OF_VERBS.sub("", plain))
    if of_noun < len(word):
        yield word[:of_noun]
    if of_verb < len(word):
        found = word[:of_verb]
        prefix = _PREFIX.match(plain[:of_verb])
        for stem in (found, found[prefix.end() :]) if prefix else (found,):
            yield stem
            yield _ALTERNATING.sub("t", stem)
    stem = word[: len(base(plain))]
    if of_noun == of_verb == len(word) and len(stem) >= _SHORTEST_NOUN:
        yield stem
