"""Repairs the words of a text: a noisy channel whose words come from a lexicon and whose misreadings are the text's."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .candidates import Candidate, candidates, new_words
from .casing import cased
from .channel import CONFUSIONS, Channel, Misreading, Readings
from .context import EDGE, MARK, NUMBER, OTHER, Grammar, grammar
from .letters import Letters, foreign_prior, letters
from .lexicon import Lexicon, Payload, lexicon, of_words
from .rules import DOUBTFUL_WORD, LOST_SPACE, MISREAD_WORD, SPLIT_WORD
from .tokens import Token, tokens
from .traced import SURE, Edit, TracedText

# From this certainty on a reading replaces what was read: where that is no word, and where it is one.
APPLIED, APPLIED_TO_WORDS = 0.5, 0.7
# Readings that are likelier than this are offered.
OFFERED = 0.01
MOST_ALTERNATIVES = 6
MOST_READINGS = 10
# A reading whose probability is so much less than the best one's (natural logarithms) is none.
FARTHEST = 14.0
ROUNDS = 3

_LN10 = math.log(10)
_KNOWN = -4.3 * _LN10
_SUSPECT = re.compile(r"[§$€|;!¢&@%0-9\]]|é|(?<=[^\W\d_])(?<![A-ZĄČĘĖĮŠŲŪŽ])[A-Z]")
_SUSPECT_COST = 5.0
# ln of how much likelier a word with a capital within a sentence is one that no lexicon has, and of how much less
# likely one that is no name.
_CAPITAL_NEW, _CAPITAL_COMMON = 3.2, -1.8
_LONE_NUMBER = math.log(0.002)
# A mark after a word is common; in a word it is a misread letter.
_MARK_AFTER = -1.0
_MARKS_AFTER = ";!|"
# Capitals that small letters with marks are read as.
_CAPITALS_OF_SMALL = "SZGCUJ"
_SPLIT_COST, _JOINED_COST = 6.0, 6.5
_SPLIT_MARGIN, _JOINED_MARGIN = 4.0, 3.0
_SHORTEST_JOINED = 5
# ln of the probability of words that may have stuck to others: of those of one letter, of few, and of more.
_SINGLE = {"o": -4.5, "į": -4.3, "O": -7.0, "Į": -6.5}
_RAREST_SHORT, _RAREST = -8.5, -17.0


@dataclass
class Reading:
    """What a part of the text may have been, in lower case; `payload` is None where no lexicon has it."""

    word: str
    prior: float
    misreadings: tuple[Misreading, ...]
    payload: Payload | None
    trailing: str = ""
    score: float = 0.0


@dataclass
class Part:
    """A token with its readings, the best first, and their probabilities. A token that is not open has none."""

    token: Token
    read: str
    begins_sentence: bool
    end: int
    readings: list[Reading] = field(default_factory=list)
    probabilities: list[float] = field(default_factory=list)
    rule: str = MISREAD_WORD


class Repairer:
    """Repairs texts of one language with the words of its lexicon and others that are known."""

    def __init__(
        self, language: str, words: Lexicon, new: Letters, endings: Grammar | None, known_words: Collection[str]
    ) -> None:
        self.lexicon = words
        self.letters = new
        self.grammar = endings
        self.confusions = CONFUSIONS[language]
        self.readings = Readings.of(self.confusions)
        self.known = {known for word in known_words for known in re.findall(r"[^\W\d_]{2,}", word)}
        self.known_as = {word.lower(): word for word in sorted(self.known)}
        self.known_lexicon = of_words(self.known_as) if self.known_as else None
        self._unknown = Channel.unknown(self.confusions)
        self._found: dict[str, list[Candidate]] = {}

    def is_one_word(self, first: str, second: str) -> bool:
        """Whether a hyphen at the end of a line only parts a word."""
        left, right = (re.sub(r"^\W+|[^\w;!|§$€]+$", "", side) for side in (first, second))
        if not left or not right or left[-1:].isdigit() or right[0].isdigit():
            return False
        if any(found.payload and not found.payload.is_name for found in self._candidates(left + right)):
            return True
        if right[0].isupper() and not left.isupper():
            return False
        return not (len(left) > 3 and len(right) > 3 and self._is_word(left) and self._is_word(right))

    def _is_word(self, read: str) -> bool:
        return self.lexicon.get(read.lower()) is not None

    def repaired(self, text: TracedText) -> TracedText:
        parts = self._parts(text.text)
        channel = self._unknown
        for _ in range(ROUNDS):
            self._score(parts, channel)
            counts: Counter[Misreading] = Counter()
            for part in parts:
                if part.readings and part.readings[0].payload:
                    counts.update(part.readings[0].misreadings)
            channel = channel.learnt(counts, len(text.text))
        self._score(parts, channel)
        if self.grammar:
            self._weigh_in_context(parts, self.grammar)
        return text.edited(edit for part in parts for edit in self._edits(part, channel))

    def _parts(self, text: str) -> list[Part]:
        parts: list[Part] = []
        begins = True
        known = self.known
        found = list(tokens(text, known))
        place = 0
        while place < len(found):
            token = found[place]
            before = text[token.start - 1 : token.start]
            part = Part(token, token.text, begins or before in '„“"', token.end)
            if token.is_open:
                part.readings = self._readings(part.read)
                if part.read[0].isupper() and not part.begins_sentence:
                    self._expect_name(part)
                joined = self._joined(text, part, found, place)
                if joined is not None:
                    part = joined
                    place += 1
                else:
                    halves = self._halves(part)
                    if halves:
                        parts.append(halves[0])
                        part = halves[1]
            parts.append(part)
            begins = token.ends or (begins and not token.is_word)
            place += 1
        return parts

    def _expect_name(self, part: Part) -> None:
        is_misread = part.read[0] in _CAPITALS_OF_SMALL
        for reading in part.readings:
            if reading.payload is None:
                reading.prior += _CAPITAL_NEW
            elif not reading.payload.is_name and not (is_misread and reading.word[0] != part.read[0].lower()):
                reading.prior += _CAPITAL_COMMON
        self._sort(part.readings, self._unknown)

    def _joined(self, text: str, part: Part, found: Sequence[Token], place: int) -> Part | None:
        """The word that a part makes with the next one, where a space has come between."""
        token = part.token
        if place + 1 >= len(found):
            return None
        following = found[place + 1]
        if not following.is_open or text[token.end : following.start] != " ":
            return None
        if following.text[0].isupper() and following.text[0] not in "SZC":
            return None
        read = token.text + following.text
        if len(read) < _SHORTEST_JOINED:
            return None
        apart = self._readings(following.text)
        if (
            part.readings[0].payload
            and apart[0].payload
            and self._is_word(token.text)
            and self._is_word(following.text)
        ):
            return None
        together = [reading for reading in self._readings(read) if reading.payload]
        if not together:
            return None
        score = part.readings[0].score + apart[0].score
        if together[0].score - _SPLIT_COST < score + _SPLIT_MARGIN:
            return None
        return Part(
            token, text[token.start : following.end], part.begins_sentence, following.end, together, [], SPLIT_WORD
        )

    def _halves(self, part: Part) -> tuple[Part, Part] | None:
        """The two words that a part is where the space between them was lost."""
        read = part.read
        if len(read) < _SHORTEST_JOINED or part.readings[0].payload:
            return None
        best: tuple[float, int] | None = None
        for place in range(1, len(read)):
            first, second = self._frequency(read[:place]), self._frequency(read[place:])
            if first is not None and second is not None and (best is None or first + second > best[0]):
                best = first + second, place
        if best is None or not self._go_together(read[: best[1]], read[best[1] :]):
            return None
        if best[0] - _JOINED_COST < part.readings[0].score + _JOINED_MARGIN:
            return None
        place = best[1]
        token = part.token
        middle = token.start + place
        first_part = Part(
            token, read[:place], part.begins_sentence, middle, self._readings(read[:place]), [], LOST_SPACE
        )
        rest = Token(middle, token.end, read[place:], is_open=True, is_word=True)
        return first_part, Part(rest, read[place:], False, token.end, self._readings(read[place:]))

    def _go_together(self, first: str, second: str) -> bool:
        """Whether grammar lets two words follow each other at least as often as chance would."""
        if self.grammar is None:
            return True
        shares = self.grammar.shares
        ones, others = (
            self.grammar.tags_of(found[0].word, found[0].payload) if (found := self._marked(read)) else {}
            for read in (first, second)
        )
        return any(
            self.grammar.transition(EDGE, one, other) > shares.get(other, 1.0) for one in ones for other in others
        )

    def _frequency(self, read: str) -> float | None:
        """ln of the probability of the word that was read, where it is a common one."""
        if len(read) > 1 and not read[1:].islower():
            return None
        if len(read) == 1:
            return _SINGLE.get(read)
        best = max(
            (one.prior - self._unknown.cost(one.misreadings) for one in self._marked(read) if one.payload),
            default=-99.0,
        )
        return best if best > (_RAREST_SHORT if len(read) < 4 else _RAREST) else None

    def _marked(self, read: str) -> list[Candidate]:
        return self._found.get(read) or candidates(read, self.lexicon, self.readings, self._unknown, shapes=False)[:3]

    def _readings(self, read: str) -> list[Reading]:
        readings = self._of_word(read, "")
        if len(read) > 1 and read[-1] in _MARKS_AFTER:
            readings += self._of_word(read[:-1], read[-1])
        self._sort(readings, self._unknown)
        return readings

    @staticmethod
    def _sort(readings: list[Reading], channel: Channel) -> None:
        for reading in readings:
            reading.score = reading.prior - channel.cost(reading.misreadings)
        readings.sort(key=lambda reading: -reading.score)

    def _of_word(self, read: str, trailing: str) -> list[Reading]:
        mark = _MARK_AFTER if trailing else 0.0
        lower = read.lower()
        readings: dict[str, Reading] = {}
        for found in self._candidates(read):
            reading = Reading(found.word, found.prior + mark, found.misreadings, found.payload, trailing)
            readings.setdefault(found.word, reading)
        if lower not in readings or readings[lower].misreadings or readings[lower].payload is None:
            # As it is, a word of another language.
            kept = tuple((letter, letter) for letter in lower if letter in self.confusions.marks)
            prior = foreign_prior(lower) - _SUSPECT_COST * len(_SUSPECT.findall(read))
            as_it_is = Reading(lower, (_LONE_NUMBER if read.isdigit() else prior) + mark, kept, None, trailing)
            if lower not in readings or as_it_is.prior > readings[lower].prior:
                readings[lower] = as_it_is
        return list(readings.values())

    def _candidates(self, read: str) -> list[Candidate]:
        found = self._found.get(read)
        if found is None:
            channel = self._unknown
            found = candidates(read, self.lexicon, self.readings, channel, shapes=False)
            if self.known_lexicon:
                found += candidates(read, self.known_lexicon, self.readings, channel, shapes=len(read) > 3)
            best = max((one.prior - channel.cost(one.misreadings) for one in found), default=-99.0)
            if len(read) > 2:
                new = new_words(read, self.letters, self.readings, channel)
                best_new = max((one.prior - channel.cost(one.misreadings) for one in new), default=-99.0)
                if best < max(best_new, foreign_prior(read)) + 2:
                    rare = candidates(read, self.lexicon, self.readings, channel, shapes=True)
                    found += [one for one in rare if one.word not in {other.word for other in found}]
                words = {one.word for one in found}
                found += [one for one in new if one.word not in words]
            found.sort(key=lambda one: channel.cost(one.misreadings) - one.prior)
            found = self._found[read] = found[:MOST_READINGS]
        return found

    def _score(self, parts: Sequence[Part], channel: Channel) -> None:
        for part in parts:
            if not part.readings:
                continue
            self._sort(part.readings, channel)
            best = part.readings[0].score
            weights = [math.exp(reading.score - best) for reading in part.readings]
            total = sum(weights)
            part.probabilities = [weight / total for weight in weights]

    def _weigh_in_context(self, parts: Sequence[Part], endings: Grammar) -> None:
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

    def _weights(self, part: Part, endings: Grammar) -> list[dict[str, float]]:
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
        return endings.tags_of(word, self.lexicon.get(word))

    @staticmethod
    def _summed(of_reading: Sequence[dict[str, float]]) -> dict[str, float]:
        summed: dict[str, float] = {}
        for one in of_reading:
            for tag, weight in one.items():
                summed[tag] = summed.get(tag, 0.0) + weight
        return summed

    def _edits(self, part: Part, channel: Channel) -> Iterator[Edit]:
        if not part.readings:
            return
        start = part.token.start
        texts: dict[str, float] = {}
        for reading, probability in zip(part.readings, part.probabilities, strict=True):
            written = self._written(part, reading, channel)
            texts[written] = texts.get(written, 0.0) + probability
        ranked = sorted(texts.items(), key=lambda pair: -pair[1])
        best, certainty = ranked[0]
        # The halves of two words that stuck together are parts of their own.
        space = " " if part.rule == LOST_SPACE else ""
        if space and best == part.read:
            yield Edit(start, part.end, best + space, LOST_SPACE, 0.9)
            return
        others = [written for written, probability in ranked if probability >= OFFERED]
        applied = APPLIED_TO_WORDS if self._is_word(part.read) else APPLIED
        if best != part.read and certainty >= applied:
            alternatives = tuple(written for written in others if written != best)[:MOST_ALTERNATIVES]
            yield Edit(start, part.end, best + space, part.rule, certainty, alternatives)
            return
        offered = tuple(written for written in others if written != part.read)[:MOST_ALTERNATIVES]
        if offered and texts.get(part.read, 0.0) < SURE:
            yield Edit(start, part.end, offered[0], DOUBTFUL_WORD, texts[offered[0]], offered[1:], is_applied=False)

    def _written(self, part: Part, reading: Reading, channel: Channel) -> str:
        body = part.read[: len(part.read) - len(reading.trailing)] if reading.trailing else part.read
        if reading.word in self.known_as and reading.payload and reading.payload.is_name:
            return self.known_as[reading.word] + reading.trailing
        if reading.word == body.lower() and (reading.payload is None or not _SUSPECT.search(body)):
            return part.read
        is_name = reading.payload.is_name if reading.payload else body[:1].isupper()
        return (
            cased(
                body, reading.word, is_name=is_name, begins_sentence=part.begins_sentence,
                small=channel.misreads_small(reading.word[0], body[0]),
            )
            + reading.trailing
        )  # fmt: skip


def repairer(language: str, known_words: Collection[str]) -> Repairer | None:
    """That of a language, where the language has a lexicon."""
    words, new = lexicon(language), letters(language)
    if words is None or new is None or language not in CONFUSIONS:
        return None
    return Repairer(language, words, new, grammar(language), known_words)
