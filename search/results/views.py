"""Views: the page of results, and the same as JSON. Both answer from the index; JSON needs no database at all."""

import logging
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, get_language_from_path, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from portal.changes.reading import made_of_more_than_the_database
from portal.i18n import address_alternates
from portal.languages.common.natural_numbers import natural_number
from portal.paging import page_of

from ..engines import NEWEST, RELEVANCE, SearchRequest, SearchResponse, failover
from ..index.interface import EngineUnavailable
from ..query.parse import MAX_WORDS, Query, parse
from .facets import active_filters, facet_groups
from .forms import ClickForm, CompletionForm, FilterForm, ReaderForm, SearchForm
from .log import note_click, note_search
from .presentation import as_json, results, used_translations
from .queries import promoted_results
from .search_url import SearchUrl
from .zero_results import alternatives

logger = logging.getLogger(__name__)

COMPLETIONS = 8
NEWS_WHERE_NOTHING_IS_FOUND = 5
RETRY_SECONDS = 5
# Far more than a query that is counted, percent-encoded.
LONGEST_CLICK = 4_000
_PROGRAMS = re.compile(r"bot\b|crawl|spider|slurp|preview|monitor", re.IGNORECASE)


def _search(request: SearchRequest) -> SearchResponse:
    """Nothing asked for is nothing found; filters alone list what they leave."""
    if not request.query and not request.filters:
        return SearchResponse(request, 0, (), {})
    return failover.search(request)


@require_safe
def search_results(request: HttpRequest) -> HttpResponse:
    """The page. What cannot be understood in its address is left out, with a message."""
    # The index is told of changes after the database.
    made_of_more_than_the_database()
    language = get_language() or ""
    form, notices = _understood(request)
    asked = form.search_request(language)
    url = SearchUrl(form, _repeatable(asked.query))
    context: dict[str, Any] = {
        "alternates": address_alternates(request, language),
        "query": request.GET.get("q", ""),
        "is_asked": bool(asked.query or asked.filters),
        "hidden_fields": [(name, value) for name, value in url.values.items() if name != "q"],
        "notices": notices,
    }
    try:
        context |= _found(request, asked, url)
    except EngineUnavailable as error:
        logger.warning("Search is away: %s", error)
        answer = render(request, "search/results.html", context | {"is_away": True}, status=503)
        answer["Retry-After"] = str(RETRY_SECONDS)
        return answer
    return render(request, "search/results.html", context)


def _understood(request: HttpRequest) -> tuple[FilterForm, list[str]]:
    """A valid form, and messages about what was left out of it."""
    form = FilterForm(request.GET)
    if form.is_valid():
        return form, []
    if "page" in form.errors:
        raise Http404(_("There is no such page of results."))
    understood = FilterForm({name: value for name, value in request.GET.items() if name not in form.errors})
    understood.is_valid()
    return understood, [form.message()]


def _repeatable(query: Query) -> str:
    """What was used of a query: links repeat it, and a long one would make a page of hundreds of kilobytes."""
    return " ".join(query.text.split()[:MAX_WORDS]) if query.is_cut else query.text


def _found(request: HttpRequest, asked: SearchRequest, url: SearchUrl) -> dict[str, Any]:
    """What the page shows. Raises EngineUnavailable."""
    response = _search(asked)
    if _is_typed(request, asked):
        note_search(asked.query.text, asked.language, response.total)
    page = page_of(range(response.total), request, asked.page_size)
    context: dict[str, Any] = {
        "page_obj": page,
        "total": response.total,
        "results": list(enumerate(results(response), start=page.start_index())),
        "facets": facet_groups(response, url) if response.total else [],
        "active_filters": active_filters(response, url),
        "clear_url": url.without_filters(),
        "sorts": _sorts(asked, url),
        "promoted": promoted_results(asked.query, asked.language) if asked.page == 1 and not asked.filters else [],
        "suggestion": response.suggestion,
        "suggestion_url": url.with_(q=response.suggestion),
        "corrected": response.corrected if response.total else None,
        "corrected_url": url.with_(q=response.corrected),
        "hints": _hints(response),
        "translations": used_translations(response),
        "as_typed_url": url.with_(translate="no"),
        "is_as_typed": "translate" in url.values,
        "translated_url": url.with_(translate=None),
    }
    if not response.total:
        context |= _instead(response, url)
    return context


