"""Vocabulary: the words of an index, found by their trigrams."""

from collections.abc import Iterable, Sequence
from functools import cache, partial

import tantivy
from tantivy import Occur, Query

from portal.languages.analysis import base_key, trigrams
from portal.languages.common.folding import fold
from search.query.presence import word_frequency
from search.query.spelling import candidates, edits_of_scan, near_scans, nearest

from ..ranking import ANYWHERE
from .queries import NearScans, any_of, unscored
from .storage import Session

# How many words that share the most trigrams with one are compared with it letter by letter.
CANDIDATES = 200
_SCANS = " scans"


def word_document(word: str, kind: str) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("kind", kind)
    document.add_text("word", word)
    document.add_text("folded", fold(word))
    document.add_text("known", known_key(word, kind))
    document.add_text("trigrams", " ".join(_trigrams(word, kind)))
    return document


def known_key(word: str, kind: str) -> str:
    return f"{kind} {word}"


def _trigrams(word: str, kind: str) -> list[str]:
    """Of a word and of what is left of it without its ending; of the key of a damaged word, which has none."""
    if kind.endswith(_SCANS):
        return trigrams(word)
    return [*dict.fromkeys([*trigrams(fold(word)), *trigrams(base_key(word, kind))])]


def scans_kind(language: str) -> str:
    """The kind of the keys of damaged words."""
    return f"{language}{_SCANS}"


def is_known(session: Session, word: str) -> bool:
    """Whether a text in any language has the word."""
    schema = session.opened.words.schema
    spelt = Query.term_query(schema, "folded", fold(word))
    kinds = any_of(Query.term_query(schema, "kind", language) for language in session.languages)
    return bool(session.words.search(Query.boolean_query([(Occur.Must, spelt), (Occur.Must, kinds)]), 1).hits)


def words_near(session: Session, language: str, word: str) -> tuple[str, ...]:
    """Words of a language that differ from one by a typing error."""
    similar = _similar(session, language, _trigrams(word, language))
    return nearest(word, language, frequencies(session, language, candidates(word, language, similar)))


def frequencies(session: Session, language: str, words: Iterable[str]) -> dict[str, int]:
    """In how many texts of a language some form of each of these words is."""
    counted = partial(session.texts.doc_freq, session.opened.layout.column(language, ANYWHERE))
    return {word: word_frequency(word, language, counted) for word in words}


def _similar(session: Session, kind: str, keys: Iterable[str]) -> list[str]:
    """Words that share the most trigrams with one."""
    schema = session.opened.words.schema
    shared = any_of(Query.term_query(schema, "trigrams", key, index_option="freq") for key in keys)
    of_kind = unscored(Query.term_query(schema, "kind", kind))
    found = session.words.search(Query.boolean_query([(Occur.Must, shared), (Occur.Must, of_kind)]), CANDIDATES, False)
    return sorted({session.words.doc(address)["word"][0] for _score, address in found.hits})


def scans_near(session: Session, language: str) -> NearScans:
    """Finds keys of damaged words that are near the key of a sound one."""
    kind = scans_kind(language)
    if not session.words.doc_freq("kind", kind):
        return lambda key: ()

    @cache
    def near(key: str) -> Sequence[str]:
        return near_scans(key, language, _similar(session, kind, trigrams(key)) if edits_of_scan(key) else ())

    return near
