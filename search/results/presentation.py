"""Presentation of results to a reader of one language, in JSON and on the page."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from portal.i18n import preferred_languages
from portal.languages.common.html_text import plain_text

from ..engines import Hit, SearchResponse
from ..index.document import Document, LanguageDocument
from ..index.facets import FACETS, facet_values
from ..query.matching import Words
from .facets import Label, label_of
from .highlight import Highlight, Highlighter, Reason

FACET_SHOWN = "topic"
TOPICS_SHOWN = 3


class ResultCard:
    """An item found. `language` is the one of `title` and `url`: the reader's, else one that the item has."""

    def __init__(self, hit: Hit, reader_language: str, highlighter_of: Callable[[str], Highlighter]) -> None:
        self.document: Document = hit.document
        self.reader_language = reader_language
        self.matched_language = hit.matched_language
        self.score = hit.score
        self.language = next(code for code in preferred_languages(reader_language) if code in hit.document.languages)
        text = hit.document.languages[hit.matched_language]
        explanation = highlighter_of(hit.matched_language).explain(text, hit.document.dates)
        self.highlights: list[Highlight] = explanation.highlights
        self.reasons: list[Reason] = explanation.reasons
        self.lacks: list[str] = list(explanation.lacking)
        for code, other in hit.document.languages.items():
            # Its other titles stand on the card too.
            if self.lacks and code != hit.matched_language:
                present = highlighter_of(code).typed_words_in_title(other)
                self.lacks = [word for word in self.lacks if word not in present]

    @property
    def shown(self) -> LanguageDocument:
        return self.document.languages[self.language]

    @property
    def date(self) -> datetime.date:
        return self.document.date

    @property
    def title(self) -> SafeString:
        """The title, marked where the query matches in its language."""
        if self.matched_language == self.language:
            for highlight in self.highlights:
                if highlight.field == "title":
                    return _html(highlight)
        return escape(self.shown.title)

    @property
    def title_language(self) -> str:
        """That of the original where its title is not translated yet."""
        return title_language(self.shown, self.language)

    @property
    def snippet(self) -> SafeString:
        return _html(self._passage) if self._passage else SafeString("")

    @property
    def snippet_language(self) -> str:
        text = self.document.languages[self.matched_language]
        if not text.untranslated:
            return self.matched_language
        words = plain_text(self._passage.html).strip("… ") if self._passage else ""
        is_untranslated = any(words in untranslated for untranslated in text.untranslated)
        return text.source_language if words and is_untranslated else self.matched_language

    @property
    def _passage(self) -> Highlight | None:
        return next((found for found in self.highlights if found.field in ("lead", "body")), None)

    @property
    def names(self) -> list[SafeString]:
        """Names and codes that match."""
        return [_html(found) for found in self.highlights if found.field == "names"]

    @property
    def lacks_label(self) -> str:
        """What stands before the words that the text lacks; a phrase and a date are of several."""
        if len(" ".join(self.lacks).split()) == 1:
            return pgettext("one word", "Without:")
        return pgettext("several words", "Without:")

    @property
    def topics(self) -> list[Label]:
        shown = [(facet, value) for facet, value in facet_values(self.document) if facet.key == FACET_SHOWN]
        return [label_of(facet, value.key, value.labels, self.reader_language) for facet, value in shown[:TOPICS_SHOWN]]

    @property
    def other_titles(self) -> list[tuple[str, LanguageDocument, str]]:
        """The item in its other languages: code, text, and the language that its title is in."""
        others = [(code, text) for code, text in self.document.languages.items() if code != self.language]
        return [(code, text, title_language(text, code)) for code, text in others]

    @property
    def availability(self) -> list[tuple[str, bool]]:
        """Each language of the portal, and whether the item exists in it."""
        return [(code, code in self.document.languages) for code, _name in settings.LANGUAGES]

    def as_json(self) -> dict[str, Any]:
        return {
            "identifier": self.document.identifier,
            "number": self.document.number,
            "translation_key": str(self.document.key),
            "title": self.shown.title,
            "url": self.shown.url,
            "title_language": self.title_language,
            "languages": [code for code, exists in self.availability if exists],
            "behind": [code for code, text in self.document.languages.items() if text.is_behind],
            "matched_language": self.matched_language,
            "highlights": [
                {"field": found.field, "language": found.language, "html": found.html} for found in self.highlights
            ],
            "why": [{"word": reason.word, "forms": list(reason.forms)} for reason in self.reasons],
            "lacks": self.lacks,
            "date": self.document.date.isoformat(),
            "score": round(self.score, 4),
        }


def title_language(text: LanguageDocument, language: str) -> str:
    """What language the title is in, of a text that is in `language` on the whole."""
    return text.source_language if " ".join(text.title.split()) in text.untranslated else language


def _html(highlight: Highlight) -> SafeString:
    return mark_safe(highlight.html)  # noqa: S308 (the highlighter has escaped everything but its marks)


def results(response: SearchResponse) -> list[ResultCard]:
    """The hits of a response for the reader who asked."""
    request = response.request

    @cache
    def highlighter_of(language: str) -> Highlighter:
        return Highlighter(request.query, language, response.matching)

    return [ResultCard(hit, request.language, highlighter_of) for hit in response.hits]


@dataclass(frozen=True, slots=True)
class Expanded:
    """Words of the query, and what else was searched for in texts of a language."""

    typed: str
    language: str
    others: tuple[str, ...]


def expanded(response: SearchResponse) -> list[Expanded]:
    """What was searched for besides what was typed: synonyms, and translations where an item has one language only."""
    expansion = response.request.expansion
    return [*_expanded(expansion.synonyms), *_expanded(expansion.translations)]


def used_translations(response: SearchResponse) -> list[Expanded]:
    """Translations in the languages in which items of this page exist alone."""
    alone = {next(iter(hit.document.languages)) for hit in response.hits if len(hit.document.languages) == 1}
    return [found for found in _expanded(response.request.expansion.translations) if found.language in alone]


def _expanded(by_language: Mapping[str, Mapping[Words, tuple[str, ...]]]) -> Iterator[Expanded]:
    for language, by_words in by_language.items():
        for typed, others in by_words.items():
            yield Expanded(" ".join(typed), language, others)


def as_json(response: SearchResponse) -> dict[str, Any]:
    """The endpoint's answer."""
    language = response.request.language
    return {
        "total": response.total,
        "page": response.request.page,
        "page_size": response.request.page_size,
        "results": [result.as_json() for result in results(response)],
        "facets": {
            facet.key: [
                {
                    "key": value.key,
                    "label": label_of(facet, value.key, value.labels, language).text,
                    "count": value.count,
                }
                for value in response.facets[facet.key]
            ]
            for facet in FACETS
            if facet.key in response.facets
        },
        "suggestion": response.suggestion,
        "corrected": response.corrected,
        "expanded": [
            {"typed": found.typed, "language": found.language, "others": list(found.others)}
            for found in expanded(response)
        ],
        "relaxed": response.relaxed,
        "fuzzy": response.fuzzy,
        "is_cut": response.request.query.is_cut,
        "is_fallback": response.is_fallback,
    }
