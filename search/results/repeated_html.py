"""HTML of what a page of results repeats: cards, and hundreds of lines of facets.

It is put together here, because the template engine takes more time for these than the search for finding them. All
that is not markup of this module is escaped, but for highlights, which are.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.i18n import language_name
from portal.templatetags.portal_tags import day

from .facets import FacetLine
from .presentation import ResultCard

# Of the language of a text: nothing for the reader's own.
LangAttribute = Callable[[str], str]


def _lang_attribute() -> LangAttribute:
    reader = get_language()
    return lambda code: "" if code == reader else f' lang="{escape(code)}"'


def facet_lines(lines: Sequence[FacetLine]) -> SafeString:
    """A list of links: a line each, without white space between."""
    lang, remove = _lang_attribute(), escape(_("(remove)"))
    parts = []
    for line in lines:
        url, text, attribute = escape(line.url), escape(line.label.text), lang(line.label.language)
        if line.is_chosen:
            parts.append(
                f'<li><a class="facet__chosen" href="{url}" aria-current="true"><span{attribute}>{text}</span>'
                f'<span class="visually-hidden"> {remove}</span></a>'
            )
        else:
            parts.append(f'<li><a href="{url}" rel="nofollow"{attribute}>{text}</a>')
        parts.append(f'<span class="facet__count">{line.count}</span></li>')
    return _safe(f'<ul role="list">{"".join(parts)}</ul>')


def badges(availability: Sequence[tuple[str, bool]]) -> SafeString:
    """Each language, and whether an item exists in it."""
    names = "".join(f" {escape(language_name(code))}" for code, exists in availability if exists)
    codes = "".join(
        f'<span class="badge{"" if exists else " badge--missing"}" aria-hidden="true">{escape(code.upper())}</span>'
        for code, exists in availability
    )
    return _safe(
        f'<span class="badges"><span class="visually-hidden">{escape(_("Languages:"))}{names}</span>{codes}</span>'
    )


def result_cards(results: Iterable[tuple[int, ResultCard]]) -> SafeString:
    """Results with their positions, an element of a list each."""
    lang, shown_day, shown_badges = _lang_attribute(), cache(day), cache(badges)
    return _safe(
        "".join(
            f'<li><article class="result-card" data-position="{position}">{_titles(result, lang)}'
            f'<p class="result-card__facts">{shown_day(result.date)} {shown_badges(tuple(result.availability))} '
            f"{_facts(result, lang)}</p>"
            f'<p class="result-card__snippet"{lang(result.snippet_language)}>{result.snippet}</p>'
            f"{_names(result, lang)}{_lacks(result)}{_why(result, lang)}</article></li>\n"
            for position, result in results
        )
    )


def _titles(result: ResultCard, lang: LangAttribute) -> str:
    own = (
        f'<h3 class="result-card__title"{lang(result.title_language)}>'
        f'<a href="{escape(result.shown.url)}">{result.title}</a></h3>'
    )
    others = (
        f'<p class="result-card__other-title"{lang(title_language)}>'
        f'<a href="{escape(text.url)}" hreflang="{escape(code)}">{escape(text.title)}</a></p>'
        for code, text, title_language in result.other_titles
    )
    return own + "".join(others)


def _facts(result: ResultCard, lang: LangAttribute) -> str:
    changed = f"<span>{escape(_('original changed since'))}</span> " if result.shown.is_behind else ""
    topics = " · ".join(
        f'<span class="result-card__topic"{lang(topic.language)}>{escape(topic.text)}</span>' for topic in result.topics
    )
    return f"{changed}<span>{topics}</span>"


def _names(result: ResultCard, lang: LangAttribute) -> str:
    names = " · ".join(f"<span>{name}</span>" for name in result.names)
    return f'<p class="result-card__names"{lang(result.matched_language)}>{names}</p>' if names else ""


def _lacks(result: ResultCard) -> str:
    if not result.lacks:
        return ""
    words = ", ".join(f"<s>{escape(word)}</s>" for word in result.lacks)
    return f'<p class="result-card__lacks">{escape(result.lacks_label)} {words}</p>'


def _why(result: ResultCard, lang: LangAttribute) -> str:
    if not result.reasons:
        return ""
    of = lang(result.matched_language)
    reasons = "".join(
        f"<div><dt>{escape(reason.word)}</dt><dd{of}>{escape(', '.join(reason.forms))}</dd></div>"
        for reason in result.reasons
    )
    return (
        f'<details class="result-card__why"><summary>{escape(_("Why it matched"))}<span class="visually-hidden">: '
        f"<span{lang(result.title_language)}>{escape(result.shown.title)}</span></span></summary>"
        f"<dl>{reasons}</dl></details>"
    )


def _safe(html: str) -> SafeString:
    return SafeString(html)
