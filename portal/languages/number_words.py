"""Numbers in words: what a language says of them, and how they are read from a text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

_WORD = re.compile(r"[^\W\d_]+")
# Not in quotation marks, which hold names.
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:…\n])[\s(–—-]*$")
# So far back it is looked for the end of the sentence before.
_BEFORE = 12
_HUNDRED, _THOUSAND = 100, 1000


@dataclass(frozen=True)
class NumberWords:
    """The words of numbers in each of their forms, as they are written in lower case, by what they stand for.

    `cardinals` are those below a hundred and `ordinals` all that end a number. `multipliers` multiply what stands
    before them, or stand for themselves (`tūkstantis`); `multipliers_of_more` only multiply: alone they say no number
    (`thousands`). `fractions` stand before a multiplier or alone (`pusantro`), `halves` alone say nothing (`half a
    million`). `with_half` follows a number (`and a half`), `joining` stands within one (`two hundred and five`),
    `articles` between a half and its multiplier. `unsure` are words that often say something else than a number where
    they stand alone (`one`, `a second`), and so do all ordinals before a word that begins as one of `before_periods`
    (`devintasis dešimtmetis` are the eighties).
    """

    cardinals: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    multipliers: Mapping[str, int] = field(default_factory=dict)
    multipliers_of_more: Mapping[str, int] = field(default_factory=dict)
    fractions: Mapping[str, str] = field(default_factory=dict)
    halves: frozenset[str] = frozenset()
    with_half: tuple[str, ...] = ()
    joining: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    before_periods: tuple[str, ...] = ()

    def multiplier(self, word: str) -> int:
        """What the word multiplies a number before it by; 1 where it is no such word."""
        lower = word.lower()
        return self.multipliers.get(lower) or self.multipliers_of_more.get(lower) or 1


@dataclass(frozen=True, slots=True)
class SpeltNumber:
    """Text at [start:end] that stands for `value`, digits with a point before the fraction. `is_sure` where it can be
    nothing but a number that another language would say as well."""

    value: str
    text: str
    start: int
    end: int
    is_sure: bool


def read_numbers(text: str, known: NumberWords) -> Iterator[SpeltNumber]:
    """Numbers in words in the order of the text; not what multiplies figures before it (`2 million`)."""
    words = list(_WORD.finditer(text))
    position = 0
    while position < len(words):
        reading = _Reading(text, words, position, known)
        spelt = reading.read()
        position = max(reading.position, position + 1)
        if spelt is not None:
            yield spelt


class _Reading:
    """Of one number from a word on; `position` is that of the first word behind it."""

    def __init__(self, text: str, words: list[re.Match[str]], position: int, known: NumberWords) -> None:
        self.text, self.words, self.known = text, words, known
        self.first = self.position = position
        self.total, self.part = Decimal(0), Decimal(0)
        self.least = 10**15
        self.is_ended = self.is_ordinal = False

    def read(self) -> SpeltNumber | None:
        if re.search(r"\d[\s\u00a0\u202f]*$", self.text[max(0, self._match(0).start() - 3) : self._match(0).start()]):
            self._skip_multipliers()
            return None
        while self.position < len(self.words) and not self.is_ended and self._is_joined():
            if not (self._take(self._word(self.position)) or self._take_and_half()):
                break
        value = self.total + self.part
        if not value:
            return None
        start, end = self._match(0).start(), self.words[self.position - 1].end()
        text = self.text[start:end]
        return SpeltNumber(_written(value), text, start, end, self._is_sure(text))

    def _match(self, offset: int) -> re.Match[str]:
        return self.words[self.first + offset]

    def _word(self, position: int) -> str:
        return self.words[position].group().lower() if position < len(self.words) else ""

    def _gap(self, position: int) -> str:
        """What stands before the word."""
        return self.text[self.words[position - 1].end() : self.words[position].start()]

    def _is_joined(self) -> bool:
        return self.position == self.first or re.fullmatch(r"[\s\u00a0]+|-", self._gap(self.position)) is not None

    def _skip_multipliers(self) -> None:
        while self.position < len(self.words) and self.known.multiplier(self._word(self.position)) > 1:
            self.position += 1

    def _take(self, word: str) -> bool:
        """Adds the word to the number; False where it is none, or begins another number."""
        known, is_first = self.known, self.position == self.first
        if is_first and word in known.halves:
            return self._take_half()
        if word in known.ordinals and not self._begins_a_noun() and self._add(known.ordinals[word]):
            self.is_ended = self.is_ordinal = True
        elif is_first and word in known.fractions:
            self.part = Decimal(known.fractions[word])
        elif not (self._add(known.cardinals.get(word, 0)) or self._multiply(word) or self._joins(word)):
            return False
        self.position += 1
        return True

    def _begins_a_noun(self) -> bool:
        """`six hundred seventh-graders`, which are no 607th ones."""
        end = self.words[self.position].end()
        return self.position > self.first and self._gap(self.position) != "-" and self.text[end : end + 1] == "-"

    def _joins(self, word: str) -> bool:
        """Whether the word has parts of one number on both sides."""
        following = self._word(self.position + 1)
        if (
            word not in self.known.joining
            or self.position == self.first
            or self.part % _HUNDRED
            or not (self.total or self.part >= _HUNDRED)
        ):
            return False
        return 0 < {**self.known.cardinals, **self.known.ordinals}.get(following, 0) < _HUNDRED

    def _take_half(self) -> bool:
        following = self.position + 1 + (self._word(self.position + 1) in self.known.articles)
        factor = self.known.multiplier(self._word(following))
        if factor < _HUNDRED:
            return False
        self.total = factor * Decimal("0.5")
        self.position = following + 1
        self.is_ended = True
        return True

    def _take_and_half(self) -> bool:
        for addition in self.known.with_half:
            following = self.words[self.position : self.position + len(addition.split())]
            if self.part and addition == " ".join(word.group().lower() for word in following):
                self.part += Decimal("0.5")
                self.position += len(following)
                return True
        return False

    def _add(self, value: int) -> bool:
        tail = self.part % _HUNDRED
        if not value:
            return False
        if self.part != int(self.part) or value >= _HUNDRED:
            return self._scale(value) if value >= _HUNDRED and self.part == int(self.part) else False
        if tail and not (tail >= 20 and tail % 10 == 0 and value < 10):
            return False
        self.part += value
        return True

    def _multiply(self, word: str) -> bool:
        factor = self.known.multiplier(word)
        is_alone = not self.part and word in self.known.multipliers_of_more
        return factor > 1 and not is_alone and self._scale(factor)

    def _scale(self, factor: int) -> bool:
        if factor <= _HUNDRED:
            if self.part >= factor or (factor < _HUNDRED and not self.part):
                return False
            self.part = (self.part or Decimal(1)) * factor
            return True
        if factor >= self.least:
            return False
        self.total += (self.part or 1) * factor
        self.part, self.least = Decimal(0), factor
        return True

    def _is_sure(self, text: str) -> bool:
        start = self._match(0).start()
        is_single = self.position == self.first + 1
        if is_single and text.lower() in self.known.unsure:
            return False
        if self.is_ordinal and self._word(self.position).startswith(self.known.before_periods or ("\0",)):
            return False
        # A capital within a sentence is that of a name.
        return text.islower() or _SENTENCE_BEGINS.search(self.text[max(0, start - _BEFORE) : start]) is not None


def _written(value: Decimal) -> str:
    return str(int(value)) if value == int(value) else str(value.normalize())
