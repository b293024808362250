"""Uploads of documents by a form, and what became of them."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from django.views.generic.base import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from news.models import DocumentUpload
from portal.runtime.uploads import act, queue

from ..pipeline.report import REJECTED, ReportEntry
from ..pipeline.uploads import keep_upload
from ..reading.kinds import accepted_suffixes, kinds
from ..reading.limits import LARGEST_FILE_BYTES, MEBIBYTE
from .documents import REVIEW_PERMISSION, UPLOAD_PERMISSION, DocumentsView

SECONDS_BETWEEN_LOOKS = 3


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = (data if isinstance(data, list | tuple) else [data]) or [None]
        return [super(FilesField, self).clean(file, initial) for file in given]


class UploadForm(forms.Form):
    documents = FilesField(
        label=_("Files"),
        help_text=format_lazy(
            "{} {}.",
            _(
                "Documents or scanned pages, or ZIP archives of them. Files that are called alike, such as "
                "visit_lt.txt and visit_en.txt, are one document in two languages. Kinds of files that can be read:"
            ),
            ", ".join(kinds()),
        ),
        widget=FilesInput(attrs={"accept": ",".join(accepted_suffixes())}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", pgettext_lazy("language", "Detect automatically")), *settings.LANGUAGES],
        help_text=_("For files whose names do not show a language."),
    )

    def clean_documents(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["documents"]
        for file in files:
            if (file.size or 0) > LARGEST_FILE_BYTES:
                values = {"name": file.name, "limit": LARGEST_FILE_BYTES // MEBIBYTE}
                raise ValidationError(gettext("“%(name)s” is larger than %(limit)d MiB.") % values)
        return files


class UploadPage(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """For those who may upload documents."""

    permission_required = UPLOAD_PERMISSION
    raise_exception = True
    page_title = _("Upload documents")
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        documents = {"url": reverse("news_imported_documents"), "label": DocumentsView.page_title}
        return [*self.breadcrumbs_items, documents, {"url": "", "label": self.page_title}]


class UploadView(UploadPage, FormView):
    template_name = "news/importer/upload.html"
    form_class = UploadForm

    def form_valid(self, form: UploadForm) -> HttpResponse:
        upload = keep_upload(form.cleaned_data["documents"], form.cleaned_data["language"], self.request.user)
        queue(upload)
        return redirect("news_imported_documents_upload_state", upload.pk)


class UploadStateView(UploadPage, TemplateView):
    template_name = "news/importer/upload_state.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One document that was imported leads straight to its review."""
        upload = get_object_or_404(DocumentUpload, pk=self.kwargs["pk"])
        imported = [ReportEntry.from_json(entry) for entry in upload.entries]
        is_one = len(imported) == 1 and imported[0].outcome != REJECTED
        if is_one and request.user.has_perm(REVIEW_PERMISSION):
            return redirect("news_imported_document_text", imported[0].document)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if act(request, get_object_or_404(DocumentUpload, pk=self.kwargs["pk"])):
            return redirect(request.path)
        return redirect("news_imported_documents_upload")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds `upload` and its `entries`."""
        upload = get_object_or_404(DocumentUpload, pk=self.kwargs["pk"])
        return super().get_context_data(**kwargs) | {
            "upload": upload,
            "entries": [ReportEntry.from_json(entry) for entry in upload.entries],
            "may_change": upload.may_be_changed_by(self.request.user),
            "seconds": SECONDS_BETWEEN_LOOKS,
        }
