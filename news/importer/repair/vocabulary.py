"""What a misread word may have been, by all that is known of words."""

import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from portal.languages.grammar import OTHER, Grammar, grammar
from portal.languages.letters import Letters, foreign_prior, letters
from portal.languages.lexicon import Lexicon, Payload, lexicon, of_words
from portal.languages.registry import language as known_language
from portal.languages.repair_rules import RepairRules

from .candidates import Candidate, candidates, new_words
from .noisy_channel import Channel, Misreading, Readings

MOST_READINGS = 10

# What shows that a word was misread, whatever its language.
_SUSPECT_SIGNS = r"§$€|;!¢&@%0-9\]"
_SUSPECT_COST = 6.0
# A misread shape leaves no trace; where there is none, and in names, it takes more to believe in one.
_NO_TRACE, _NO_TRACE_IN_NAME = 2.0, 4.0
_LONE_NUMBER = math.log(0.002)
# A mark after a word is common; in a word it is a misread letter.
_MARK_AFTER = -1.0
_MARKS_AFTER = ";!|"
# What no new word is likelier than: ln of the probability, and how it falls with each letter.
_LIKELIEST_NEW, _LIKELIEST_LETTER = -3.0, 1.45
# Words of which the candidates are remembered; a running text comes back to its words within so many. Each takes some
# kilobytes.
_MOST_FOUND = 5_000


@dataclass
class Reading:
    """What a part of the text may have been, in lower case; `payload` is None where no lexicon has it."""

    word: str
    prior: float
    misreadings: tuple[Misreading, ...]
    payload: Payload | None
    trailing: str = ""
    score: float = 0.0


class Vocabulary:
    """The words of a language: those of its lexicon, those that are known besides, and how new ones are spelt."""

    def __init__(
        self, rules: RepairRules, words: Lexicon, new: Letters, endings: Grammar | None, known_words: Collection[str]
    ) -> None:
        self.rules = rules
        self.lexicon = words
        self.letters = new
        self.grammar = endings
        self.confusions = rules.confusions
        # What shows that a word was misread: no word of the language has it.
        self.suspect = re.compile(
            rf"[{_SUSPECT_SIGNS}{rules.suspect_letters}]"
            rf"|(?<=[^\W\d_])(?<![A-Z{''.join(self.confusions.marks).upper()}])[A-Z]"
        )
        self._spellings = Readings.of(self.confusions, rules.prefixes)
        self.known = {known for word in known_words for known in re.findall(r"[^\W\d_]{2,}", word)}
        self.known_as = {word.lower(): word for word in sorted(self.known)}
        self.known_lexicon = of_words(self.known_as) if self.known_as else None
        self.unknown = Channel.unknown(self.confusions)
        self.found = lru_cache(_MOST_FOUND)(self._find)

    def is_one_word(self, first: str, second: str) -> bool:
        """Whether a hyphen at the end of a line only parts a word."""
        left, right = (re.sub(r"^\W+|[^\w;!|§$€]+$", "", side) for side in (first, second))
        if not left or not right or left[-1:].isdigit() or right[0].isdigit():
            return False
        if any(found.payload and not found.payload.is_name for found in self.found(left + right)):
            return True
        if right[0].isupper() and not left.isupper():
            return False
        return not (len(left) > 3 and len(right) > 3 and self.is_word(left) and self.is_word(right))

    def is_word(self, read: str) -> bool:
        return self.lexicon.get(read.lower()) is not None

    def readings(self, read: str) -> list[Reading]:
        readings = self._of_word(read, "")
        if len(read) > 1 and read[-1] in _MARKS_AFTER:
            readings += self._of_word(read[:-1], read[-1])
        sort(readings, self.unknown)
        return readings

    def marked(self, read: str) -> list[Candidate]:
        """Words of the lexicon that lost their marks; whatever was asked before, the answer is the same."""
        return candidates(read, self.lexicon, self._spellings, self.unknown, shapes=False)[:3]

    def _of_word(self, read: str, trailing: str) -> list[Reading]:
        mark = _MARK_AFTER if trailing else 0.0
        lower = read.lower()
        readings: dict[str, Reading] = {}
        for found in self.found(read):
            reading = Reading(found.word, found.prior + mark, found.misreadings, found.payload, trailing)
            readings.setdefault(found.word, reading)
        if lower not in readings or readings[lower].misreadings or readings[lower].payload is None:
            # As it is, a word of another language.
            kept = tuple((letter, letter) for letter in lower if letter in self.confusions.marks)
            prior = foreign_prior(lower) - _SUSPECT_COST * len(self.suspect.findall(read))
            as_it_is = Reading(lower, (_LONE_NUMBER if read.isdigit() else prior) + mark, kept, None, trailing)
            if lower not in readings or as_it_is.prior > readings[lower].prior:
                readings[lower] = as_it_is
        return list(readings.values())

    def _find(self, read: str) -> list[Candidate]:
        channel = self.unknown
        found = candidates(read, self.lexicon, self._spellings, channel, shapes=False)
        if self.known_lexicon:
            found += candidates(read, self.known_lexicon, self._spellings, channel, shapes=len(read) > 3)
        best = max((one.prior - channel.cost(one.misreadings) for one in found), default=-99.0)
        if len(read) > 2 and best < _LIKELIEST_NEW - _LIKELIEST_LETTER * len(read):
            new = new_words(read, self.letters, self._spellings, channel)
            best_new = max((one.prior - channel.cost(one.misreadings) for one in new), default=-99.0)
            if best < max(best_new, foreign_prior(read)) + 2:
                found += self._misshapen(read, {one.word for one in found})
            words = {one.word for one in found}
            found += [one for one in new if one.word not in words]
        found.sort(key=lambda one: channel.cost(one.misreadings) - one.prior)
        return found[:MOST_READINGS]

    def _misshapen(self, read: str, known: Collection[str]) -> Iterator[Candidate]:
        """Words of the lexicon that letters of usual shapes were misread in; never of another language."""
        has_trace = bool(self.suspect.search(read))
        for one in candidates(read, self.lexicon, self._spellings, self.unknown, shapes=True):
            if one.word in known or one.payload is None or one.payload.tags == (OTHER,):
                continue
            cost = 0.0 if has_trace else _NO_TRACE_IN_NAME if one.payload.is_name or read[0].isupper() else _NO_TRACE
            yield replace(one, prior=one.prior - cost)


def sort(readings: list[Reading], channel: Channel) -> None:
    """The likeliest first, by what the words cost and how they were misread."""
    for reading in readings:
        reading.score = reading.prior - channel.cost(reading.misreadings)
    readings.sort(key=lambda reading: -reading.score)


def vocabulary(language: str, known_words: Collection[str]) -> Vocabulary | None:
    """That of a language, where the language has a lexicon and says how its words are spelt."""
    words, new = lexicon(language), letters(language)
    if words is None or new is None:
        return None
    return Vocabulary(known_language(language).repair, words, new, grammar(language), known_words)
