"""The list of imported documents, and what the pages about one of them have in common."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, NumberColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from news.models import DocumentUpload, ImportedDocument
from portal.i18n import language_codes
from portal.media.kinds import BINARY
from portal.media.sending import POLICY, PRIVATE
from portal.runtime.uploads import with_states

from ..pipeline.decisions import review_of
from ..pipeline.picture_facts import OFFERED_TYPES
from ..pipeline.pictures import stored_picture
from ..pipeline.reviewed import Review
from ..pipeline.wording import Refused

REVIEW_PERMISSION = "news.review_importeddocument"
UPLOAD_PERMISSION = "news.add_importeddocument"
MOST_UPLOADS = 20
# What browsers show without running anything of it.
SHOWN_PICTURES = frozenset(("image/png", "image/jpeg"))
SHOWN_IN_BROWSER = SHOWN_PICTURES | {"application/pdf"}


class DocumentsFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=ImportedDocument.State.choices, empty_label=pgettext_lazy("documents", "All")
    )
    doubts = django_filters.ChoiceFilter(
        label=_("Doubtful words"),
        method="filter_doubts",
        choices=[("some", _("some are left")), ("none", _("none are left"))],
        empty_label=pgettext_lazy("documents", "All"),
    )

    class Meta:
        model = ImportedDocument
        fields: list[str] = []

    def filter_doubts(
        self, queryset: "QuerySet[ImportedDocument]", name: str, value: str
    ) -> "QuerySet[ImportedDocument]":
        return queryset.filter(undecided__gt=0) if value == "some" else queryset.filter(undecided=0)


class LanguagesColumn(Column):
    def get_value(self, instance: ImportedDocument) -> str:
        return ", ".join(code.upper() for code in language_codes() if code in instance.languages)


class DocumentsView(IndexView):
    model = ImportedDocument
    page_title = _("Documents to review")
    header_icon = "doc-full"
    template_name = "news/importer/documents.html"
    permission_policy = ModelPermissionPolicy(ImportedDocument)
    any_permission_required = ["review"]
    filterset_class = DocumentsFilterSet
    search_fields = ["title", "identifier"]
    # Wagtail's own sentence would be half in English where it has no translation.
    no_results_message = _("No documents.")
    index_url_name = "news_imported_documents"
    index_results_url_name = "news_imported_documents_results"
    default_ordering = "-imported_at"
    paginate_by = 50
    columns = [
        TitleColumn(
            "title",
            label=_("Title"),
            accessor=str,
            sort_key="title",
            get_url=lambda document: reverse("news_imported_document_text", args=[document.pk]),
        ),
        Column("identifier", label=_("Identifier"), sort_key="identifier"),
        LanguagesColumn("languages", label=_("Languages")),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        NumberColumn("undecided", label=_("Doubtful words left"), sort_key="undecided"),
        BooleanColumn("has_item", label=_("Draft pair"), accessor=lambda document: document.item_id is not None),
        DateColumn("imported_at", label=_("Imported"), sort_key="imported_at", width="12%"),
    ]

    def get_base_queryset(self) -> "QuerySet[ImportedDocument]":
        return ImportedDocument.objects.defer("analysis", "written")

    @cached_property
    def header_buttons(self) -> list[Any]:
        if not self.request.user.has_perm(UPLOAD_PERMISSION):
            return []
        return [
            HeaderButton(gettext("Upload documents"), url=reverse("news_imported_documents_upload"), icon_name="upload")
        ]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `states`: (value, label, count), of all documents; and `uploads` that have not been read to the end."""
        counts = dict(ImportedDocument.objects.order_by().values_list("state").annotate(Count("pk")))
        states = [(value, label, counts.get(value, 0)) for value, label in ImportedDocument.State.choices]
        may_upload = self.request.user.has_perm(UPLOAD_PERMISSION)
        uploads = DocumentUpload.objects.filter(is_done=False) if may_upload else DocumentUpload.objects.none()
        return super().get_context_data(*args, **kwargs) | {
            "states": states,
            "uploads": with_states(uploads.select_related("user")[:MOST_UPLOADS]),
        }


class OneDocument(View):
    """Something about one document, for reviewers."""

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(REVIEW_PERMISSION):
            raise PermissionDenied
        documents = ImportedDocument.objects.select_related("source_locale", "item")
        self.document = get_object_or_404(documents, pk=pk)
        return super().dispatch(request, *args, **kwargs)


class DocumentView(WagtailAdminTemplateMixin, OneDocument, TemplateView):
    """A page about a document: a step of its review."""

    header_icon = "doc-full"
    step: str

    @cached_property
    def review(self) -> Review:
        return review_of(self.document)

    def get_page_title(self) -> str:
        return str(self.document)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        documents = {"url": reverse("news_imported_documents"), "label": DocumentsView.page_title}
        return [*self.breadcrumbs_items, documents, {"url": "", "label": str(self.document)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        steps = [
            ("text", gettext("Text"), "news_imported_document_text"),
            ("alignment", gettext("Pairs"), "news_imported_document_alignment"),
            ("facts", gettext("Facts and draft"), "news_imported_document_facts"),
        ]
        return super().get_context_data(**kwargs) | {
            "document": self.document,
            "steps": [
                (name, label, reverse(address, args=[self.document.pk]))
                for name, label, address in steps
                if name != "alignment" or self.review.analysis.target_languages
            ],
            "step": self.step,
            "left": left_message(self.review.undecided),
        }


def left_message(count: int) -> str:
    return ngettext("%(count)d doubtful word left", "%(count)d doubtful words left", count) % {"count": count}


class DocumentPictureView(OneDocument):
    """A picture of one of the files."""

    def get(self, request: HttpRequest, number: int) -> HttpResponseBase:
        rows = self.document.analysis["facts"].get("pictures") or []
        try:
            picture = stored_picture(self.document, rows[number]) if number < len(rows) else None
        except Refused as error:
            raise Http404(str(error)) from error
        if picture is None or picture.media_type not in OFFERED_TYPES:
            raise Http404(gettext("The picture is gone from the file."))
        headers = {"Cache-Control": PRIVATE, "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}
        return HttpResponse(picture.content, content_type=picture.media_type, headers=headers)


class DocumentFileView(OneDocument):
    """The file as it was imported. Browsers show PDF and pictures and save anything else: it might be a script."""

    def get(self, request: HttpRequest, file_pk: int) -> HttpResponseBase:
        file = get_object_or_404(self.document.files.select_related("file"), pk=file_pk)
        is_shown = file.media_type in SHOWN_IN_BROWSER
        try:
            content = file.file.file.open("rb")
        except FileNotFoundError as error:
            raise Http404(gettext("The file is gone from the storage.")) from error
        return FileResponse(
            content,
            as_attachment=not is_shown,
            filename=file.name.rpartition("/")[2],
            content_type=file.media_type if is_shown else BINARY,
            headers={
                "Cache-Control": PRIVATE,
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": POLICY,
            },
        )
