"""Promoted results of a search. Says what it costs."""

from collections.abc import Sequence

from wagtail.models import Page

from portal.access.visibility import public_pages
from portal.languages.analysis import WordKeys, tokens, word_keys

from ..models import PromotedResult
from ..models.synonyms import split_terms
from ..query.parse import Query

MOST_SHOWN = 3


def promoted_results(query: Query, language: str) -> list[PromotedResult]:
    """Editors' choices for a search, with their pages, which are published and public. Three queries; one for none."""
    asked = _keys(query.text, language)
    if not asked or not query.clauses:
        return []
    rows = PromotedResult.objects.filter(language=language).values_list("pk", "queries")
    chosen = [
        pk for pk, queries in rows if any(_is_same(asked, _keys(text, language)) for text in split_terms(queries))
    ]
    if not chosen:
        return []
    pages = public_pages(Page.objects.all())
    results = PromotedResult.objects.filter(pk__in=chosen, page__in=pages).select_related("page__locale")
    return list(results.order_by("order", "pk")[:MOST_SHOWN])


def _keys(text: str, language: str) -> list[WordKeys]:
    return [word_keys(token.text, language) for token in tokens(text)]


def _is_same(first: Sequence[WordKeys], second: Sequence[WordKeys]) -> bool:
    """Word by word, whatever the endings and diacritics."""
    return len(first) == len(second) and all(
        set(one.stem) & set(other.stem) or set(one.folded) & set(other.folded)
        for one, other in zip(first, second, strict=True)
    )
