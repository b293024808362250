"""What the Lithuanian files are built from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from portal.languages.building.hunspell import Form
from portal.languages.building.sources import LemmaRow, Sources

from .agreement import first_guess
from .lemmas import lemma_rows
from .words import (
    ALPHABET,
    PLAIN,
    derived_entries,
    entry_forms,
    hunspell_forms,
    hunspell_nouns,
    simplemma_forms,
)

_HERE = Path(__file__).parent
# Surnames that are only made by rule count less than words.
_DERIVED_NAME = 0.15


def _extra_entries() -> list[str]:
    return (_HERE / "extra.dic").read_text(encoding="utf-8").splitlines()


def _forms(hunspell: Path, simple: Sequence[Form], attested: set[str]) -> Iterator[Form]:
    names = {form.lemma for form in simple if form.lemma[0].isupper() and form.lemma.lower() not in attested}
    yield from hunspell_forms(hunspell, attested)
    yield from simple
    yield from entry_forms(_extra_entries(), hunspell)
    yield from entry_forms(derived_entries(hunspell_nouns(hunspell) | names), hunspell)


def _spellings(hunspell: Path) -> Mapping[str, float]:
    simple = list(simplemma_forms())
    names = {form.lemma for form in simple if form.lemma[0].isupper()}
    names |= {lemma for lemma in hunspell_nouns(hunspell) if lemma[0].isupper()}
    weights: dict[str, float] = {}
    for form in chain(simple, entry_forms((f"{name}/D" for name in sorted(names)), hunspell)):
        weights[form.text.lower()] = 1.0
    for form in entry_forms(derived_entries(names), hunspell):
        weights.setdefault(form.text.lower(), _DERIVED_NAME)
    return weights


def _lemma_rows(hunspell: Path) -> Iterable[LemmaRow]:
    return lemma_rows(hunspell, _extra_entries())


SOURCES = Sources(
    code="lt",
    alphabet=ALPHABET,
    plain=PLAIN,
    listed_forms=simplemma_forms,
    forms=_forms,
    spellings=_spellings,
    lemma_rows=_lemma_rows,
    first_guess=first_guess,
    closed_words=_HERE / "closed.txt",
    texts=_HERE / "texts",
    foreign={"en": -2.7},
)
