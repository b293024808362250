"""From words to index keys, the same for every engine, for indexing, for queries and for highlighting.

A word has keys in four sub-fields, in falling order of what a match in them is worth:

- *exact*: the word in lower case;
- *stem*: its stem, folded, and the words that it is a form of (of a language whose dictionaries list every form, each
  as it stands; of another one its folded lemma); of a word that they do not list, what is left without its ending;
- *folded*: the stem of the folded word, which finds it when it is typed without diacritics;
- *root*: its first letters, folded, and what it has in common with the words of its family (`fund` and `funder`).

Unchecked scans have one more sub-field, *scan*: each word without its ending, with letters that scanners take for each
other written alike. Days have keys too.

Texts are analysed as they are compared (see common/normalization.py), and places are those of the text as it stands.

Keys hold letters, digits and `_` only, so an engine may split them at white space and quote them without escaping.
Changing what a word's keys are needs a new ANALYSIS_VERSION: indexes made by another one are built anew.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib.metadata import version

import Stemmer

from .common.folding import fold, without_digraphs
from .common.look_alikes import unmixed
from .common.normalization import align, compared
from .families import root_keys
from .lemma_lists import has_word, lemma_of
from .lemmas import lemmas
from .registry import language as known_language
from .registry import languages

ANALYSIS_VERSION = 5

# Scripts without spaces and hostile input make endless “words”; their keys end here.
MAX_WORD_LETTERS = 60
SHORTEST_SCAN_KEY = 4
# A compound of more parts than this (a long address) is found by its parts, neighbouring pairs and as a whole.
MAX_PARTS_IN_ALL_RUNS = 8

# A word, and several that are written as one.
COMPOUND = re.compile(r"[^\W_]+(?:[-‑.@_&'’][^\W_]+)*")
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class WordKeys:
    """Keys of one word. `folded` holds a second key for words with a digraph such as `oe` for `ø`.

    `stem` begins with the stem; `lemma` is the likeliest of its other keys.
    """

    exact: str
    stem: tuple[str, ...]
    folded: tuple[str, ...]
    root: tuple[str, ...]
    lemma: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word at text[start:end]. `whole` is the compound it is part of (`e-Factor`, an address, a number), if any."""

    text: str
    start: int
    end: int
    whole: "Compound | None" = None


