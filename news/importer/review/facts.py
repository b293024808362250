"""The facts as a form, and the draft pair that is made of the document."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from news.interchange.importing import reason_of
from news.interchange.reading import Rejected
from news.models import ImportedDocument, NewsListingPage

from ..pipeline.body_blocks import unpaired
from ..pipeline.decisions import DecisionOutcome, decide, name_of
from ..pipeline.draft_pairs import Check, EditedMeanwhile, Written, is_edited, mark_checked, write_pair
from ..pipeline.reviewed import InvalidDecision
from .documents import DocumentView
from .fact_form import FactForm
from .text import answer, report


class DocumentFactsView(DocumentView):
    template_name = "news/importer/facts.html"
    step = "facts"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds `form`, `pages` of the draft pair, `is_edited`, `may_write`, and per language what has no partner:
        `unpaired`, (language, untranslated paragraphs of the source, paragraphs that no block holds)."""
        pages = Page.objects.filter(pk__in=self.document.written).select_related("locale")
        context = {
            "form": kwargs.pop("form", None) or FactForm(self.review),
            "pages": pages,
            "is_edited": is_edited(self.document),
            "may_write": self._may_write(),
            "unpaired": [
                (language, *map(len, unpaired(self.review, language)))
                for language in self.review.analysis.target_languages
            ],
            "decisions": self.document.decisions.order_by("-number"),
        }
        return super().get_context_data(**kwargs) | context

    def _may_write(self) -> bool:
        listings = NewsListingPage.objects.filter(locale__language_code__in=self.review.analysis.texts)
        return all(page.permissions_for_user(self.request.user).can_add_subpage() for page in listings)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        action = request.POST.get("action", "save")
        if action in ("refuse", "take-up"):
            return self._change_state(request, action)
        form = FactForm(self.review, request.POST)
        wants_json = request.headers.get("accept") == "application/json"
        if not form.is_valid():
            if wants_json:
                return JsonResponse({"message": _("Not saved: some fields are not right yet.")}, status=422)
            messages.error(request, _("Not saved: some fields are not right yet."))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            outcome = decide(self.document, form.requested(), request.user)
        except InvalidDecision:
            messages.error(request, _("This cannot be done: the page has changed since you opened it."))
            return redirect(request.path)
        if self.document.item is not None:
            # Not a matter of the pages: it holds although they have been edited since.
            self.document.item.shows_origin = bool(outcome.review.value("shown"))
            self.document.item.save(update_fields=["shows_origin"])
        if wants_json:
            return JsonResponse(answer(outcome))
        if action == "check" and not outcome.conflicts:
            return self._check(request, outcome)
        if action == "write" and not outcome.conflicts:
            return self._write(request, outcome)
        report(request, outcome)
        return redirect(request.path)

    def _write(self, request: HttpRequest, outcome: DecisionOutcome) -> HttpResponse:
        if not self._may_write():
            messages.error(request, _("You may not add news in every language of this document."))
            return redirect(request.path)
        is_checked = request.POST.get("checked") == "on"
        if is_checked and not _may_be_checked(request, outcome):
            return redirect(request.path)
        check = Check(name_of(request.user), timezone.localdate()) if is_checked else None
        try:
            written = write_pair(self.document, check=check, makes_new=True)
        except EditedMeanwhile:
            messages.error(request, _("The pages have been edited since. Edit them further in the page editor."))
        except (Rejected, ValidationError) as error:
            messages.error(request, reason_of(error))
        else:
            return _editor(request, written, self.document.source_locale.language_code)
        return redirect(request.path)

    def _check(self, request: HttpRequest, outcome: DecisionOutcome) -> HttpResponse:
        """For pages that were edited further: they stay as they are."""
        if self.document.item is not None and _may_be_checked(request, outcome):
            mark_checked(self.document, Check(name_of(request.user), timezone.localdate()))
            messages.success(request, _("“%(title)s” is marked as checked.") % {"title": self.document})
        return redirect(request.path)

    @transaction.atomic
    def _change_state(self, request: HttpRequest, action: str) -> HttpResponse:
        waiting, refused = ImportedDocument.State.WAITING, ImportedDocument.State.REFUSED
        before, after = (waiting, refused) if action == "refuse" else (refused, waiting)
        changed = ImportedDocument.objects.filter(pk=self.document.pk, state=before, item=None).update(state=after)
        if not changed:
            messages.error(request, _("This cannot be done: the page has changed since you opened it."))
            return redirect(request.path)
        messages.success(
            request,
            _("“%(title)s” is refused.") % {"title": self.document}
            if action == "refuse"
            else _("“%(title)s” waits for review again.") % {"title": self.document},
        )
        return redirect("news_imported_documents" if action == "refuse" else request.path)


def _may_be_checked(request: HttpRequest, outcome: DecisionOutcome) -> bool:
    """Not while a doubtful word waits; the reviewer is told."""
    undecided = outcome.review.undecided
    if undecided:
        message = ngettext(
            "Not checked yet: %(count)d doubtful word is left.",
            "Not checked yet: %(count)d doubtful words are left.",
            undecided,
        )
        messages.error(request, message % {"count": undecided})
    return not undecided


def _editor(request: HttpRequest, written: Written, language: str) -> HttpResponse:
    """Leads to the page editor, with what the editor should know."""
    source = written.pages[language]
    messages.success(request, _("The draft pair of “%(title)s” is written.") % {"title": source.title})
    if written.new:
        message = ngettext(
            "%(count)d new text about a person or an organisation is a draft: publish it with the news.",
            "%(count)d new texts about people and organisations are drafts: publish them with the news.",
            len(written.new),
        )
        messages.info(request, message % {"count": len(written.new)})
    for note in written.notes:
        messages.warning(request, note)
    return redirect(reverse("wagtailadmin_pages:edit", args=[source.pk]))
