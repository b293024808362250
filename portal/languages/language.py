"""What is said of one language. A package `lt`, `en`, … makes one `Language` and calls it LANGUAGE.

Whatever a language does not say, is what is known of a language of which nothing is known: words are only folded.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .common.keyboard import QWERTY
from .number_words import NumberWords
from .recognition import DetectionProfile, RecognitionRules
from .repair_rules import RepairRules


def _nothing(*_arguments: str) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class WordRules:
    """How words are analysed.

    `stemmer` is the name of a Snowball algorithm, `lemmas` of a list of simplemma's. `base` takes case endings off a
    folded word; `trim` takes off endings roughly, for comparing words letter by letter (what `base` does, where there
    is one). `families` tells what a word, in its base form where dictionaries list every form, has in common with those
    that are derived from it or it from them. `spelt` writes what is spelt in two ways in one of them. `other_lemmas`
    are those of a word in lower case that simplemma does not tell. `stop_words` need not occur in a text for it to
    match; nor need `asking_words`, with which people ask, politely or not, and which say nothing of what they ask for.
    """

    stemmer: str | None = None
    lemmas: str | None = None
    base: Callable[[str], str] | None = None
    trim: Callable[[str], str] = str
    families: Callable[[str], Iterable[str]] = _nothing
    spelt: Callable[[str], str] = str
    other_lemmas: Callable[[str], Iterable[str]] = _nothing
    stop_words: frozenset[str] = frozenset()
    asking_words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DateRules:
    """How days are read where people write them; CLDR says how they are written.

    `other_cases` are forms of a month's name, folded, beside its nominative and genitive, which it is given.
    `abbreviations` follow a part of a date (`23 d.`), `fillers` stand between its parts; both folded.
    `months_that_are_words` are names of months that are other words too where they are written small.
    """

    other_cases: Callable[[str, str], Iterable[str]] = _nothing
    abbreviations: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    months_that_are_words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class NumberRules:
    """`thousands`, a point or a comma, stands between groups of three digits where it is no space.

    `beginnings` are those of the words, folded, that may name a number, by the number; parted by spaces. `words` are
    those that do name one: a language that says nothing of them has no numbers in words.
    """

    thousands: str = ""
    beginnings: Mapping[int, str] = field(default_factory=dict)
    words: NumberWords | None = None


@dataclass(frozen=True)
class ScanRules:
    """What scanners make of the language's letters.

    `signs` are signs that they read for a letter. `misread` are the letters, folded, that a folded letter is read as
    because of the mark that it has or may have.
    """

    signs: Mapping[str, str] = field(default_factory=dict)
    misread: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class EncodingRules:
    """By what old files are read that do not say how they are encoded.

    `names` are single-byte encodings that were made for the language, by Python's names and the commonest first;
    `letters` those outside ASCII, in lower case, that its texts may have. `endings`, in ASCII, tell its words whatever
    the encoding.
    """

    names: tuple[str, ...] = ()
    letters: str = ""
    endings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Language:
    """All that the program knows of a language.

    `code` is that of ISO 639-1, `name` the language's English name, `cldr_locale` the locale whose conventions dates,
    numbers and names of countries follow. `transliterations` say how foreign names are written, in this order.
    `letters_after` are letters of the alphabet of their own, each with the one that it is sorted behind.
    `keyboard` are the letters on the keys, as common/keyboard.py has them.
    `tesseract` is the name of the language among Tesseract's, which recognises scans. `address_words` are those of
    addresses, by the English ones. `folder` is that of the package: dictionaries, and in
    `data` what the builder makes (portal/languages/building).
    """

    code: str
    name: str
    cldr_locale: str
    words: WordRules = WordRules()
    dates: DateRules = DateRules()
    numbers: NumberRules = NumberRules()
    scans: ScanRules = ScanRules()
    detection: DetectionProfile = field(default_factory=DetectionProfile)
    recognition: RecognitionRules = field(default_factory=RecognitionRules)
    encodings: EncodingRules = EncodingRules()
    keyboard: tuple[str, ...] = QWERTY
    tesseract: str = ""
    repair: RepairRules = field(default_factory=RepairRules)
    transliterations: tuple[tuple[str, str], ...] = ()
    letters_after: Mapping[str, str] = field(default_factory=dict)
    address_words: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None

    def data_file(self, name: str) -> Path | None:
        """One of the files that the builder makes, where the language has it."""
        path = self.folder / "data" / name if self.folder else None
        return path if path and path.exists() else None
