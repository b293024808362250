"""Letters of other alphabets that look like Latin ones, as scanners and keyboards put them into Latin words.

From Unicode's table of confusable characters (UTS #39), those of Cyrillic and Greek alone. Texts are never changed by
it: words are compared as they look, and told of.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from .normalization import compared

# In pairs: the letter, and what it looks like.
_PAIRS = (
    "АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ХX ԚQ ԜW аa еe оo рp сc уy хx ѕs іi јj ԛq ԝw һh ԁd ӏl ѵv "
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX οo νv ιi κk υu ρp ϲc ϳj αa ЁË ёë ЇÏ їï ӒÄ ӓä ӦÖ ӧö"
)
_LOOKS = {pair[0]: pair[1] for pair in _PAIRS.split()}
_TABLE = str.maketrans(_LOOKS)
_OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
_WORD = re.compile(r"[^\W\d_]+")


def as_latin(word: str) -> str:
    """A word with Latin letters where all others of it look like them; else as it is."""
    if word.isascii() or _OTHER.search(word) is None:
        return word
    latin = word.translate(_TABLE)
    return word if _OTHER.search(latin) else latin


@lru_cache(maxsize=10_000)
def _is_mixed(word: str) -> bool:
    return _OTHER.search(word) is not None and _LATIN.search(word) is not None


def unmixed(word: str) -> str:
    """`as_latin` of a word that has Latin letters as well: one of another alphabet alone is what it is."""
    return as_latin(word) if not word.isascii() and _is_mixed(word) else word


def mixed_words(text: str) -> Iterator[tuple[str, str]]:
    """Words of Latin letters and of others that look like them, in order; each with these others."""
    if text.isascii() or _OTHER.search(text) is None:
        return
    for word in _WORD.findall(compared(text)):
        if _is_mixed(word) and as_latin(word) != word:
            yield word, "".join(dict.fromkeys(_OTHER.findall(word)))
