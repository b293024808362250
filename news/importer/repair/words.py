"""Repairs the words of a text: a noisy channel whose words come from a lexicon and whose misreadings are the text's."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from portal.languages.grammar import EDGE, MARK, NUMBER, OTHER, Grammar

from .casing import cased
from .noisy_channel import Channel, Misreading
from .offset_text import Edit, TracedText
from .rules import DOUBTFUL_WORD, LOST_SPACE
from .segmentation import Parting, ReadToken
from .vocabulary import Reading, Vocabulary, sort, vocabulary

# A reading replaces what was read where that is wrong with this probability: no word; a word where no marked letter of
# the text came through; a word where some did. It does not matter for this how sure the reading itself is: what was no
# word comes nearer to what was printed by any of its likely readings.
APPLIED, APPLIED_WITHOUT_MARKS, APPLIED_TO_WORDS = 0.95, 0.9, 0.99
# How much of its evidence (the logarithm of the odds) a reading is worth, (fixed, by share), for it is not independent
# as the model takes it to be; fitted to the tuning half of the passages: a word of the lexicon, another one.
_EVIDENCE_OF_WORD, _EVIDENCE_OF_NEW = (-0.05, 0.68), (-1.3, 0.46)
_MOST_EVIDENCE = 14.0
# From this share on of marked letters some came through.
_SOME_KEPT = 0.2
# A word that is right with this probability is not asked about; readings that are likelier than the other are offered.
KEPT, OFFERED = 0.95, 0.01
MOST_ALTERNATIVES = 6
# A reading whose probability is so much less than the best one's (natural logarithms) is none.
FARTHEST = 14.0
# How the text was misread and what its words are tell of each other; context is the dearer to ask.
ROUNDS, ROUNDS_WITHOUT_CONTEXT = 4, 2
# A word after one with a capital is the rest of a name, unless it is this frequent.
_FREQUENT = -5.5
# Readings that are less likely tell nothing of how the text was misread.
_COUNTED = 0.02


class Repairer:
    """Repairs texts with the words of a vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.grammar = words.grammar
        self._parting = Parting(words)

    def repaired(self, text: TracedText) -> TracedText:
        parts = self._parting.parts(text.text)
        channel = self.words.unknown
        for number in range(ROUNDS):
            self._score(parts, channel)
            if self.grammar and number >= ROUNDS_WITHOUT_CONTEXT:
                self._weigh_in_context(parts, self.grammar)
            if number < ROUNDS - 1:
                channel = channel.learnt(_counted(parts), len(text.text))
        return text.edited(edit for part in parts for edit in self._edits(part, channel))

    def _score(self, parts: Sequence[ReadToken], channel: Channel) -> None:
        for part in parts:
            if not part.readings:
                continue
            sort(part.readings, channel)
            best = part.readings[0].score
            weights = [math.exp(reading.score - best) for reading in part.readings]
            total = sum(weights)
            part.probabilities = [weight / total for weight in weights]

    def _weigh_in_context(self, parts: Sequence[ReadToken], endings: Grammar) -> None:
        weights = [self._weights(part, endings) for part in parts]
        shares = endings.posteriors([self._summed(one) for one in weights])
        for part, of_reading, tags in zip(parts, weights, shares, strict=True):
            if not part.readings:
                continue
            summed = self._summed(of_reading)
            probabilities = [
                sum(tags.get(tag, 0.0) * weight / summed[tag] for tag, weight in one.items() if summed[tag] > 0)
                for one in of_reading
            ]
            total = sum(probabilities) or 1.0
            ranked = sorted(zip(probabilities, range(len(probabilities)), strict=True), key=lambda pair: -pair[0])
            part.readings = [part.readings[place] for _, place in ranked]
            part.probabilities = [probability / total for probability, _ in ranked]

    def _weights(self, part: ReadToken, endings: Grammar) -> list[dict[str, float]]:
        """For each reading the weight of each of its tags."""
        token = part.token
        tags: Mapping[str, float]
        if not part.readings:
            if token.is_word:
                tags = self._tags(token.text.lower(), endings)
            else:
                tags = {EDGE if token.ends else MARK if token.text != "." else OTHER: 1.0}
            return [{tag: share / endings.shares.get(tag, 1e-3) for tag, share in tags.items()}]
        result: list[dict[str, float]] = []
        for reading, probability in zip(part.readings, part.probabilities, strict=True):
            if probability < math.exp(-FARTHEST):
                result.append({})
                continue
            tags = {NUMBER: 1.0} if reading.word.isdigit() else endings.tags_of(reading.word, reading.payload)
            result.append({tag: probability * share / endings.shares.get(tag, 1e-3) for tag, share in tags.items()})
        return result

    def _tags(self, word: str, endings: Grammar) -> Mapping[str, float]:
        if word[0].isdigit():
            return {NUMBER: 1.0}
        return endings.tags_of(word, self.words.lexicon.get(word))

    @staticmethod
    def _summed(of_reading: Sequence[dict[str, float]]) -> dict[str, float]:
        summed: dict[str, float] = {}
        for one in of_reading:
            for tag, weight in one.items():
                summed[tag] = summed.get(tag, 0.0) + weight
        return summed

    def _edits(self, part: ReadToken, channel: Channel) -> Iterator[Edit]:
        if not part.readings:
            return
        start = part.token.start
        texts: dict[str, float] = {}
        in_lexicon: set[str] = set()
        for reading, probability in zip(part.readings, part.probabilities, strict=True):
            written = self._written(part, reading, channel)
            texts[written] = texts.get(written, 0.0) + probability
            if reading.payload:
                in_lexicon.add(written)
        ranked = sorted(texts.items(), key=lambda pair: -pair[1])
        best, probability = ranked[0]
        kept = texts.get(part.read, 0.0)
        # The halves of two words that stuck together are parts of their own.
        space = " " if part.rule == LOST_SPACE else ""
        if space and best == part.read:
            yield Edit(start, part.end, best + space, LOST_SPACE, 0.9)
            return
        others = [written for written, share in ranked if share >= OFFERED]
        applied = APPLIED
        if self.words.is_word(part.read):
            some = min(1.0, channel.mean_kept / _SOME_KEPT)
            applied = APPLIED_WITHOUT_MARKS + (APPLIED_TO_WORDS - APPLIED_WITHOUT_MARKS) * some
        if best != part.read and 1 - kept >= applied:
            alternatives = tuple(written for written in others if written != best)[:MOST_ALTERNATIVES]
            certainty = _calibrated(probability, is_word=best in in_lexicon)
            yield Edit(start, part.end, best + space, part.rule, certainty, alternatives)
            return
        offered = tuple(written for written in others if written != part.read)[:MOST_ALTERNATIVES]
        if offered and kept < KEPT:
            certainty = _calibrated(texts[offered[0]], is_word=offered[0] in in_lexicon)
            yield Edit(start, part.end, offered[0], DOUBTFUL_WORD, certainty, offered[1:], is_applied=False)

    def _written(self, part: ReadToken, reading: Reading, channel: Channel) -> str:
        body = part.read[: len(part.read) - len(reading.trailing)] if reading.trailing else part.read
        if reading.word in self.words.known_as and reading.payload and reading.payload.is_name:
            return self.words.known_as[reading.word] + reading.trailing
        if reading.word == body.lower() and (reading.payload is None or not self.words.suspect.search(body)):
            return part.read
        payload = reading.payload
        is_name = payload.is_name if payload else body[:1].isupper()
        if payload and part.follows_name and payload.frequency < _FREQUENT:
            is_name = True
        return (
            cased(
                body, reading.word, self.words.rules, is_name=is_name, begins_sentence=part.begins_sentence,
                small=channel.misreads_small(reading.word[0], body[0]),
            )
            + reading.trailing
        )  # fmt: skip