def _instead(response: SearchResponse, url: SearchUrl) -> dict[str, Any]:
    """What the page shows where there are no results: ways on, and the latest news."""
    is_asked = bool(response.request.query or response.request.filters)
    request = replace(response.request, query=parse(""), filters={}, page_size=NEWS_WHERE_NOTHING_IS_FOUND)
    everything = failover.search(replace(request, with_facets=not is_asked))
    shown: dict[str, Any] = {"latest": results(everything)}
    if not is_asked:
        return shown | {"facets": facet_groups(everything, url)}
    offered = alternatives(response, url, _search)
    filters = active_filters(response, url, offered.filter_labels)
    return shown | {"alternatives": offered, "active_filters": filters}


def _is_typed(request: HttpRequest, asked: SearchRequest) -> bool:
    """Whether somebody has just asked this: not paged, narrowed or sorted it, and no program has followed a link."""
    if not asked.query.clauses or asked.page > 1 or asked.filters or asked.sort != RELEVANCE:
        return False
    is_ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    return request.method == "GET" and not is_ahead and not _PROGRAMS.search(request.headers.get("User-Agent", ""))


def _sorts(asked: SearchRequest, url: SearchUrl) -> list[tuple[str, str, bool]]:
    """Name, address and whether it is the present one; without words there is nothing but dates to sort by."""
    if not asked.query.clauses:
        return []
    names = {RELEVANCE: _("Best match"), NEWEST: _("Newest")}
    return [
        (name, url.with_(sort=None if sort == RELEVANCE else sort), sort == asked.sort) for sort, name in names.items()
    ]


def _hints(response: SearchResponse) -> list[str]:
    """How the results differ from what was asked for."""
    hints = []
    if response.is_fallback:
        hints.append(_("Search is running in a reduced mode: the order of results may differ from the usual one."))
    if response.request.query.is_cut:
        hints.append(_("The query is long: only its first %(count)d words were used.") % {"count": MAX_WORDS})
    if response.fuzzy and response.total:
        hints.append(_("Nothing has all of these words as typed. These items have words that are spelled like them."))
    if response.relaxed:
        hints.append(_("No item has all of these words. These have some of them."))
    return hints


@require_safe
def search_json(request: HttpRequest) -> JsonResponse:
    """`GET /api/search/?q=…&language=…&page=…&page_size=…` and filters.

    Of each result `why` holds words of the query with their forms in its text, and `lacks` those that it is without.
    """
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
        if _is_typed(request, asked):
            note_search(asked.query.text, asked.language, response.total)
        pages = max(1, math.ceil(response.total / asked.page_size))
        if asked.page > pages:
            message = _("This list has %(count)d pages; there is no page “%(page)s”.")
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
            found = failover.complete(form.cleaned_data["q"], form.reader_language(), COMPLETIONS)
        except EngineUnavailable as error:
            return _away(error)
        return _json(
            {
                "completions": [
                    {"text": item.text, "url": item.url, "language": get_language_from_path(item.url)} for item in found
                ]
            }
        )


@csrf_exempt
@require_POST
def click(request: HttpRequest) -> HttpResponse:
    """`POST /api/search/click/`, sent by the page of results when a result is opened: `q`, `language`, `position`.

    It has no token, because readers have no session; other sites are turned away by what browsers say of them.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return HttpResponse(status=403)
    length = natural_number(request.headers.get("Content-Length"))
    if length is None or length > LONGEST_CLICK:
        return HttpResponse(status=413)
    form = ClickForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    note_click(parse(form.cleaned_data["q"]).text, form.reader_language(), form.cleaned_data["position"])
    return HttpResponse(status=204)


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