@dataclass(frozen=True, slots=True)
class Compound:
    """Several words written as one, at text[start:end]."""

    parts: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of a text, a list for each sub-field; `exact`, `stem` and `folded` begin with the words in their order."""

    exact: list[str]
    stem: list[str]
    folded: list[str]
    root: list[str]

    def add(self, other: "Keys") -> None:
        self.exact.extend(other.exact)
        self.stem.extend(other.stem)
        self.folded.extend(other.folded)
        self.root.extend(other.root)


@cache
def _stem(language: str) -> Callable[[str], str]:
    algorithm = known_language(language).words.stemmer
    if algorithm is None:
        return str
    # The stemmer's own cache is not safe between threads; `word_keys` caches instead.
    return lambda word: Stemmer.Stemmer(algorithm, 0).stemWord(word)


@lru_cache(maxsize=30_000)
def word_keys(word: str, language: str) -> WordKeys:
    """Keys of a word without punctuation; of no more than its first MAX_WORD_LETTERS letters."""
    lower = "".join(filter(str.isalnum, compared(unmixed(word[:MAX_WORD_LETTERS]).lower()))) or "_"
    plain = fold(lower) or lower
    if any(map(str.isdigit, lower)):
        return WordKeys(lower, (plain,), (plain,), (plain,), plain)
    own, stem = known_language(language).words, _stem(language)
    first = own.spelt(fold(stem(lower)) or plain)
    others = _lemma_keys(lower, plain, language)
    variant = without_digraphs(plain)
    folded = (stem(plain),) if variant == plain else (stem(plain), stem(variant))
    root = root_keys(plain, listed_lemmas(lower, language), language)
    return WordKeys(lower, tuple(dict.fromkeys((first, *others))), folded, root, others[0])


def _lemma_keys(lower: str, plain: str, language: str) -> tuple[str, ...]:
    own = known_language(language).words
    base = own.base or str
    if known := listed_lemmas(lower, language):
        return tuple(map(_listed_key, known))
    if has_every_form(language):
        return base(plain), _unlisted_key(plain, language)
    if own.lemmas is None or not has_word(lower, own.lemmas):
        return (own.spelt(base(plain)),)
    lemma = base(fold(lemma_of(lower, own.lemmas)) or plain)
    others = (word for word in own.other_lemmas(lower) if has_word(word, own.lemmas))
    return own.spelt(lemma), *others


# Marks keep these keys apart from stems and from each other.
def _listed_key(lemma: str) -> str:
    return f"{lemma}_"


def _unlisted_key(plain: str, language: str) -> str:
    return f"_{(known_language(language).words.base or str)(plain)}"


def _damaged_keys(keys: WordKeys, language: str) -> tuple[str, str]:
    """Keys of a word of a scan, whose ending may be damaged too."""
    plain = fold(keys.exact)
    return _unlisted_key(
        plain[:-1] + "u" if plain[-1:] in known_language(language).scans.misread.get("u", "") else plain, language
    ), f"_{keys.stem[0]}"


@lru_cache(maxsize=10_000)
def scanned_word_keys(word: str, language: str) -> WordKeys:
    """Keys of a word of a scan, which may be another than it seems."""
    keys = word_keys(word, language)
    if not has_every_form(language):
        return keys
    return replace(keys, stem=(*keys.stem, *_damaged_keys(keys, language)))


def has_every_form(language: str) -> bool:
    """Whether dictionaries of a language list the words with all of their forms, so that others are rare."""
    return lemmas(language) is not None


def listed_lemmas(word: str, language: str) -> tuple[str, ...]:
    """The words that one in lower case is a form of, by such dictionaries."""
    listed = lemmas(language)
    return listed.of(word) if listed else ()


def names_in_base_form(word: str, language: str) -> tuple[str, ...]:
    """The names that a word is a form of, as it stands or without its marks: `Biržai` of `Biržų`.

    By dictionaries that list every form. Of a word that is not written as a name, what the smaller dictionaries have,
    which leave names out, is none.
    """
    listed, lower = lemmas(language), word.lower()
    if listed is None:
        return ()
    forms = listed.of(lower) or listed.restored(fold(lower))
    return tuple(form for form in forms if word.istitle() or not is_dictionary_word(form, language))


@lru_cache(maxsize=10_000)
def sought_keys(word: str, language: str) -> WordKeys:
    """Keys of which a text has one where it has the word in any form.

    A word that the dictionaries list is sought as what it is, and among words that they do not list. Others are sought
    by whatever is left of them; they may be listed words without their marks.
    """
    keys = word_keys(word, language)
    listed = lemmas(language)
    if listed is None or any(map(str.isdigit, keys.exact)):
        return keys
    plain = fold(keys.exact)
    known = listed.of(keys.exact)
    is_unmarked = plain == keys.exact and keys.exact not in known
    restored = map(_listed_key, listed.restored(plain) if is_unmarked else ())
    if not known:
        root = keys.root if not is_unmarked else root_keys(plain, (plain, *listed.restored(plain)), language)
        return replace(keys, stem=tuple(dict.fromkeys((*keys.stem, *restored))), root=root)
    unlisted = (f"_{keys.stem[0]}", *(_unlisted_key(fold(text), language) for text in (plain, *known)))
    return replace(keys, stem=tuple(dict.fromkeys((*map(_listed_key, known), *unlisted, *restored))), folded=())


def compounds(text: str) -> Iterator[Compound]:
    """Every word of a text in order; a plain word is a compound of one part."""
    aligned = align(text)
    for match in COMPOUND.finditer(aligned.text):
        whole = match.group()
        parts = (whole,) if whole.isalnum() else tuple(WORD.findall(whole))
        yield Compound(parts, aligned.start(match.start()), aligned.end(match.end()))


def tokens(text: str) -> Iterator[Token]:
    """Every single word of a text in order, with its place in the text."""
    aligned = align(text)
    first, last = aligned.start, aligned.end
    for match in COMPOUND.finditer(aligned.text):
        start, whole = match.start(), match.group()
        if whole.isalnum():
            yield Token(whole, first(start), last(match.end()))
            continue
        found = list(WORD.finditer(whole))
        compound = Compound(tuple(part.group() for part in found), first(start), last(match.end()))
        for part in found:
            yield Token(part.group(), first(start + part.start()), last(start + part.end()), compound)


def compound_key(parts: Iterable[str]) -> str:
    """`e-Factor` and `efactor` have one key; `1.1.1` keeps its points apart from 111."""
    joined = [fold(part) for part in parts]
    separator = "_" if all(map(str.isdigit, joined)) else ""
    return separator.join(joined)[: 2 * MAX_WORD_LETTERS]


@lru_cache(maxsize=10_000)
def compound_keys(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Keys of a compound and of every run of its parts: the grant number is found by `NOR-LT10` and by `02-006`."""
    count = len(parts)
    lengths = range(2, count + 1) if count <= MAX_PARTS_IN_ALL_RUNS else (2, count)
    return tuple(compound_key(parts[i : i + length]) for length in lengths for i in range(count - length + 1))


