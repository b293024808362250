"""Learns which words mean the same from texts and their translations: IBM model 1 both ways, where both agree."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.languages.analysis import is_stop_word, word_keys, words

ROUNDS = 5
LONGEST_SEGMENT = 60
SHORTEST_WORD = 3
# A pair is kept where each word is so probable given the other, on the geometric mean, and it is seen so often.
LEAST_STRENGTH = 0.3
LEAST_SEGMENTS = 2
# Words that share fewer of their segments than this (Dice's coefficient) are not compared at all.
LEAST_OVERLAP = 0.1


@dataclass(frozen=True, slots=True)
class LearntPair:
    """A word of one language and one of another, each in the form seen most often; `strength` is between 0 and 1."""

    word: str
    other: str
    strength: float


def learn(segments: Iterable[tuple[str, str]], language: str, other_language: str) -> list[LearntPair]:
    """Pairs of words from pairs of a text and its translation, the strongest first."""
    forms: tuple[dict[str, Counter[str]], dict[str, Counter[str]]] = (defaultdict(Counter), defaultdict(Counter))
    aligned: list[tuple[list[str], list[str]]] = []
    for text, translation in segments:
        left = _keys(text, language, forms[0])
        right = _keys(translation, other_language, forms[1])
        if left and right and len(left) <= LONGEST_SEGMENT and len(right) <= LONGEST_SEGMENT:
            aligned.append((left, right))
    candidates = _candidates(aligned)
    forward = _probabilities(aligned, candidates)
    backward = _probabilities([(right, left) for left, right in aligned], [(two, one) for one, two in candidates])
    found = []
    for one, two in candidates:
        strength = (forward[one].get(two, 0.0) * backward[two].get(one, 0.0)) ** 0.5
        if strength >= LEAST_STRENGTH:
            found.append(LearntPair(_most_common(forms[0][one]), _most_common(forms[1][two]), round(strength, 3)))
    return sorted(found, key=lambda pair: (-pair.strength, pair.word, pair.other))


def _candidates(aligned: Sequence[tuple[list[str], list[str]]]) -> list[tuple[str, str]]:
    """Pairs of keys that stand in the same segments rather than apart."""
    together = Counter((one, two) for left, right in aligned for one in left for two in right)
    left_counts = Counter(one for left, _ in aligned for one in left)
    right_counts = Counter(two for _, right in aligned for two in right)
    return [
        (one, two)
        for (one, two), count in together.items()
        if count >= LEAST_SEGMENTS and 2 * count / (left_counts[one] + right_counts[two]) >= LEAST_OVERLAP
    ]


def _keys(text: str, language: str, forms: dict[str, Counter[str]]) -> list[str]:
    """Lemma keys of the words of a text that mean something; their forms are counted."""
    found = []
    for word in words(text):
        if len(word) < SHORTEST_WORD or is_stop_word(word, language) or any(map(str.isdigit, word)):
            continue
        key = word_keys(word, language).lemma
        forms[key][word.lower()] += 1
        found.append(key)
    return list(dict.fromkeys(found))


def _probabilities(
    aligned: Sequence[tuple[list[str], list[str]]], candidates: Iterable[tuple[str, str]]
) -> dict[str, dict[str, float]]:
    """How probable each word of a translation is, given a word of the text: expectation and maximisation in turns."""
    probable: dict[str, dict[str, float]] = defaultdict(dict)
    for one, two in candidates:
        probable[one][two] = 1.0
    for _round in range(ROUNDS):
        counts: dict[str, dict[str, float]] = {one: dict.fromkeys(others, 0.0) for one, others in probable.items()}
        for left, right in aligned:
            for two in right:
                possible = [one for one in left if two in probable[one]]
                total = sum(probable[one][two] for one in possible)
                if total:
                    for one in possible:
                        counts[one][two] += probable[one][two] / total
        for one, others in counts.items():
            whole = sum(others.values()) or 1.0
            probable[one] = {two: count / whole for two, count in others.items()}
    return probable


def _most_common(forms: Counter[str]) -> str:
    return min(forms.items(), key=lambda form: (-form[1], form[0]))[0]
