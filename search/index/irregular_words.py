"""Irregular words: what an index writes down of a text, so that highlighting need not analyse all of it."""

from dataclasses import replace

from portal.languages.analysis import legible
from portal.languages.beginnings import irregular_words
from portal.languages.common.normalization import compared

from .document import Document, LanguageDocument


def with_irregular_words(document: Document) -> Document:
    """The document as it is stored."""
    languages = {
        code: replace(text, irregular=irregular_words_of(text, code)) for code, text in document.languages.items()
    }
    return replace(document, languages=languages)


def irregular_words_of(text: LanguageDocument, language: str) -> tuple[str, ...]:
    """Those of all its fields, those of a scan also as it is read; what is written down, where it comes from an index.

    Without an index every word is analysed.
    """
    if text.irregular is not None:
        return text.irregular
    fields = (text.title, text.lead, text.body)
    read = (legible(compared(field), language) for field in fields) if text.is_scan else ()
    return irregular_words((*fields, text.names, *text.codes, text.readings, *read), language)