def words(text: str) -> Iterator[str]:
    """Every single word of a text in order."""
    for whole in COMPOUND.findall(compared(text)):
        if whole.isalnum():
            yield whole
        else:
            yield from WORD.findall(whole)


def text_keys(text: str, language: str, *, is_scan: bool = False) -> Keys:
    """Keys of a text. Those that have no place of their own in its word order stand at the end.

    Words of a scan may be others than they seem.
    """
    # The index is filled through here: as little as possible is done for each word.
    text = compared(text)
    found = [word_keys(word, language) for word in words(text)]
    exact = [keys.exact for keys in found]
    folded = [keys.folded[0] for keys in found]
    for whole in COMPOUND.findall(text):
        if not whole.isalnum():
            exact += compound_keys(tuple(WORD.findall(whole)))
    # All stems in the order of the words, then all lemmas: both can be looked up as phrases.
    stem = [keys.stem[0] for keys in found]
    stem += [keys.lemma for keys in found]
    for keys in found:
        if len(keys.folded) > 1:
            folded += keys.folded[1:]
        if len(keys.stem) > 1:
            stem += [key for key in keys.stem[1:] if key != keys.lemma]
    if is_scan and has_every_form(language):
        stem += [key for keys in found for key in _damaged_keys(keys, language)]
    return Keys(exact, stem, folded, [key for keys in found for key in keys.root])


def is_dictionary_word(word: str, language: str) -> bool:
    """Whether it is a word of a language as it stands; names are seldom in this dictionary."""
    dictionary = known_language(language).words.lemmas
    return dictionary is not None and has_word(word.lower(), dictionary)


def is_known_word(word: str, language: str) -> bool:
    """Whether any dictionary has it in this form, also as a name, so that no other can have been meant."""
    if has_every_form(language):
        return bool(listed_lemmas(word.lower(), language))
    return is_dictionary_word(word, language)


def is_known_without_marks(word: str, language: str) -> bool:
    """Whether dictionaries that list every form have one of which this is left where its marks are not typed."""
    listed = lemmas(language)
    return listed is not None and bool(listed.restored(fold(word)))


