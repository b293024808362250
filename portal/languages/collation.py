"""The order of names in lists."""

import unicodedata

from .registry import language

# U+FFFF sorts after every letter, so that in Lithuanian `ša` follows `sz`.
_BEHIND = "\uffff"


def sort_key(text: str, code: str) -> tuple[str, str]:
    """Case and accents count only between names that are otherwise equal, but for the alphabet's own letters."""
    own = language(code).letters_after
    primary = []
    for letter in unicodedata.normalize("NFC", text).casefold():
        if letter in own:
            primary.append(own[letter] + _BEHIND)
            continue
        plain = unicodedata.normalize("NFKD", letter)
        primary.append("".join(each for each in plain if not unicodedata.combining(each)))
    return "".join(primary), text
