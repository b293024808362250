"""Letters without their marks, whatever the language."""

import unicodedata

from .look_alikes import unmixed

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "þ": "th", "ð": "d", "đ": "d", "ß": "ss", "ı": "i", "ħ": "h", "ŋ": "n"}
)
# How the Nordic letters are written where the keyboard lacks them; folding has already made ø → o and å → a.
_DIGRAPHS = (("oe", "o"), ("aa", "a"), ("ae", "a"))
_DIGRAPH_MIN_LETTERS = 5


def fold(word: str) -> str:
    """Lower case without diacritics: `Slotterøy` → `slotteroy`, `klasterysčių` → `klasterysciu`.

    A word that has letters of another alphabet among Latin ones is read as it looks.
    """
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", unmixed(word).lower().translate(_LETTERS))
    return "".join(letter for letter in decomposed if letter.isalnum()).translate(_LETTERS)


def without_digraphs(plain: str) -> str:
    """A folded word with `oe`, `aa` and `ae` as they would be folded from one letter."""
    if len(plain) >= _DIGRAPH_MIN_LETTERS:
        for digraph, letter in _DIGRAPHS:
            plain = plain.replace(digraph, letter)
    return plain
