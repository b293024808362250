"""The page of results, and the same as JSON. Both answer from the index; JSON needs no database at all."""

import logging
import math
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.i18n import address_alternates
from portal.paging import page_of

from . import reading
from .engines import EngineUnavailable, SearchRequest, SearchResponse
from .forms import CompletionForm, FilterForm, ReaderForm, SearchForm
from .presentation import as_json, facet_groups, results
from .query import MAX_WORDS

logger = logging.getLogger(__name__)

COMPLETIONS = 8
RETRY_SECONDS = 5


def _search(request: SearchRequest) -> SearchResponse:
    """Nothing asked for is nothing found; filters alone list what they leave."""
    if not request.query and not request.filters:
        return SearchResponse(request, 0, (), {})
    return reading.search(request)


@require_safe
def search_results(request: HttpRequest) -> HttpResponse:
    """The page. What cannot be understood in its address is left out, with a message."""
    language = get_language() or ""
    form = FilterForm(request.GET)
    notices = []
    if not form.is_valid():
        if "page" in form.errors:
            raise Http404(_("There is no such page of results."))
        notices.append(form.message())
        form = FilterForm({name: value for name, value in request.GET.items() if name not in form.errors})
        form.is_valid()
    asked = form.search_request(language)
    context: dict[str, Any] = {
        "alternates": address_alternates(request, language),
        "query": request.GET.get("q", ""),
        "sort": asked.sort,
        "hidden_fields": [
            (name, value) for name, value in request.GET.items() if name in form.fields and name not in ("q", "page")
        ],
        "is_asked": bool(asked.query or asked.filters),
    }
    try:
        response = _search(asked)
    except EngineUnavailable as error:
        logger.warning("Search is away: %s", error)
        context |= {"is_away": True, "notices": notices}
        answer = render(request, "search/results.html", context, status=503)
        answer["Retry-After"] = str(RETRY_SECONDS)
        return answer
    parameters = request.GET.copy()
    if response.request.query.is_cut:
        # Every link repeats the query: what was not used of a long one would make a page of hundreds of kilobytes.
        parameters["q"] = " ".join(response.request.query.text.split()[:MAX_WORDS])
    context |= {
        "page_obj": page_of(range(response.total), request, asked.page_size),
        "results": results(response),
        "total": response.total,
        "facets": facet_groups(response.facets, language, parameters),
        "suggestion": response.suggestion,
        "notices": notices + _notices(response),
    }
    return render(request, "search/results.html", context)


def _notices(response: SearchResponse) -> list[str]:
    notices = []
    if response.is_fallback:
        notices.append(_("Search is running in a reduced mode: the order of results may differ from the usual one."))
    if response.request.query.is_cut:
        notices.append(_("The query is long: only its first %(count)d words were used.") % {"count": MAX_WORDS})
    if response.fuzzy and response.total:
        notices.append(_("Nothing has these words as typed. These items have words that are spelled like them."))
    if response.relaxed:
        notices.append(_("No item has all of these words. These have most of them."))
    return notices


@require_safe
def search_json(request: HttpRequest) -> JsonResponse:
    """`GET /api/search/?q=…&language=…&page=…&page_size=…` and filters."""
    form = SearchForm(request.GET)
    is_valid = form.is_valid()
    with override(form.reader_language()):
        if not is_valid:
            return _error(SearchForm(request.GET), 400)
        asked = form.search_request(form.reader_language())
        try:
            response = _search(asked)
        except EngineUnavailable as error:
            return _away(error)
        pages = max(1, math.ceil(response.total / asked.page_size))
        if asked.page > pages:
            message = _("This list has %(count)d pages; there is no page “%(page)s”.")
            # LocaleMiddleware takes a 404 for an address without its language's prefix, where the site has prefixes.
            request.urlconf = "search.urls"
            return _json({"error": message % {"count": pages, "page": form.cleaned_data["page"]}}, 404)
        return _json(as_json(response))


@require_safe
def complete_json(request: HttpRequest) -> JsonResponse:
    """`GET /api/search/complete/?q=…&language=…`: titles that begin with, or have, words that begin so."""
    form = CompletionForm(request.GET)
    is_valid = form.is_valid()
    with override(form.reader_language()):
        if not is_valid:
            return _error(CompletionForm(request.GET), 400)
        try:
            found = reading.complete(form.cleaned_data["q"], form.reader_language(), COMPLETIONS)
        except EngineUnavailable as error:
            return _away(error)
        return _json({"completions": [{"text": item.text, "url": item.url} for item in found]})


def _error(form: ReaderForm, status: int) -> JsonResponse:
    """Validates again: messages are in the language that is active while they are made."""
    errors = {name: " ".join(map(str, messages)) for name, messages in form.errors.items()}
    return _json({"error": " ".join(errors.values()), "errors": errors}, status)


def _away(error: EngineUnavailable) -> JsonResponse:
    logger.warning("Search is away: %s", error)
    response = _json({"error": _("Search is being prepared. Please try again in a moment.")}, 503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _json(values: Mapping[str, Any], status: int = 200) -> JsonResponse:
    response = JsonResponse(values, status=status, json_dumps_params={"ensure_ascii": False})
    response["Content-Language"] = get_language() or ""
    return response
