"""Builds what repair (docs/repair.md) and search (docs/relevance.md) know of Lithuanian words.

`python -m news.importer.repair.building WHAT…`
"""

import argparse
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any

from portal.languages import lemmas as listed_lemmas
from portal.languages.word_graph import packed, write

from ..letters import table
from ..lexicon import DATA, read
from .grammar import learnt
from .lemmas import build_lemmas
from .words import (
    DIACRITICS,
    closed_words,
    derived_entries,
    entry_forms,
    estimates,
    hunspell_forms,
    hunspell_nouns,
    is_word,
    simplemma_forms,
    wordfreq_frequencies,
)

HERE = Path(__file__).parent
LANGUAGE = "lt"
LEXICON = DATA / f"{LANGUAGE}.lexicon"
LEMMAS = Path(listed_lemmas.__file__).parent / LANGUAGE / listed_lemmas.FILE
# Of English words in Lithuanian texts: log10 of the share that is English, and the rarest that count.
ENGLISH_SHARE = -2.7
LEAST_ENGLISH = -4.9
# What the letters of new words are learnt from: surnames that are only made by rule count less than words.
DERIVED_NAME = 0.15
LEAST_LETTERS = 3.0

_ROOT = Path(__file__).parents[4]
# Written for this, and what the portal has of Lithuanian texts.
TEXTS = [
    HERE / "texts",
    *sorted((_ROOT / "news/fixtures/demonstration").glob("*.jsonl")),
    _ROOT / "tests/search/relevance/items.jsonl",
]
_TAG = re.compile(r"<[^>]+>")
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-ZĄČĘĖĮŠŲŪŽ„])")
_MARKED = re.compile(r"[ąčęėįšųūž]")


def build_lexicon(hunspell: Path, wordfreq: Path) -> None:
    frequencies = wordfreq_frequencies(wordfreq / "small_lt.msgpack.gz")
    english = wordfreq_frequencies(wordfreq / "small_en.msgpack.gz")
    simple = list(simplemma_forms())
    attested = set(frequencies) | {form.text.lower() for form in simple}
    tags: dict[str, set[str]] = defaultdict(set)
    lemmas: dict[str, set[str]] = defaultdict(set)
    common: set[str] = set()
    extra = _extra_entries()
    names = {form.lemma for form in simple if form.lemma[0].isupper() and form.lemma.lower() not in attested}
    sources = (
        hunspell_forms(hunspell, attested),
        simple,
        entry_forms(extra, hunspell),
        entry_forms(derived_entries(hunspell_nouns(hunspell) | names), hunspell),
    )
    for form in chain.from_iterable(sources):
        word = form.text.lower()
        if is_word(word):
            tags[word] |= form.tags
            lemmas[word].add(form.lemma.lower())
            if form.lemma[0].islower():
                common.add(word)
    for word, kinds in closed_words(HERE / "closed.txt").items():
        tags[word] = kinds
        lemmas[word].add(word)
        common.add(word)
    for word in _unlisted(tags, frequencies):
        tags[word] = set()
        lemmas[word].add(word)
        common.add(word)
    for word, frequency in english.items():
        if frequency < LEAST_ENGLISH or not is_word(word) or not word.isascii() or len(word) < 2:
            continue
        foreign = frequency + ENGLISH_SHARE
        if word not in tags or (not tags[word] and frequencies.get(word, -9) < foreign + 1):
            tags[word] = {"X"}
            lemmas[word].add(word)
            common.add(word)
            frequencies[word] = max(foreign, frequencies.get(word, -9.0))
    _write(tags, lemmas, common, frequencies)


def _extra_entries() -> list[str]:
    return (HERE / "extra.dic").read_text(encoding="utf-8").splitlines()


def _unlisted(tags: dict[str, set[str]], frequencies: dict[str, float]) -> list[str]:
    """Frequent words that no dictionary has, but for those that are written without their marks."""
    plain: dict[str, float] = {}
    for word in tags:
        bare = word.translate(DIACRITICS)
        if bare != word:
            plain[bare] = max(plain.get(bare, -9.0), frequencies.get(word, -9.0))
    return [
        word
        for word, frequency in frequencies.items()
        if word not in tags and is_word(word) and word.isalpha() and plain.get(word, -99.0) <= frequency - 1.5
    ]


def _write(
    tags: dict[str, set[str]], lemmas: dict[str, set[str]], common: set[str], frequencies: dict[str, float]
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
    write(LEXICON, letters, of_number, edges)
    print(f"{len(entries)} words, {len(edges)} edges")


def build_letters(hunspell: Path) -> None:
    simple = list(simplemma_forms())
    names = {form.lemma for form in simple if form.lemma[0].isupper()}
    names |= {lemma for lemma in hunspell_nouns(hunspell) if lemma[0].isupper()}
    weights: dict[str, float] = {}
    for form in chain(simple, entry_forms((f"{name}/D" for name in sorted(names)), hunspell)):
        weights[form.text.lower()] = 1.0
    for form in entry_forms(derived_entries(names), hunspell):
        weights.setdefault(form.text.lower(), DERIVED_NAME)
    costs = table(sorted((word, weight) for word, weight in weights.items() if is_word(word)), LEAST_LETTERS)
    _write_json("letters", costs)


def build_grammar(paths: list[Path]) -> None:
    _write_json("grammar", learnt(read(LEXICON), [text for path in paths for text in _texts(path)]))


def _texts(path: Path) -> list[str]:
    """Of a text file, of a folder of them, or the Lithuanian ones of a file of JSON lines."""
    if path.is_dir():
        return [each.read_text(encoding="utf-8") for each in sorted(path.glob("*.txt"))]
    content = path.read_text(encoding="utf-8")
    if path.suffix != ".jsonl":
        return [content]
    strings = chain.from_iterable(_strings(json.loads(line)) for line in content.splitlines())
    plain = (" ".join(_TAG.sub(" ", unescape(text)).split()) for text in strings)
    sentences = (sentence for text in plain for sentence in _SENTENCE_END.split(text))
    return list(dict.fromkeys(sentence for sentence in sentences if len(_MARKED.findall(sentence)) > 2))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def _write_json(name: str, content: object) -> None:
    path = DATA / f"{LANGUAGE}.{name}.json"
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="+", choices=["lexicon", "letters", "grammar", "lemmas"])
    parser.add_argument("--hunspell", type=Path, default=Path("/usr/share/hunspell"), help="folder of lt_LT.dic")
    parser.add_argument("--wordfreq", type=Path, help="data folder of the package wordfreq")
    parser.add_argument("--texts", type=Path, nargs="*", default=TEXTS, help="texts to learn grammar from, or folders")
    options = parser.parse_args()
    if "lexicon" in options.what:
        if options.wordfreq is None:
            parser.error("the lexicon needs --wordfreq")
        build_lexicon(options.hunspell, options.wordfreq)
    if "lemmas" in options.what:
        build_lemmas(options.hunspell, _extra_entries(), LEMMAS)
    if "letters" in options.what:
        build_letters(options.hunspell)
    if "grammar" in options.what:
        build_grammar(options.texts)


main()