@lru_cache(maxsize=20_000)
def base_key(word: str, language: str) -> str:
    """A folded word without its ending, by which words are compared letter by letter: a wrong letter spoils stems."""
    own = known_language(language).words
    plain = fold(word[:MAX_WORD_LETTERS]) or word[:MAX_WORD_LETTERS]
    return own.trim(plain)


# Letters that scanners take for each other, folded: the first stands for all of them.
_CONFUSED = str.maketrans({"1": "i", "l": "i", "j": "i", "0": "o", "2": "z", "5": "s", "8": "b", "6": "b", "9": "g"})
_CONFUSED_PAIRS = (("rn", "m"), ("ci", "d"), ("vv", "w"))


@cache
def _scanned_sign(language: str) -> re.Pattern[str] | None:
    """Signs that scanners read for a letter, where they touch one."""
    signs = "".join(map(re.escape, known_language(language).scans.signs))
    return re.compile(rf"(?<=[^\W\d_])[{signs}]|[{signs}](?=[^\W\d_])") if signs else None


def legible(scanned: str, language: str) -> str:
    """A scanned text, as it is compared, with letters for signs that no word has; each stays in its place."""
    pattern, letters = _scanned_sign(language), known_language(language).scans.signs
    return pattern.sub(lambda sign: letters[sign.group()], scanned) if pattern else scanned


@lru_cache(maxsize=20_000)
def scan_key(word: str, language: str) -> str:
    """Key by which a damaged word is compared with a sound one; empty for short words and for numbers."""
    if word.isdigit():
        return ""
    plain = fold(word[:MAX_WORD_LETTERS])
    key = (known_language(language).words.base or str)(plain).translate(_CONFUSED)
    for pair, letter in _CONFUSED_PAIRS:
        key = key.replace(pair, letter)
    return key if len(key) >= SHORTEST_SCAN_KEY else ""


def misread_keys(key: str, language: str) -> list[str]:
    """The scan key of a sound word, and what it is where one letter of it was misread."""
    misread = known_language(language).scans.misread
    others = (
        f"{key[:place]}{other}{key[place + 1 :]}"
        for place, letter in enumerate(key)
        for other in misread.get(letter, "")
    )
    return [key, *others]


def scan_keys(text: str, language: str) -> list[str]:
    """Scan keys of the words of a scanned text that no dictionary has, once each: the others are as they should be."""
    found: list[str] = []
    before = ""
    for word in words(legible(compared(text), language)):
        if is_known_word(word, language):
            before = ""
            continue
        found.append(scan_key(word, language))
        # A word may have been broken in two.
        found.append(scan_key(before + word, language) if before else "")
        before = word
    return list(dict.fromkeys(filter(None, found)))


def trigrams(word: str) -> list[str]:
    """Every three letters of a folded word in a row, its beginning and end marked with `_`."""
    marked = f"_{word}_"
    return list(dict.fromkeys(marked[place : place + 3] for place in range(len(marked) - 2)))


def date_keys(days: Iterable[date]) -> list[str]:
    """Keys of days, their months and their years; no word has such a key."""
    keys = (key for day in days for key in (f"in_{day:%Y}", f"in_{day:%Y_%m}", f"on_{day:%Y_%m_%d}"))
    return list(dict.fromkeys(keys))


def is_stop_word(word: str, language: str) -> bool:
    return word.lower() in known_language(language).words.stop_words


def is_asking_word(word: str, language: str) -> bool:
    """Whether people ask with it, so that it says nothing of what they ask for; every stop word is one."""
    own, lower = known_language(language).words, word.lower()
    return lower in own.stop_words or lower in own.asking_words


def fingerprint() -> str:
    """What an index depends on beside its own layout: this module's rules, dictionaries and the libraries' versions."""
    shipped = " ".join(
        f"{code} {found.fingerprint}" for code in sorted(each.code for each in languages()) if (found := lemmas(code))
    )
    return f"{ANALYSIS_VERSION} {shipped} PyStemmer {version('PyStemmer')} simplemma {version('simplemma')}"
