"""What the files of a language are built from."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .grammar import FirstGuess
from .hunspell import Form

# Form, number of the source, what the form is (the likelier first), and lemma, in lower case.
LemmaRow = tuple[str, int, int, str]


@dataclass(frozen=True)
class Sources:
    """The package `building` of a language makes one and calls it SOURCES.

    `alphabet` is what its words are made of, `plain` its marked letters without their marks. `listed_forms` are those
    of a list that says of every form which word it is of; `forms` all forms for the lexicon, given the folder of
    Hunspell's dictionaries, the listed forms and the words that are attested; `spellings` words with their weights that
    new words are spelt like, and `lemma_rows` the lemmas of forms, both given that folder. `closed_words` is a file
    whose lines are a tag and the words that have it, `texts` a folder of running text. `foreign` are languages whose
    words occur in texts of this one, with log10 of the share that is theirs.
    """

    code: str
    alphabet: re.Pattern[str]
    plain: Mapping[str, str]
    listed_forms: Callable[[], Iterable[Form]]
    forms: Callable[[Path, Sequence[Form], set[str]], Iterable[Form]]
    spellings: Callable[[Path], Mapping[str, float]]
    lemma_rows: Callable[[Path], Iterable[LemmaRow]]
    first_guess: FirstGuess
    closed_words: Path
    texts: Path
    foreign: Mapping[str, float]

    def is_word(self, word: str) -> bool:
        return is_word(word, self.alphabet)


def is_word(word: str, alphabet: re.Pattern[str]) -> bool:
    return bool(alphabet.fullmatch(word)) and not word.startswith("-") and not word.endswith("-")
