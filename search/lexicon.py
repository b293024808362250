"""What words are also called: synonyms within a language, translations between languages; found whatever their form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .analysis import WordKeys, base_key, fold, is_stop_word, sought_keys, word_keys, words
from .matching import Expansion, Words
from .query import Query

# More alternatives than these say less and cost more.
MAX_ALTERNATIVES = 8
MAX_TERM_WORDS = 5
DICTIONARIES = Path(__file__).parent / "dictionaries"


@dataclass(frozen=True, slots=True)
class Meaning:
    """Words of `language`, in their base form, and what they are called in `other_language`, the best first."""

    language: str
    term: str
    other_language: str
    others: tuple[str, ...]


@dataclass
class Lexicon:
    """Meanings by the keys of their words; those that are added first are preferred."""

    _meanings: dict[tuple[str, str], dict[Words, list[str]]] = field(default_factory=dict)
    longest: int = 1

    def add(self, meanings: Iterable[Meaning]) -> None:
        for meaning in meanings:
            parts = list(words(meaning.term))
            if not 1 <= len(parts) <= MAX_TERM_WORDS:
                continue
            self.longest = max(self.longest, len(parts))
            known = self._meanings.setdefault((meaning.language, meaning.other_language), {})
            for keys in _term_keys([word_keys(part, meaning.language) for part in parts]):
                others = known.setdefault(keys, [])
                others += [other for other in meaning.others if other not in others]

    def others(self, parts: Sequence[str], language: str, other_language: str) -> tuple[str, ...]:
        """What words in a row, in any form, are called in another language, or besides in their own."""
        known = self._meanings.get((language, other_language))
        if not known:
            return ()
        found: dict[str, None] = {}
        find = sought_keys if len(parts) == 1 else word_keys
        for keys in _term_keys([find(part, language) for part in parts]):
            found.update(dict.fromkeys(known.get(keys, ())))
        return tuple(found)[:MAX_ALTERNATIVES]


def expand(lexicons: Sequence[Lexicon], query: Query, languages: Sequence[str], *, translate: bool = True) -> Expansion:
    """What the words of a query are called besides in texts of each language, by the first lexicon first."""
    runs = list(_runs(query, max((lexicon.longest for lexicon in lexicons), default=1)))
    synonyms = {code: found for code in languages if (found := _called(lexicons, runs, code, [code]))}
    translations: Mapping[str, Mapping[Words, tuple[str, ...]]] = {}
    if translate:
        translations = {
            code: found
            for code in languages
            if (found := _called(lexicons, runs, code, [other for other in languages if other != code]))
        }
    return Expansion(synonyms, translations)


def _called(
    lexicons: Sequence[Lexicon], runs: Sequence[Words], language: str, sources: Sequence[str]
) -> dict[Words, tuple[str, ...]]:
    """What runs of words of the source languages are called in a language."""
    found: dict[Words, tuple[str, ...]] = {}
    for run in runs:
        asked = [source for source in sources if len(run) > 1 or not is_stop_word(run[0], source)]
        others = dict.fromkeys(
            other for lexicon in lexicons for source in asked for other in lexicon.others(run, source, language)
        )
        folded = tuple(map(fold, run))
        kept = [other for other in others if tuple(map(fold, words(other))) != folded]
        if kept:
            found[folded] = tuple(kept[:MAX_ALTERNATIVES])
    return found


def _term_keys(keys: Sequence[WordKeys]) -> Iterator[Words]:
    """Keys of a word; of words in a row by their lemmas, by their stems, and by their stems without diacritics."""
    if len(keys) == 1:
        yield from dict.fromkeys((key,) for key in (*keys[0].stem, *keys[0].folded))
        return
    yield from dict.fromkeys(
        (
            tuple(each.lemma for each in keys),
            tuple(each.stem[0] for each in keys),
            tuple(each.folded[0] for each in keys),
        )
    )


def _runs(query: Query, longest: int) -> Iterator[Words]:
    """Words of a query that stand beside each other, up to so many."""
    typed = dict(query.typed_words())
    for start in typed:
        run: list[str] = []
        for number in range(start, start + longest):
            if number not in typed:
                break
            run.append(typed[number])
            yield tuple(run)


def read_dictionary(path: Path) -> Iterator[Meaning]:
    """Meanings in both directions of a file named `lt-en.tsv`: a line is `lt1; lt2<TAB>en1; en2`."""
    first, second = path.stem.split("-")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            left, right = ([term.strip() for term in side.split(";")] for side in line.split("\t"))
            yield from (Meaning(first, term, second, tuple(right)) for term in left)
            yield from (Meaning(second, term, first, tuple(left)) for term in right)


@cache
def shipped_meanings() -> tuple[Meaning, ...]:
    """Those of the dictionaries that come with the portal."""
    return tuple(meaning for path in sorted(DICTIONARIES.glob("*-*.tsv")) for meaning in read_dictionary(path))


@cache
def shipped_bases(language: str) -> frozenset[str]:
    """Base keys of the words of the dictionaries that come with the portal."""
    terms = (meaning.term for meaning in shipped_meanings() if meaning.language == language)
    return frozenset(base_key(word, language) for term in terms for word in words(term))
