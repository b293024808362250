"""What the companion beside the translation editor asks for, and the question before publishing."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail import hooks
from wagtail.models import Page, TranslatableMixin

from portal.languages.common.natural_numbers import natural_number
from portal.translation.localize import StringSegment, Translation, get_edit_url
from portal.translation.publishing import Change
from portal.translation.release.hooks import links as release_links
from portal.translation.staff.rights import publishes_in_own_right

from .access import PERMISSION, open_workbench
from .editor import SegmentProblems, Workbench, fingerprint, is_machine_made, workbench_of
from .kept_views import KeptOfTranslationView, KeptTextsView
from .presence import presence

# A function of a page and a user that returns labels and addresses, for who may publish the page.
LINKS_HOOK = "portal_workbench_links"
# Of one segment's kept texts; all of them have a page.
MOST_OFFERED = 5


def urlpatterns() -> list[URLPattern]:
    """The companion knows the editor's segments and its language, so these are what its addresses are made of."""
    return [
        path("translating/", overview, name="translation_overview"),
        path("translating/kept/", KeptTextsView.as_view(), name="translation_kept"),
        path("translating/kept-of/<int:translation_id>/", KeptOfTranslationView.as_view(), name="translation_kept_of"),
        path("localize/translate/<int:translation_id>/presence/", presence, name="translation_presence"),
        path("translating/<slug:language>/<int:segment_id>/", companion, name="translation_segment"),
        path("translating/<slug:language>/<int:segment_id>/checks/", checks, name="translation_checks"),
    ]


def _opened(request: HttpRequest, language: str, segment_id: int) -> tuple[Workbench, StringSegment]:
    """Raises Http404 for what is no segment of a translation into this language, PermissionDenied for others' work."""
    segment = get_object_or_404(StringSegment.objects.select_related("context", "string"), pk=segment_id)
    translation = get_object_or_404(
        Translation.objects.select_related("source__locale", "source__specific_content_type", "target_locale"),
        source_id=segment.source_id,
        target_locale__language_code=language,
    )
    return open_workbench(request.user, translation), segment


@require_GET
def overview(request: HttpRequest) -> JsonResponse:
    """`{"segments": {id: {"structure", "words", "is_changed", "is_machine_made"}}, "exchange": [{"label", "url"}]}`."""
    language, segment_id = request.GET.get("language", ""), natural_number(request.GET.get("segment"))
    if segment_id is None:
        raise Http404
    bench, _first = _opened(request, language, segment_id)
    links = [
        (_("Files of this translation"), reverse("translation_files", args=[bench.translation.pk])),
        (_("Kept texts of this translation"), reverse("translation_kept_of", args=[bench.translation.pk])),
    ]
    if request.user.has_perm(PERMISSION):
        links.append((_("Translation memory and glossary"), reverse("translation_memory")))
    page = bench.translation.get_target_instance()
    if isinstance(page, Page) and publishes_in_own_right(request.user, page):
        links += release_links(page, request.user)
        links += [link for hook in hooks.get_hooks(LINKS_HOOK) for link in hook(page, request.user)]
    return JsonResponse(
        {
            "segments": {segment.pk: _summary(bench, segment) for segment in bench.segments},
            "exchange": [{"label": label, "url": url} for label, url in links],
        }
    )


def _summary(bench: Workbench, segment: StringSegment) -> dict[str, Any]:
    return {
        "structure": bench.structure(segment).label,
        "words": bench.words(segment),
        "is_changed": bench.previous(segment) is not None,
        "is_machine_made": is_machine_made(bench.translated(segment)),
    }


@require_GET
def companion(request: HttpRequest, language: str, segment_id: int) -> HttpResponse:
    bench, segment = _opened(request, language, segment_id)
    row, previous = bench.translated(segment), bench.previous(segment)
    # What the segment was translated with before it changed has a place of its own.
    kept = [offer for offer in bench.kept.offers[segment.pk] if previous is None or offer.text != previous.target]
    context = {
        "languages": bench.languages,
        "segment": segment,
        "structure": bench.structure(segment),
        "previous": previous,
        "kept": kept[:MOST_OFFERED],
        "kept_url": reverse("translation_kept_of", args=[bench.translation.pk]),
        "suggestions": bench.suggestions(segment),
        "terms": bench.terms(segment, row.data if row else ""),
        "is_machine_made": is_machine_made(row),
        "problems": bench.problems(segment, row.data) if row else [],
        "is_translated": row is not None,
    }
    return render(request, "translation/workbench/segment.html", context)


@require_POST
def checks(request: HttpRequest, language: str, segment_id: int) -> HttpResponse:
    """Problems of the `value` that is being typed; nothing is saved."""
    bench, segment = _opened(request, language, segment_id)
    value = request.POST.get("value", "")
    context = {"problems": bench.problems(segment, value), "is_translated": bool(value.strip())}
    return render(request, "translation/workbench/problems.html", context)


def ask_before_publishing(change: Change) -> HttpResponse | None:
    """The page that lists what the checks have found, until the user has decided to publish all the same."""
    request = change.request
    if request is None:
        return None
    benches = [(each, workbench_of(each)) for each in change.instances if isinstance(each, TranslatableMixin)]
    problems = [(instance, bench, bench.saved_problems()) for instance, bench in benches if bench]
    answered = set(request.POST.getlist("checked"))
    marks = [fingerprint(own) for _instance, _bench, own in problems if own]
    if answered.issuperset(marks):
        return None
    marks += sorted(answered.difference(marks))
    context = {
        "translations": [_listed(instance, bench, own) for instance, bench, own in problems if own],
        "marks": marks,
        # What another question before publishing has been answered with.
        "answers": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in {"csrfmiddlewaretoken", "checked"}
        ],
    }
    return render(request, "translation/workbench/publish.html", context)


def _listed(instance: TranslatableMixin, bench: Workbench, found: Sequence[SegmentProblems]) -> dict[str, Any]:
    return {
        "instance": instance,
        "url": get_edit_url(instance),
        "language": bench.translation.target_locale.get_display_name(),
        "found": [
            {"label": bench.structure(segment).label, "segment": segment, "row": bench.translated(segment), "own": own}
            for segment, own in found
        ],
    }
