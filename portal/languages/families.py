"""Families of words: by what verbs, their nouns, agents and adjectives are found where nothing nearer is."""

from collections.abc import Iterable

from .registry import language as known_language

ROOT_LETTERS = 6
# Keeps what a family has in common apart from first letters.
_MARK = "__"


def root_keys(plain: str, bases: Iterable[str], language: str) -> tuple[str, ...]:
    """The first letters of a folded word, and what each family has in common that it or one of its bases is of."""
    own = known_language(language).words
    families = dict.fromkeys(family for base in [*bases] or [plain] for family in own.families(base))
    return plain[:ROOT_LETTERS], *(f"{family}{_MARK}" for family in families)


def tells_alone(key: str) -> bool:
    """Whether a root tells something without other words; short ones have many families."""
    return not key.endswith(_MARK) or len(key) - len(_MARK) >= ROOT_LETTERS
