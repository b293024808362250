"""Collation: the order of names in lists."""

import unicodedata
from functools import cache

from .registry import language

# Sorts after every letter, so that in Lithuanian `ša` follows `sz`.
_BEHIND = "\uffff"


def sort_key(text: str, code: str) -> tuple[str, str]:
    """Case and accents count only between names that are otherwise equal, but for the alphabet's own letters."""
    own = _own_letters(code)
    primary = [
        own[letter] if letter in own else _without_marks(letter)
        for letter in unicodedata.normalize("NFC", text).casefold()
    ]
    return "".join(primary), text


@cache
def _own_letters(code: str) -> dict[str, str]:
    """Letters of a language's alphabet and what they are sorted as: each behind another letter, which may be one."""
    found: dict[str, str] = {}
    for letter, before in language(code).letters_after.items():
        found[letter] = found.get(before, before) + _BEHIND
    return found


def _without_marks(letter: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))
