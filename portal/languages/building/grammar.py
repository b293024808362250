"""Learns which endings follow which from running text, without anyone having said what each word is.

Every word starts out as all that the lexicon says it may be; going over the text again and again, each time with the
shares of tags that the time before gave, settles what is likely (the algorithm of Baum and Welch). What the grammar of
the language demands (which prepositions govern which cases, what agrees with what) is where it starts from.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from portal.languages.grammar import EDGE, MARK, NUMBER, OTHER, SUFFIX_LETTERS, posteriors
from portal.languages.lexicon import Lexicon

ROUNDS = 8
FULL_STOP = "."
_TOKEN = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*|\d[\d.,]*|[.!?…]+|[,;:()–—]|\n")
Counts = defaultdict[str, float]
Table = defaultdict[str, Counts]
# How much likelier grammar makes a tag after another than chance would.
FirstGuess = Callable[[str, str], float]
# What the tags of nouns, adjectives, verbs and adverbs begin with.
OPEN_CLASSES = "NAVD"


def sentences(text: str) -> Iterator[list[str]]:
    """Tokens of each sentence: words in lower case, numbers, marks."""
    sentence: list[str] = []
    for found in _TOKEN.finditer(text):
        token = found.group()
        if token[0] in ".!?…\n":
            following = text[found.end() : found.end() + 2].strip("„“ ")
            if token != FULL_STOP or not following[:1].islower():
                if sentence:
                    yield sentence
                sentence = []
            continue
        sentence.append(token)
    if sentence:
        yield sentence


def _counts() -> Counts:
    return defaultdict(float)


def _add(counts: Counts, more: Mapping[str, float]) -> None:
    for tag, count in more.items():
        counts[tag] += count


class Learner:
    def __init__(self, lexicon: Lexicon, texts: Iterable[str], first_guess: FirstGuess) -> None:
        self.first_guess = first_guess
        self.lexicon = lexicon
        self.sentences = [sentence for text in texts for sentence in sentences(text)]
        self.suffixes = self._suffix_tags()
        self.possible = {word: self._possible(word) for sentence in self.sentences for word in sentence}
        self.tags = sorted({tag for tags in self.possible.values() for tag in tags} | {EDGE})
        self.shares: dict[str, float] = dict.fromkeys(self.tags, 1 / len(self.tags))
        self.word_tags: dict[str, dict[str, float]] = {}
        self.kinds: dict[str, dict[str, float]] = {}
        self.after: dict[str, dict[str, float]] = {first: self._guessed(first) for first in self.tags}

    def _guessed(self, first: str) -> dict[str, float]:
        weights = {second: self.first_guess(first, second) for second in self.tags if second != EDGE}
        total = sum(weights.values())
        return {second: weight / total for second, weight in weights.items()}

    def _possible(self, token: str) -> tuple[str, ...]:
        if token[0].isdigit():
            return (NUMBER,)
        if not token[0].isalpha():
            return (MARK,)
        payload = self.lexicon.get(token.lower())
        if payload is not None and payload.tags:
            return payload.tags
        return tuple(self.suffixes.get(token.lower()[-SUFFIX_LETTERS:], {OTHER: 1.0}))

    def _suffix_tags(self) -> dict[str, dict[str, float]]:
        counts: Table = defaultdict(_counts)
        for sentence in self.sentences:
            for token in sentence:
                word = token.lower()
                payload = self.lexicon.get(word)
                if payload is not None and payload.tags and len(word) > 5:
                    for tag in payload.tags:
                        if tag[0] in OPEN_CLASSES:
                            counts[word[-SUFFIX_LETTERS:]][tag] += 1 / len(payload.tags)
        result: dict[str, dict[str, float]] = {}
        for suffix, tags in sorted(counts.items()):
            total = sum(tags.values())
            kept = {tag: count / total for tag, count in tags.items() if count / total > 0.03}
            if total >= 3:
                result[suffix] = {**{tag: round(0.85 * share, 4) for tag, share in kept.items()}, OTHER: 0.15}
        return result

    def learn(self) -> None:
        for number in range(ROUNDS):
            self._round(is_first=number == 0)

    def _round(self, *, is_first: bool) -> None:
        pairs: Table = defaultdict(_counts)
        triples: Table = defaultdict(_counts)
        of_word: Table = defaultdict(_counts)
        for sentence in self.sentences:
            words = [self._weights(token) for token in [*sentence, FULL_STOP]]
            tags = posteriors(words, self._transition)
            for token, shares in zip(sentence, tags, strict=False):
                _add(of_word[token.lower()], shares)
            # Neighbours are nearly independent once their tags are nearly certain.
            for place, shares in enumerate(tags):
                one = tags[place - 1] if place else {EDGE: 1.0}
                two = tags[place - 2] if place > 1 else {EDGE: 1.0}
                for third, weight in shares.items():
                    for second, before in one.items():
                        if weight * before > 0.01:
                            pairs[second][third] += weight * before
                            for first, earlier in two.items():
                                if weight * before * earlier > 0.02:
                                    triples[f"{first} {second}"][third] += weight * before * earlier
        self._settle(pairs, triples, of_word)

    def _settle(
        self,
        pairs: Table,
        triples: Table,
        of_word: Table,
    ) -> None:
        total = _counts()
        for counts in pairs.values():
            _add(total, counts)
        whole = sum(total.values())
        self.shares = {tag: (total[tag] + 0.5) / (whole + 0.5 * len(self.tags)) for tag in self.tags}
        after: dict[str, dict[str, float]] = {}
        for first in self.tags:
            counts = pairs.get(first, _counts())
            seen = sum(counts.values())
            strength = 25.0
            guess = {tag: self.shares[tag] * self.first_guess(first, tag) for tag in self.tags}
            norm = sum(guess.values())
            after[first] = {tag: (counts[tag] + strength * guess[tag] / norm) / (seen + strength) for tag in self.tags}
        for key, counts in triples.items():
            seen = sum(counts.values())
            if seen < 4:
                continue
            second = key.split()[1]
            kinds = len(counts)
            rest = 1.5 * kinds / (seen + 1.5 * kinds)
            after[key] = {
                tag: count / (seen + 1.5 * kinds) + rest * after[second].get(tag, 0.0)
                for tag, count in counts.items()
                if count >= 0.3
            }
            after[key][""] = rest
        self.after = after
        kinds_count: Table = defaultdict(_counts)
        for word, counts in of_word.items():
            _add(kinds_count[" ".join(self.possible.get(word, ()) or self._possible(word))], counts)
        self.kinds = {}
        for kind, counts in kinds_count.items():
            kind_tags = kind.split()
            seen = sum(counts.values())
            self.kinds[kind] = {tag: (counts[tag] + 1.0 / len(kind_tags)) / (seen + 1.0) for tag in kind_tags}
        self.word_tags = {}
        for word, counts in of_word.items():
            tags = self.possible.get(word) or self._possible(word)
            seen = sum(counts.values())
            if seen >= 8 and len(tags) > 1:
                alike = self.kinds[" ".join(tags)]
                self.word_tags[word] = {tag: (counts[tag] + 4 * alike[tag]) / (seen + 4) for tag in tags}

    def _weights(self, token: str) -> dict[str, float]:
        if token == FULL_STOP:
            return {EDGE: 1.0}
        tags = self.possible[token]
        known = self.word_tags.get(token.lower()) or self.kinds.get(" ".join(tags))
        return {tag: (known[tag] if known else 1 / len(tags)) / self.shares[tag] for tag in tags}

    def _transition(self, first: str, second: str, third: str) -> float:
        one = self.after[second]
        both = self.after.get(f"{first} {second}")
        single = one.get(third, 1e-6)
        return single if both is None else both.get(third, both[""] * single)

    def result(self) -> dict[str, object]:
        def rounded(table: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
            return {
                key: {tag: float(f"{share:.3g}") for tag, share in sorted(shares.items())}
                for key, shares in sorted(table.items())
            }

        return {
            "shares": {tag: float(f"{share:.3g}") for tag, share in self.shares.items()},
            "after": rounded(self.after),
            "kinds": rounded(self.kinds),
            "words": rounded(self.word_tags),
            "suffixes": rounded(self.suffixes),
        }


def learnt(lexicon: Lexicon, texts: Sequence[str], first_guess: FirstGuess) -> dict[str, object]:
    learner = Learner(lexicon, texts, first_guess)
    learner.learn()
    return learner.result()
