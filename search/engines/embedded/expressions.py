"""FTS5 expressions. They hold nothing but keys in double quotes, and keys hold letters, digits and `_` only."""

from collections.abc import Callable, Iterable, Sequence

from search.query.matching import Condition, Either, TermMatch, WordMatch

from ..ranking import FIELDS, SCAN

# Keys of scans that are near one; none where the index has no scans.
NearScans = Callable[[str], Sequence[str]]


def no_scans(key: str) -> Sequence[str]:
    return ()


def _columns(sub_field: str) -> str:
    return "{" + " ".join(f"{field}_{sub_field}" for field in FIELDS) + "}"


_EXACT, _STEM, _FOLDED, _ROOT = map(_columns, ("exact", "stem", "folded", "root"))


def _any_of(columns: str, keys: Iterable[str]) -> str:
    return f"{columns} : (" + " OR ".join(f'"{key}"' for key in dict.fromkeys(keys)) + ")"


def _word(match: WordMatch, near_scans: NearScans) -> str:
    forms = match.forms()
    either = [
        _any_of(_EXACT, (form.exact for form in forms)),
        _any_of(_STEM, (key for form in forms for key in form.stem)),
    ]
    if folded := [key for form in forms for key in form.folded]:
        either.append(_any_of(_FOLDED, folded))
    if match.by_root:
        either.append(_any_of(_ROOT, [match.keys.root]))
    if match.beginning:
        either += [f'{_EXACT} : "{match.keys.exact}" *', f'{_FOLDED} : "{match.beginning}" *']
    damaged = near_scans(match.scan) if match.scan else ()
    if damaged:
        either.append(_any_of(SCAN, damaged))
    return "(" + " OR ".join(either) + ")"


def _in_order(words: Sequence[WordMatch]) -> str:
    exact = " ".join(word.keys.exact for word in words)
    stems = " ".join(word.keys.stem[0] for word in words)
    lemmas = " ".join(word.keys.lemma for word in words)
    folded = " ".join(word.keys.folded[0] for word in words)
    return f'({_EXACT} : "{exact}" OR {_STEM} : ("{stems}" OR "{lemmas}") OR {_FOLDED} : "{folded}")'


def expression(condition: Condition, near_scans: NearScans = no_scans) -> str:
    """Matches texts that meet a condition."""
    if not isinstance(condition, TermMatch):
        joined = " OR " if isinstance(condition, Either) else " AND "
        return "(" + joined.join(expression(part, near_scans) for part in condition.parts) + ")"
    if condition.is_phrase:
        return _in_order(condition.words)
    either = []
    if condition.wholes:
        either.append(_any_of(_EXACT, condition.wholes))
    if condition.words:
        either.append("(" + " AND ".join(_word(word, near_scans) for word in condition.words) + ")")
    return "(" + " OR ".join(either) + ")"


def title_prefix(language: str, words: Sequence[str]) -> str:
    """Titles of a language with words that begin so."""
    return " AND ".join([f'"{language_key(language)}"', *(f'"{word}" *' for word in words)])


def language_key(language: str) -> str:
    """Marks the titles of a language; no word has such a key."""
    return "in_" + "".join(filter(str.isalnum, language))
