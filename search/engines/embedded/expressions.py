"""FTS5 expressions. They hold nothing but keys in double quotes, and keys hold letters, digits and `_` only."""

from collections.abc import Iterable, Sequence

from ...analysis import WordKeys, chain
from ...matching import Spellings, TermMatch, WordMatch, match_of
from ...query import Query, Term, Word
from .. import Matching
from .storage import FIELDS


def _columns(sub_field: str) -> str:
    return "{" + " ".join(f"{field}_{sub_field}" for field in FIELDS) + "}"


_EXACT, _STEM, _FOLDED, _ROOT = map(_columns, ("exact", "stem", "folded", "root"))


def _any_of(columns: str, keys: Iterable[str]) -> str:
    return f"{columns} : (" + " OR ".join(f'"{key}"' for key in dict.fromkeys(keys)) + ")"


def _word(match: WordMatch, roots: bool) -> str:
    forms = match.forms()
    either = [
        _any_of(_EXACT, (form.exact for form in forms)),
        _any_of(_STEM, (key for form in forms for key in form.stem)),
        _any_of(_FOLDED, (key for form in forms for key in form.folded)),
    ]
    if roots:
        either.append(_any_of(_ROOT, [match.keys.root]))
    return "(" + " OR ".join(either) + ")"


def _in_order(words: Sequence[WordKeys]) -> str:
    exact = " ".join(keys.exact for keys in words)
    folded = " ".join(keys.folded[0] for keys in words)
    return f'({_EXACT} : "{exact}" OR {_FOLDED} : "{folded}")'


def _term(match: TermMatch, roots: bool) -> str:
    if match.is_phrase:
        return _in_order([word.keys for word in match.words])
    either = []
    if match.whole:
        either.append(_any_of(_EXACT, [match.whole]))
    if match.words:
        either.append("(" + " AND ".join(_word(word, roots) for word in match.words) + ")")
    return "(" + " OR ".join(either) + ")"


def clause(terms: Sequence[Term], language: str, matching: Matching) -> str:
    roots = matching.roots or chain(language).root
    return "(" + " OR ".join(_term(match_of(term, language, matching.spellings), roots) for term in terms) + ")"


def clauses(query: Query, language: str, matching: Matching) -> list[str]:
    return [clause(terms, language, matching) for terms in query.required(language)]


def excluded(query: Query, language: str) -> str:
    """Matches what the query excludes; roots would exclude too much."""
    return " OR ".join(_term(match_of(term, language, Spellings()), roots=False) for term in query.excluded)


def neighbours(query: Query, language: str) -> str | None:
    """Matches the words of a query beside each other, where it has several and nothing but words."""
    terms = [terms[0] for terms in query.clauses if len(terms) == 1 and isinstance(terms[0], Word)]
    if len(terms) < 2 or len(terms) < len(query.clauses):
        return None
    matches = [match_of(Word(part, (part,)), language, Spellings()) for term in terms for part in term.parts]
    return _in_order([match.words[0].keys for match in matches])


def title_prefix(language: str, words: Sequence[str]) -> str:
    """Titles of a language with words that begin so."""
    return " AND ".join([f'"{language_key(language)}"', *(f'"{word}" *' for word in words)])


def language_key(language: str) -> str:
    """Marks the titles of a language; no word has such a key."""
    return "in_" + "".join(filter(str.isalnum, language))
