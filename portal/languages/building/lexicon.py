"""Builds the lexicon of a language: read by portal/languages/lexicon.py."""

import math
from collections import defaultdict
from pathlib import Path

from portal.languages.grammar import OTHER
from portal.languages.word_graph import packed, write

from .sources import Sources
from .word_lists import closed_words, estimates, wordfreq_frequencies

# log10 of the share of running words that a foreign word has at least in its own language.
LEAST_FOREIGN = -4.9


def build_lexicon(own: Sources, hunspell: Path, wordfreq: Path, path: Path) -> None:
    """From Hunspell's dictionaries and the lists of `wordfreq`, in these folders."""
    frequencies = wordfreq_frequencies(wordfreq, own.code)
    simple = list(own.listed_forms())
    attested = set(frequencies) | {form.text.lower() for form in simple}
    tags: dict[str, set[str]] = defaultdict(set)
    lemmas: dict[str, set[str]] = defaultdict(set)
    common: set[str] = set()
    for form in own.forms(hunspell, simple, attested):
        word = form.text.lower()
        if own.is_word(word):
            tags[word] |= form.tags
            lemmas[word].add(form.lemma.lower())
            if form.lemma[0].islower():
                common.add(word)
    for word, kinds in closed_words(own.closed_words).items():
        tags[word] = kinds
        lemmas[word].add(word)
        common.add(word)
    for word in _unlisted(own, tags, frequencies):
        tags[word] = set()
        lemmas[word].add(word)
        common.add(word)
    for code, share in own.foreign.items():
        for word, frequency in wordfreq_frequencies(wordfreq, code).items():
            if frequency < LEAST_FOREIGN or not own.is_word(word) or not word.isascii() or len(word) < 2:
                continue
            foreign = frequency + share
            if word not in tags or (not tags[word] and frequencies.get(word, -9) < foreign + 1):
                tags[word] = {OTHER}
                lemmas[word].add(word)
                common.add(word)
                frequencies[word] = max(foreign, frequencies.get(word, -9.0))
    _write(tags, lemmas, common, frequencies, path)


def _unlisted(own: Sources, tags: dict[str, set[str]], frequencies: dict[str, float]) -> list[str]:
    """Frequent words that no dictionary has, but for those that are written without their marks."""
    plainly = str.maketrans(dict(own.plain))
    plain: dict[str, float] = {}
    for word in tags:
        bare = word.translate(plainly)
        if bare != word:
            plain[bare] = max(plain.get(bare, -9.0), frequencies.get(word, -9.0))
    return [
        word
        for word, frequency in frequencies.items()
        if word not in tags and own.is_word(word) and word.isalpha() and plain.get(word, -99.0) <= frequency - 1.5
    ]


def _write(
    tags: dict[str, set[str]], lemmas: dict[str, set[str]], common: set[str], frequencies: dict[str, float], path: Path
) -> None:
    frozen = {word: frozenset(kinds) for word, kinds in tags.items()}
    guessed = estimates(lemmas, frozen, frequencies)
    payloads: dict[tuple[float, str, int], int] = {}
    entries: list[tuple[str, int]] = []
    letters = "".join(sorted({letter for word in tags for letter in word}))
    for word, kinds in frozen.items():
        known = frequencies.get(word)
        level = round(known * 4) / 4 if known is not None else math.floor(guessed[word] * 2) / 2
        payload = (level, " ".join(sorted(kinds)), int(word not in common))
        entries.append((word, payloads.setdefault(payload, len(payloads))))
    entries.sort()
    # Numbered in the order of the words, so that the file is the same each time.
    numbers: dict[int, int] = {}
    ordered = [(word, numbers.setdefault(payload, len(numbers))) for word, payload in entries]
    of_number = sorted(payloads, key=lambda payload: numbers[payloads[payload]])
    edges = packed(ordered, letters)
    write(path, letters, of_number, edges)
    print(f"{len(entries)} words, {len(edges)} edges")
