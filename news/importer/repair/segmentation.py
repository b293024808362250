"""The words of a text, put together and apart again where spaces came between letters or were lost."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.languages.grammar import EDGE

from .rules import LOST_SPACE, MISREAD_WORD, SPLIT_WORD
from .tokens import Token, Tokenizer
from .vocabulary import Reading, Vocabulary, sort

# ln of how much likelier a word with a capital within a sentence is one that no lexicon has, and of how much less
# likely one that is no name.
_CAPITAL_NEW, _CAPITAL_COMMON = 3.2, -1.8
# What a space that came, or went, costs, and how much likelier than without the words have to be.
_SPLIT_COST, _JOINED_COST = 6.0, 6.5
_SPLIT_MARGIN, _SPLIT_MARGIN_OF_WORDS = 4.0, 8.0
_JOINED_MARGIN, _JOINED_MARGIN_OF_LONG = 3.0, 9.0
_LONG = 5
_SHORTEST_JOINED = 5
# ln of the probability of words that may have stuck to others: of those of few letters, and of more.
_RAREST_SHORT, _RAREST = -8.5, -21.5


@dataclass
class ReadToken:
    """A token with its readings, the best first, and their probabilities. A token that is not open has none."""

    token: Token
    read: str
    begins_sentence: bool
    end: int
    readings: list[Reading] = field(default_factory=list)
    probabilities: list[float] = field(default_factory=list)
    rule: str = MISREAD_WORD
    follows_name: bool = False


class Parting:
    """Finds the parts of texts, with the words of a vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self._tokenizer = Tokenizer(words.rules)
        quotes = words.rules.quotes
        self._quotation_marks = f'"{quotes.opening}{quotes.closing}' if quotes else '"'

    def parts(self, text: str) -> list[ReadToken]:
        parts: list[ReadToken] = []
        begins = True
        known = self.words.known
        found = list(self._tokenizer.tokens(text, known))
        place = 0
        while place < len(found):
            token = found[place]
            before = text[token.start - 1 : token.start]
            part = ReadToken(token, token.text, begins or before in self._quotation_marks, token.end)
            part.follows_name = bool(parts) and parts[-1].token.is_word and parts[-1].read[0].isupper()
            if token.is_open:
                part.readings = self.words.readings(part.read)
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

    def _expect_name(self, part: ReadToken) -> None:
        is_misread = part.read[0] in self.words.rules.capitals_of_small
        for reading in part.readings:
            if reading.payload is None:
                reading.prior += _CAPITAL_NEW
            elif not reading.payload.is_name and not (is_misread and reading.word[0] != part.read[0].lower()):
                reading.prior += _CAPITAL_COMMON
        sort(part.readings, self.words.unknown)

    def _joined(self, text: str, part: ReadToken, found: Sequence[Token], place: int) -> ReadToken | None:
        """The word that a part makes with the next one, where a space has come between."""
        token = part.token
        if place + 1 >= len(found):
            return None
        following = found[place + 1]
        if not following.is_open or text[token.end : following.start] != " ":
            return None
        if following.text[0].isupper() and following.text[0] not in self.words.rules.capitals_within_words:
            return None
        read = token.text + following.text
        if len(read) < _SHORTEST_JOINED:
            return None
        apart = self.words.readings(following.text)
        are_words = self.words.is_word(token.text) and self.words.is_word(following.text)
        together = [reading for reading in self.words.readings(read) if reading.payload]
        if not together:
            return None
        score = part.readings[0].score + apart[0].score
        if together[0].score - _SPLIT_COST < score + (_SPLIT_MARGIN_OF_WORDS if are_words else _SPLIT_MARGIN):
            return None
        return ReadToken(
            token, text[token.start : following.end], part.begins_sentence, following.end, together, [], SPLIT_WORD
        )

    def _halves(self, part: ReadToken) -> tuple[ReadToken, ReadToken] | None:
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
        place = best[1]
        # Two long words without a capital between them may well be a compound.
        is_compound = min(place, len(read) - place) >= _LONG and read[place].islower()
        margin = _JOINED_MARGIN_OF_LONG if is_compound else _JOINED_MARGIN
        if best[0] - _JOINED_COST < part.readings[0].score + margin:
            return None
        token = part.token
        middle = token.start + place
        first_part = ReadToken(
            token, read[:place], part.begins_sentence, middle, self.words.readings(read[:place]), [], LOST_SPACE
        )
        rest = Token(middle, token.end, read[place:], is_open=True, is_word=True)
        return first_part, ReadToken(rest, read[place:], False, token.end, self.words.readings(read[place:]))

    def _go_together(self, first: str, second: str) -> bool:
        """Whether grammar lets two words follow each other at least as often as chance would."""
        if self.words.grammar is None:
            return True
        shares = self.words.grammar.shares
        ones, others = (
            self.words.grammar.tags_of(found[0].word, found[0].payload) if (found := self.words.marked(read)) else {}
            for read in (first, second)
        )
        return any(
            self.words.grammar.transition(EDGE, one, other) > shares.get(other, 1.0) for one in ones for other in others
        )

    def _frequency(self, read: str) -> float | None:
        """ln of the probability of the word that was read, where it is a common one."""
        if len(read) > 1 and not read[1:].islower():
            return None
        if len(read) == 1:
            return self.words.rules.single_letters.get(read)
        best = max(
            (one.prior - self.words.unknown.cost(one.misreadings) for one in self.words.marked(read) if one.payload),
            default=-99.0,
        )
        return best if best > (_RAREST_SHORT if len(read) < 4 else _RAREST) else None
