"""Lemmas: which words the forms are of."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from portal.languages.building.sources import is_word

from . import paradigms
from .words import ALPHABET, derived_entries, entry_forms, hunspell_forms, hunspell_nouns, simplemma_forms

# A verb's present and past are entries of their own in Hunspell's dictionary: their infinitives, by how they end.
_INFINITIVES = (
    ("auja", "auti"), ("avo", "auti"), ("avo", "uoti"), ("uoja", "uoti"), ("ina", "inti"), ("ino", "inti"),
    ("ėja", "ėti"), ("ėjo", "ėti"), ("oja", "oti"), ("ojo", "oti"), ("ija", "yti"), ("ijo", "yti"), ("o", "yti"),
    ("ė", "yti"), ("i", "ėti"), ("a", "ėti"), ("a", "ti"), ("ė", "ti"), ("o", "oti"), ("ia", "ti"),
)  # fmt: skip
_NOUN_OF_ACTION = re.compile(r"(.*(?:[iy]|ėji)m)(?:as|o|ui|ą|u|e|ai|ų|ams|us|ais|uose)$")
_ADJECTIVAL = {ending for name in ("A", "F", "AD", "FD") for ending in paradigms.TABLES[name]}
_PREFIXES = ("ne", "at", "ap", "api", "į", "iš", "nu", "pa", "par", "per", "pra", "pri", "su", "už", "ati", "be")
# The active participle of the past has a nominative of its own: `grįžęs`, `grįžusio`.
_PAST = re.compile(r"ę(?:s|sis)?$")
# A plural that is another word.
_SUPPLETIVE = {"žmonės": "žmogus", "žmonė": "žmogus"}
# What a form is, the likelier first. What is less likely counts only where it is nothing else: `juosta` is a sash, and
# neither what somebody girds nor what is girded.
_NOMINAL, _FINITE, _PARTICIPLE = range(3)


def lemma_rows(folder: Path, extra: Iterable[str]) -> Iterator[tuple[str, int, int, str]]:
    """Form, number of the source, what the form is, and lemma of every form, in lower case."""
    simple = list(simplemma_forms())
    attested = {form.text.lower() for form in simple}
    listed = {form.text.lower(): form.lemma.lower() for form in simple if form.text != form.lemma}
    verbs = _verbs(folder, listed)
    names = {form.lemma for form in simple if form.lemma[0].isupper() and form.lemma.lower() not in attested}
    sources = (
        [*hunspell_forms(folder, attested), *entry_forms(extra, folder)],
        entry_forms(derived_entries(hunspell_nouns(folder) | names), folder),
        simple,
    )
    for number, forms in enumerate(sources):
        for form in forms:
            word, lemma = form.text.lower(), form.lemma.lower()
            if not is_word(word, ALPHABET) or not word.isalpha():
                continue
            for kind, base in _lemmas(word, lemma, _infinitive(lemma, verbs), form.tags):
                # Irregular forms are entries of their own.
                is_alone = base == word and not form.tags
                yield word, number, kind, listed.get(word, base) if is_alone else _SUPPLETIVE.get(base, base)


def _lemmas(word: str, lemma: str, infinitive: str | None, tags: Iterable[str]) -> Iterator[tuple[int, str]]:
    """What a form may be, each with its lemma. Participles and nouns of action are words beside their verb."""
    for tag in tags or {""}:
        if infinitive is None or (tag[:1] == "N" and lemma == infinitive):
            yield _NOMINAL, lemma
        elif tag[:1] not in {"A", "D"} and tag[:2] not in {"V1", "V2"} and (found := _NOUN_OF_ACTION.match(word)):
            yield _NOMINAL, found[1] + "as"
        elif tag[:1] == "N":
            yield _NOMINAL, lemma
        elif tag[:1] == "A":
            yield _PARTICIPLE, _participle(word) or infinitive
        else:
            yield _NOMINAL if tag == "Vi" and lemma == infinitive else _FINITE, infinitive


def _participle(word: str) -> str | None:
    """The nominative of a participle or of what is like one, of whatever degree."""
    stem = _PAST.sub("us", word)
    if stem == word:
        ending = next((word[-size:] for size in range(8, 0, -1) if word[-size:] in _ADJECTIVAL), "")
        stem = word.removesuffix(ending).removesuffix("i") if ending else ""
    return re.sub("nč$", "nt", stem) + "as" if len(stem) > 1 else None


def _infinitive(lemma: str, verbs: Mapping[str, str]) -> str | None:
    """Of a verb, also of one with a prefix; None: the lemma is that of no verb."""
    if lemma.endswith(("ti", "tis")):
        return lemma
    if lemma in verbs:
        return verbs[lemma]
    return next((prefix + verbs[rest] for prefix in _PREFIXES if (rest := lemma.removeprefix(prefix)) in verbs), None)


def _verbs(folder: Path, known: Mapping[str, str]) -> dict[str, str]:
    """Infinitives of the third persons that are entries of the dictionary."""
    lines = (folder / "lt_LT.dic").read_text(encoding="iso8859-13").splitlines()[1:]
    entries = [line.strip().partition("/") for line in lines]
    infinitives = {lemma for lemma, _, flags in entries if "T" in flags or "R" in flags}
    found = {}
    for lemma, _, flags in entries:
        if not set("EPO") & set(flags):
            continue
        ways = [lemma.removesuffix(end) + infinitive for end, infinitive in _INFINITIVES if lemma.endswith(end)]
        ways.append(known.get(lemma, ""))
        # Of a verb that is not found it is at least a form.
        found[lemma] = next((way for way in ways if way in infinitives), lemma)
    return found
