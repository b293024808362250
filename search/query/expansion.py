"""Query expansion: what the words of a query are called besides, in their own language and in the others."""

from collections.abc import Container, Iterator, Mapping, Sequence

from portal.i18n import language_codes
from portal.languages.analysis import is_stop_word, names_in_base_form, word_keys, words
from portal.languages.bilingual import shipped_words
from portal.languages.common.folding import fold
from portal.translation.glossary.thesaurus import MAX_ALTERNATIVES, Thesaurus, shipped

from .matching import Expansion, Words
from .parse import Query, parse
from .synonym_store import read_lexicons


def expansion(query: Query, *, translate: bool = True) -> Expansion:
    """By editors' words first, then by those that are shipped, then by those that were learnt."""
    edited, learnt = read_lexicons()
    return expand((edited, shipped(), learnt), query, language_codes(), translate=translate)


def load_dictionaries() -> None:
    """Reads what the first search of a process would have to wait for: about a second."""
    for language in language_codes():
        word_keys("word", language)
        shipped_words(language)
    expansion(parse(""))


def expand(
    lexicons: Sequence[Thesaurus], query: Query, languages: Sequence[str], *, translate: bool = True
) -> Expansion:
    """What the words of a query are called besides in texts of each language, by the first lexicon first."""
    runs = list(_runs(query, max((lexicon.longest for lexicon in lexicons), default=1)))
    months = frozenset(word for number, word in query.typed_words() if number in query.months)
    synonyms = {code: found for code in languages if (found := _called(lexicons, runs, months, code, [code]))}
    translations: Mapping[str, Mapping[Words, tuple[str, ...]]] = {}
    if translate:
        translations = {
            code: found
            for code in languages
            if (found := _called(lexicons, runs, months, code, [other for other in languages if other != code]))
        }
    return Expansion(synonyms, translations)


def _called(
    lexicons: Sequence[Thesaurus], runs: Sequence[Words], months: Container[str], language: str, sources: Sequence[str]
) -> dict[Words, tuple[str, ...]]:
    """What runs of words of the source languages, some of them months of dates, are called in a language."""
    found: dict[Words, tuple[str, ...]] = {}
    for run in runs:
        asked = [source for source in sources if len(run) > 1 or run[0] in months or not is_stop_word(run[0], source)]
        others = dict.fromkeys(
            other for lexicon in lexicons for source in asked for other in lexicon.others(run, source, language)
        )
        if len(run) == 1:
            # Names are called in other languages what they are called in the nominative.
            others |= dict.fromkeys(
                form for source in asked if source != language for form in names_in_base_form(run[0], source)
            )
        folded = tuple(map(fold, run))
        kept = [other for other in others if tuple(map(fold, words(other))) != folded]
        if kept:
            found[folded] = tuple(kept[:MAX_ALTERNATIVES])
    return found


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
