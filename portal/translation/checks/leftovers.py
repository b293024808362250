"""Text of the source's language in a translation: its words, told from names, numbers, codes and addresses."""

import re

from portal.languages.analysis import is_dictionary_word, words
from portal.languages.common.html_text import plain_text
from portal.languages.common.names import PARTICLES
from portal.languages.common.normalization import compared
from portal.languages.gazetteer import is_given_name, is_place

from .names import is_word

# Shorter ones that no dictionary has are units and abbreviations.
_SHORTEST_WORD = 3
# A longer word in capitals is a word of a heading.
_LONGEST_ABBREVIATION = 6
# What has a digit, with the unit behind it; and what begins with a letter of its own, as `e-Factor`.
_CODE = re.compile(r"\S*\d\S*(?:\s+[^\W\d_]{1,2}\b\.?)?|\b[^\W\d_][-\u2011]\S*")
_ADDRESS = re.compile(r"[@/]|\w\.\w")


def words_of_prose(text: str) -> list[str]:
    """The words of a plain text without addresses, in order."""
    return [word for part in text.split() if not _ADDRESS.search(part) for word in words(part)]


def belongs_to_source(word: str, source: str, target: str) -> bool:
    """Whether it is a word of the source's language and none of the target's; both are codes."""
    return is_word(word, source) and not is_dictionary_word(word, target)


def has_words_to_translate(html: str, source: str, target: str) -> bool:
    """Whether a text that stands in both languages says something in the source's; both are codes.

    Not so are names, numbers, codes, units and addresses alone, and what is written in the target's language in both.
    Of a word that no dictionary has, a small letter says that it is no name.
    """
    text = _CODE.sub(" ", compared(plain_text(html)))
    found = [word for word in words_of_prose(text) if _may_be_translated(word, source)]
    if any(belongs_to_source(word, source, target) for word in found):
        return True
    small = [word for word in found if word.islower() and len(word) >= _SHORTEST_WORD]
    return bool(small) and not any(is_dictionary_word(word, target) for word in small)


def _may_be_translated(word: str, source: str) -> bool:
    """Neither a letter nor an abbreviation; nor part of the name of a person or place, where it is written as one."""
    if len(word) < 2 or not word.isalpha() or word in PARTICLES:
        return False
    if word.istitle():
        return not is_given_name(word, source) and not is_place(word, source)
    return word.islower() or (word.isupper() and len(word) > _LONGEST_ABBREVIATION)