def _calibrated(probability: float, *, is_word: bool) -> float:
    """How often a reading of this probability is right."""
    fixed, share = _EVIDENCE_OF_WORD if is_word else _EVIDENCE_OF_NEW
    odds = probability / max(1 - probability, 1e-9)
    evidence = min(math.log(max(odds, 1e-9)), _MOST_EVIDENCE)
    return 1 / (1 + math.exp(-(fixed + share * evidence)))


def _counted(parts: Sequence[ReadToken]) -> dict[Misreading, float]:
    """How often each letter was misread as what, by the probabilities of the words.

    What is a word as it stands says nothing, for whether it was misread is what the counts are to decide.
    """
    counts: dict[Misreading, float] = {}
    for part in parts:
        if any(reading.payload and _is_bare(part, reading) for reading in part.readings):
            continue
        for reading, probability in zip(part.readings, part.probabilities, strict=True):
            if reading.payload and probability > _COUNTED:
                for misreading in reading.misreadings:
                    counts[misreading] = counts.get(misreading, 0.0) + probability
    return counts


def _is_bare(part: ReadToken, reading: Reading) -> bool:
    """Whether a reading is what was read, and that has no marked letter which came through."""
    return not reading.misreadings and reading.word + reading.trailing == part.read.lower()


@lru_cache(maxsize=4)
def repairer(language: str, known_words: frozenset[str]) -> Repairer | None:
    """That of a language, where the language has a lexicon."""
    words = vocabulary(language, known_words)
    return Repairer(words) if words else None
