"""Families of words: what a verb, its noun, its agent and its adjective have in common (`fund`, `funding`)."""

import re
from collections.abc import Iterator

# Each of them leaves three letters at least; several may follow one another.
_INFLECTION = re.compile(r"(?<=...)(?:ies|ied|es|ed|s)$")
_SUFFIX = re.compile(
    r"(?<=...)(?:"
    r"ation|ition|ator|ion|ment|ness|ity|iti|ing|er|or|ist|ism|ically|ical|ic|al|ive|[ai]bl[ey]|[ae]nc[ey]?|[ae]nt|"
    r"ously|ous|ful(?:ly)?|less|ship|hood|i[sz]e?|ate?|ify?|ly|[ey])$"
)
_MOST_SUFFIXES = 3
_DOUBLED = re.compile(r"([bdfglmnprt])\1$")
# `corrode` and `corrosion`, `extend` and `extent`.
_ALTERNATING = re.compile(r"(?<=...)[ds]$")


def families(word: str) -> Iterator[str]:
    """The one of a folded word."""
    word = _INFLECTION.sub("", word)
    for _ in range(_MOST_SUFFIXES):
        word = _SUFFIX.sub("", word)
    yield _ALTERNATING.sub("t", _DOUBLED.sub(r"\1", word))
