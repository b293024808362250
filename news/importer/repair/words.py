"""Repairs the words of a text: a noisy channel whose words come from a lexicon and whose misreadings are the text's."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from .candidates import Candidate, candidates
from .channel import CONFUSIONS, Channel, Misreading, Readings
from .lexicon import Lexicon, Payload, lexicon
from .rules import DOUBTFUL_WORD, MISREAD_WORD
from .traced import SURE, Edit, TracedText

# From this certainty on a reading replaces what was read.
APPLIED = 0.6
# Readings that are likelier than this are offered.
OFFERED = 0.01
MOST_ALTERNATIVES = 6
MOST_READINGS = 8
LONGEST_WORD = 60

_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)\S+|\S+@\S+\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:lt|eu|com|org|no|net|info|en|ee|lv|de|se|dk|gov|edu|is|li|uk|pl)\b(?:/\S*)?"
)
_PART = re.compile(r"[^\s.,:/\\\-–—‑()„“”\"«»{}<>?…*+=_]+")
_ROMAN = re.compile(r"[IVXLCDM]+")
_LETTER = re.compile(r"[^\W\d_]")
_SUSPECT = re.compile(r"[^\W\d_ąčęėįšųūžĄČĘĖĮŠŲŪŽa-zA-Z]|[§$€|;!¢&@%0-9]|(?<=.)[A-Z](?=[a-z]|$)")
_LN10 = math.log(10)
_UNKNOWN_WORD = -7.0
_UNKNOWN_LETTER = -1.75
_KNOWN = -4.7
_MISREADABLE_DIGITS = frozenset("0124568")


@dataclass
class Reading:
    """What a part of the text may have been. `misreadings` is None where the word stands as it was read."""

    text: str
    prior: float
    misreadings: tuple[Misreading, ...]
    payload: Payload | None
    trailing: str = ""
    score: float = 0.0


@dataclass
class Part:
    """A word at text[start:end] with its readings; the first is the best one once they are scored."""

    start: int
    end: int
    read: str
    readings: list[Reading] = field(default_factory=list)
    probabilities: list[float] = field(default_factory=list)


class Repairer:
    """Repairs texts of one language with the words of its lexicon and others that are known."""

    def __init__(self, language: str, words: Lexicon, known_words: Collection[str]) -> None:
        self.lexicon = words
        self.confusions = CONFUSIONS[language]
        self.readings = Readings.of(self.confusions)
        self.known = {known for word in known_words for known in _PART.findall(word) if len(known) > 1}
        self.known_lower = {word.lower() for word in self.known}
        self._found: dict[str, list[Candidate]] = {}

    def repaired(self, text: TracedText) -> TracedText:
        parts = list(self._parts(text.text))
        channel = Channel.unknown(self.confusions)
        for _ in range(3):
            self._score(parts, channel)
            counts: Counter[Misreading] = Counter()
            for part in parts:
                if part.readings and part.readings[0].payload:
                    counts.update(part.readings[0].misreadings)
            channel = channel.learnt(counts, len(text.text))
        self._score(parts, channel)
        return text.edited(edit for part in parts for edit in self._edits(part))

    def _parts(self, text: str) -> Iterator[Part]:
        protected = [found.span() for found in _ADDRESS.finditer(text)]
        place = 0
        for found in _PART.finditer(text):
            start, end = found.span()
            while place < len(protected) and protected[place][1] <= start:
                place += 1
            if place < len(protected) and protected[place][0] < end:
                continue
            part = Part(start, end, found.group())
            if self._may_be_misread(part, text):
                part.readings = self._readings(part.read, text[end : end + 1])
                yield part

    def _may_be_misread(self, part: Part, text: str) -> bool:
        read = part.read
        if len(read) > LONGEST_WORD or read in self.known:
            return False
        letters = len(_LETTER.findall(read))
        if len(read) == 1 or not letters:
            before, after = text[part.start - 1 : part.start], text[part.end : part.end + 1]
            return read in "j;|!1il" and before in ("", " ", "\n", "(") and after == " "
        digits = [letter for letter in read if letter.isdigit()]
        if digits:
            return len(digits) <= 2 and letters >= 3 and set(digits) <= _MISREADABLE_DIGITS and not read[1:].isupper()
        if _ROMAN.fullmatch(read):
            return False
        return not (read.isupper() and letters <= 4 and read.isascii())

    def _readings(self, read: str, following: str) -> list[Reading]:
        readings = list(self._of_word(read, ""))
        if len(read) > 1 and read[-1] in ";!|":
            readings += self._of_word(read[:-1], read[-1])
        readings.sort(key=lambda reading: -reading.score)
        return readings

    def _of_word(self, read: str, trailing: str) -> Iterator[Reading]:
        found = self._candidates(read)
        lower = read.lower()
        # A mark after a word is common, in a word it is a misread letter.
        prior = -1.0 if trailing else 0.0
        is_known = False
        for candidate in found:
            is_known |= candidate.word == lower
            yield Reading(candidate.word, candidate.prior + prior, candidate.misreadings, candidate.payload, trailing)
        if not is_known:
            unknown = _UNKNOWN_WORD + _UNKNOWN_LETTER * len(lower) - 4 * len(_SUSPECT.findall(read))
            if lower in self.known_lower:
                unknown = _KNOWN * _LN10
            yield Reading(lower, unknown + prior, (), None, trailing)

    def _candidates(self, read: str) -> list[Candidate]:
        found = self._found.get(read)
        if found is None:
            channel = Channel.unknown(self.confusions)
            found = candidates(read, self.lexicon, self.readings, channel, shapes=False)
            best = max((c.prior - channel.cost(c.misreadings) for c in found), default=-99.0)
            if len(read) > 2 and best < _UNKNOWN_WORD + _UNKNOWN_LETTER * len(read) + 4:
                found = candidates(read, self.lexicon, self.readings, channel, shapes=True)
            found = self._found[read] = found[:MOST_READINGS]
        return found

    def _score(self, parts: Sequence[Part], channel: Channel) -> None:
        for part in parts:
            for reading in part.readings:
                reading.score = reading.prior - channel.cost(reading.misreadings)
            part.readings.sort(key=lambda reading: -reading.score)
            best = part.readings[0].score
            weights = [math.exp(reading.score - best) for reading in part.readings]
            total = sum(weights)
            part.probabilities = [weight / total for weight in weights]

    def _edits(self, part: Part) -> Iterator[Edit]:
        texts: dict[str, float] = {}
        for reading, probability in zip(part.readings, part.probabilities, strict=True):
            written = cased(part.read, reading)
            texts[written] = texts.get(written, 0.0) + probability
        ranked = sorted(texts.items(), key=lambda pair: -pair[1])
        best, certainty = ranked[0]
        others = [written for written, probability in ranked if probability >= OFFERED]
        if best != part.read and certainty >= APPLIED:
            alternatives = tuple(written for written in others if written != best)[:MOST_ALTERNATIVES]
            yield Edit(part.start, part.end, best, MISREAD_WORD, certainty, alternatives)
            return
        kept = texts.get(part.read, 0.0)
        offered = tuple(written for written in others if written != part.read)[:MOST_ALTERNATIVES]
        if offered and kept < SURE:
            yield Edit(
                part.start, part.end, offered[0], DOUBTFUL_WORD, texts[offered[0]], offered[1:], is_applied=False
            )


def cased(read: str, reading: Reading) -> str:
    """A reading in the case of what was read."""
    word = reading.text
    body = read[: len(read) - len(reading.trailing)] if reading.trailing else read
    letters = [letter for letter in body if letter.isalpha()]
    if word == body.lower() and not reading.misreadings:
        return read
    upper = sum(letter.isupper() for letter in letters)
    if len(letters) > 1 and upper >= 0.8 * len(letters) and upper > 1:
        word = word.upper()
    elif body[:1].isupper():
        word = word[:1].upper() + word[1:]
    return word + reading.trailing


def repair_words(text: TracedText, language: str, known_words: Collection[str]) -> TracedText:
    """The text with its misread words repaired, where the language has a lexicon."""
    words = lexicon(language)
    if words is None or language not in CONFUSIONS:
        return text
    return Repairer(language, words, known_words).repaired(text)
