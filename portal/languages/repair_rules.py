"""What the repair of scanned text has to know of a language (news/importer/repair)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .common.confusions import SHAPES


@dataclass(frozen=True, slots=True)
class Quotes:
    """Opening and closing mark. `is_open_low`: commas before a word are an opening mark that was misread."""

    opening: str
    closing: str
    is_open_low: bool = False


@dataclass(frozen=True, slots=True)
class Confusions:
    """Letter confusions: what programs that read scans make of letters.

    `marks` are shares of what each marked letter of the alphabet is read as when it is misread; `shapes` how rare each
    misreading of a shape is, beside the others.
    """

    marks: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    shapes: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: SHAPES)


@dataclass(frozen=True, slots=True)
class Prefixes:
    """Prefixes that may stand before any word of some kinds, so that no lexicon lists what they make.

    `costs` are in natural logarithms. `tags` are the first letters of the tags of the words that take them. `read_as`
    says what the marked letters in prefixes are usually read as, themselves included.
    """

    costs: Mapping[str, float] = field(default_factory=dict)
    tags: str = ""
    read_as: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class RepairRules:
    """A language that says nothing has its lines, spaces and dashes repaired; one with `quotes`, its quotation marks.

    Words are repaired where the language has the files of docs/repair.md in its folder `data`.

    Layout: `page_words` stand before the number of a page, `page_words_at_edges` only in the first or last line of a
    page; `page_of` stands between that number and the number of pages.

    Numbers: `after_ranges` and `stuck_to_numbers` are patterns, of what follows a range of numbers besides %, and of
    words that are set apart from the number before them. `counted` are words, in lower case, that follow a number
    where a preposition would be taken for a digit.

    Words: a full stop after `abbreviations` ends no sentence. `cased_words` have capitals within them. `single_letters`
    are the words of one letter, with ln of how probable each is. `suspect_letters` are none of the alphabet, so that a
    word that has one was misread. `misread_alone` are signs that a word of one letter is read as. `no_abbreviations`
    are misread words that look like abbreviations. `begin_names` are words that names of institutions begin with.

    Capitals that marked letters are read as: `caseless` are the letters that this happens to, `capitals_of_small` the
    capitals, `capitals_within_words` those of them that may follow a space that came into a word.
    """

    quotes: Quotes | None = None
    page_words: frozenset[str] = frozenset()
    page_words_at_edges: frozenset[str] = frozenset()
    page_of: frozenset[str] = frozenset()
    after_ranges: str = ""
    stuck_to_numbers: str = ""
    counted: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    cased_words: tuple[str, ...] = ()
    single_letters: Mapping[str, float] = field(default_factory=dict)
    suspect_letters: str = ""
    misread_alone: str = ""
    no_abbreviations: frozenset[str] = frozenset()
    begin_names: frozenset[str] = frozenset()
    caseless: frozenset[str] = frozenset()
    capitals_of_small: str = ""
    capitals_within_words: str = ""
    confusions: Confusions = Confusions()
    prefixes: Prefixes = Prefixes()
