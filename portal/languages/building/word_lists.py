"""Word lists: frequencies of `wordfreq`, words of closed classes, and estimates of what no list has."""

import gzip
import math
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path


def wordfreq_frequencies(folder: Path, code: str) -> dict[str, float]:
    """Word → log10 of its share of running words, of a language's list in the data of the package `wordfreq`."""
    import msgpack

    with gzip.open(folder / f"small_{code}.msgpack.gz") as file:
        _, *bins = msgpack.load(file)
    return {word: -place / 100 for place, words in enumerate(bins) for word in words}


def closed_words(path: Path) -> dict[str, set[str]]:
    """Tags of the words of closed classes."""
    tags: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            tag, *words = line.split()
            for word in words:
                tags[word].add(tag)
    return dict(tags)


def estimates(
    lemmas: Mapping[str, set[str]], tags: Mapping[str, frozenset[str]], frequencies: Mapping[str, float]
) -> dict[str, float]:
    """log10 of the frequency of forms that no list has, by that of their lemma and of their ending.

    Sums are exact and ties are broken by the alphabet: sets come in another order in each process.
    """
    shares_of_lemma: defaultdict[str, list[float]] = defaultdict(list)
    for form, bases in lemmas.items():
        known = frequencies.get(form)
        if known is not None:
            for base in bases:
                shares_of_lemma[base].append(10**known / len(bases))
    of_lemma = {base: math.fsum(shares) for base, shares in shares_of_lemma.items()}
    of_tags: dict[frozenset[str], list[float]] = defaultdict(list)
    for form, bases in lemmas.items():
        base = max(sorted(bases), key=lambda base: of_lemma.get(base, 0.0))
        if len(shares_of_lemma.get(base, ())) >= 5:
            of_tags[tags[form]].append(10 ** frequencies[form] / of_lemma[base] if form in frequencies else 0.0)
    share = {kind: (math.fsum(values) + 0.02) / (len(values) + 2) for kind, values in of_tags.items()}
    result: dict[str, float] = {}
    for form, bases in lemmas.items():
        if form in frequencies:
            continue
        total = max(of_lemma.get(base, 0.0) for base in bases) + 2e-8
        estimate = math.log10(total * share.get(tags[form], 0.005))
        result[form] = min(-6.2, max(-9.0, estimate))
    return result
