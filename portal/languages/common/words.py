"""The words of a paragraph with what stands between them."""

import re
from dataclasses import dataclass

from .folding import fold

# Longer ones are no words: scripts without spaces and hostile input make them.
MOST_LETTERS = 60

# A name such as `e-Factor` or `Šimkutė-Kairienė` is one word.
_WORD = re.compile(r"[^\W_]+(?:[-‑'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """`before` is what stands between it and the word before it, or the paragraph's beginning."""

    text: str
    start: int
    end: int
    before: str

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_lower(self) -> bool:
        return self.text[0].islower()

    @property
    def follows_closely(self) -> bool:
        """Only a space parts it from the word before, or the point of an initial."""
        return bool(self.before) and not self.before.strip()

    @property
    def begins_sentence(self) -> bool:
        return not self.before or _ends_sentence(self.before)


def _ends_sentence(text: str) -> bool:
    """Whether it ends with such a mark, or with marks and spaces of which one is the end of a sentence."""
    if text.rstrip().endswith(tuple('.!?:;„“"«–—')):
        return True
    for place in range(len(text) - 1, -1, -1):
        if text[place].isalnum() or text[place] == "_":
            return False
        if text[place] in ".!?":
            return True
    return False


def words_of(text: str) -> list[Word]:
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        if len(match.group()) > MOST_LETTERS:
            continue
        found.append(Word(match.group(), match.start(), match.end(), text[end : match.start()]))
        end = match.end()
    return found


def folded_in_place(text: str) -> str:
    """The text folded letter by letter, so that every offset stays as it is."""
    if text.isascii():
        return text.lower()
    return "".join(folded if len(folded := fold(letter)) == 1 else letter for letter in text)
