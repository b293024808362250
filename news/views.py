"""Permanent addresses: `/n/12/` of an item, `/p/3/` of a project, without a language and under each language."""

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from wagtail.models import Locale

from portal.access.gate import behind_gate
from portal.i18n import address_alternates, language_codes
from portal.translation.freshness.diff_display import worded
from portal.translation.freshness.hidden import without_hidden_texts
from portal.translation.freshness.states import changes_of, translation_freshness

from .models import ItemRecord, NewsItemPage, ProjectPage, ProjectRecord
from .queries import listed, summaries


def permanent_item(request: HttpRequest, number: int) -> HttpResponse:
    """Leads to the item in the language that the reader's cookie or browser asks for."""
    return _to_readers_language(request, ItemRecord, NewsItemPage, number)


def permanent_project(request: HttpRequest, number: int) -> HttpResponse:
    return _to_readers_language(request, ProjectRecord, ProjectPage, number)


def item_in_language(request: HttpRequest, number: int) -> HttpResponse:
    """The item's page in the address's language; where it is missing, a notice that names the other languages."""
    return _in_language(request, ItemRecord, NewsItemPage, number)


def project_in_language(request: HttpRequest, number: int) -> HttpResponse:
    return _in_language(request, ProjectRecord, ProjectPage, number)


def item_changes(request: HttpRequest, number: int) -> HttpResponse:
    """What of the item's original its text in the address's language does not say yet."""
    return _changes(request, ItemRecord, NewsItemPage, number)


def project_changes(request: HttpRequest, number: int) -> HttpResponse:
    return _changes(request, ProjectRecord, ProjectPage, number)


def _to_readers_language(
    request: HttpRequest, record_model: type[Model], page_model: type[NewsItemPage] | type[ProjectPage], number: int
) -> HttpResponse:
    record = _record(record_model, page_model, number)
    response = redirect(record.notice_urls()[get_language_from_request(request)])
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


def _record(model: type[Model], page_model: type[NewsItemPage] | type[ProjectPage], number: int) -> Any:
    """The record of what is or was published. Whether a draft has a number is nobody's to know."""
    records: Any = model._default_manager.filter(number=number) if number < 2**31 else []
    for record in records:
        if record.withdrawn_at or page_model.objects.live().filter(translation_key=record.translation_key).exists():
            return record
    raise Http404(_("Nothing published has the number %(number)s.") % {"number": number})


def _in_language(
    request: HttpRequest, record_model: type[Model], page_model: type[NewsItemPage] | type[ProjectPage], number: int
) -> HttpResponse:
    """Context of the notice: `record`, `originals` (news.queries.Summary, the preferred language first)."""
    record = _record(record_model, page_model, number)
    locale = Locale.get_active()
    versions = page_model.objects.filter(translation_key=record.translation_key)
    pages = list(listed(versions.live()))
    context = {"record": record, "alternates": address_alternates(request, locale.language_code)}

    def respond() -> HttpResponse:
        if not pages:
            return render(request, "news/withdrawn.html", context, status=410)
        by_language = {page.locale.language_code: page for page in pages}
        if locale.language_code in by_language:
            return redirect(by_language[locale.language_code].get_url(request))
        preferred = [by_language[code] for code in language_codes() if code in by_language]
        originals = [summary for page in preferred for summary in summaries([page], page.locale, request)]
        return render(request, "news/notice.html", {**context, "originals": originals})

    # What restricts one of the languages restricts them all, and what is withdrawn keeps its restrictions.
    gate = pages[0] if pages else versions.first()
    return behind_gate(gate, request, respond) if gate is not None else respond()


def _changes(
    request: HttpRequest, record_model: type[Model], page_model: type[NewsItemPage] | type[ProjectPage], number: int
) -> HttpResponse:
    """Context: `record`, `page`, `freshness`, `changes` (freshness.diff_display.WordedChange), `original`."""
    record = _record(record_model, page_model, number)
    locale = Locale.get_active()
    published = page_model.objects.live().filter(translation_key=record.translation_key, locale=locale)
    page = published.select_related("locale").first()
    if page is None:
        return redirect(record.notice_urls()[locale.language_code])

    def respond() -> HttpResponse:
        versions = page_model.objects.filter(translation_key=page.translation_key)
        context = {
            "record": record,
            "page": page,
            "page_url": page.get_url(request),
            "freshness": translation_freshness(page),
            "changes": list(worded(without_hidden_texts(changes_of(page), versions), page_model)),
            "alternates": page.get_alternates(request),
        }
        return render(request, "news/changes.html", context)

    return behind_gate(page, request, respond)
