"""Builds the Lithuanian lexicon: `python -m news.importer.repair.building --hunspell FOLDER --wordfreq FILE`."""

import argparse
import math
from collections import defaultdict
from pathlib import Path

from ..automaton import automaton
from ..lexicon import DATA, write
from .words import DIACRITICS, estimates, hunspell_forms, is_word, simplemma_forms, wordfreq_frequencies


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hunspell", type=Path, default=Path("/usr/share/hunspell"))
    parser.add_argument("--wordfreq", type=Path, required=True, help="small_lt.msgpack.gz of the package wordfreq")
    options = parser.parse_args()
    frequencies = wordfreq_frequencies(options.wordfreq)
    simple = list(simplemma_forms())
    attested = set(frequencies) | {form.text.lower() for form in simple}
    tags: dict[str, set[str]] = defaultdict(set)
    lemmas: dict[str, set[str]] = defaultdict(set)
    common: set[str] = set()
    for form in (*hunspell_forms(options.hunspell, attested), *simple):
        word = form.text.lower()
        if not is_word(word):
            continue
        tags[word] |= form.tags
        lemmas[word].add(form.lemma.lower())
        if form.lemma[0].islower():
            common.add(word)
    print(len(tags), "forms")
    plain: dict[str, float] = {}
    for word in tags:
        bare = word.translate(DIACRITICS)
        if bare != word:
            plain[bare] = max(plain.get(bare, -9.0), frequencies.get(word, -9.0))
    unlisted = 0
    for word, frequency in frequencies.items():
        if word in tags or not is_word(word) or not word.isalpha():
            continue
        # Who writes without diacritics is in the list too.
        if word in plain and plain[word] > frequency - 1.5:
            continue
        unlisted += 1
        tags[word] = set()
        lemmas[word].add(word)
        common.add(word)
    print(unlisted, "of wordfreq only")
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
    edges = automaton(entries, letters)
    print(len(edges), "edges", len(payloads), "payloads")
    DATA.mkdir(exist_ok=True)
    write(DATA / "lt.lexicon", letters, list(payloads), edges.tobytes())


main()
