"""The pages on which translators take texts out and bring them back."""

import io
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.i18n import language_codes
from portal.runtime.uploads import act, queue, with_states
from portal.translation.localize import Translation
from portal.translation.memory.models import ExchangeUpload, ImportedTranslation
from portal.translation.staff.guards import of_direction

from ..memory.reading import readable_rows
from ..workbench.access import PERMISSION, open_workbench
from ..workbench.editor import Workbench
from .applying import Applied, apply_units, units_of
from .glossary_csv import write_glossary
from .memory import memory_units
from .po import with_notes
from .reading import LARGEST_TRANSLATION_BYTES, read_isolated
from .tmx import write_tmx
from .units import UnreadableFile, moment_of
from .uploads import keep_upload
from .xliff import XliffFile, write_xliff

MOST_BYTES = 50 * 1024 * 1024
MOST_NAMED = 5
SECONDS_BETWEEN_LOOKS = 3


def urlpatterns() -> list[URLPattern]:
    return [
        path("localize/translate/<int:translation_id>/pofile/download/", of_direction(download_po)),
        path("localize/translate/<int:translation_id>/pofile/upload/", of_direction(upload_po)),
        path("translating/files/<int:translation_id>/", TranslationFilesView.as_view(), name="translation_files"),
        path("translating/files/<int:translation_id>/xliff/", download_xliff, name="translation_xliff"),
        path("translating/memory/", MemoryView.as_view(), name="translation_memory"),
        path("translating/memory/tmx/", download_tmx, name="translation_memory_tmx"),
        path("translating/memory/glossary/", download_glossary, name="translation_glossary_csv"),
    ]


def _bench(request: HttpRequest, translation_id: int) -> Workbench:
    translations = Translation.objects.select_related(
        "source__locale", "source__specific_content_type", "target_locale"
    )
    translation = get_object_or_404(translations, pk=translation_id, enabled=True)
    return open_workbench(request.user, translation)


def download_xliff(request: HttpRequest, translation_id: int) -> HttpResponse:
    bench = _bench(request, translation_id)
    languages = bench.languages
    written_at = timezone.now().isoformat()
    units = units_of(bench)
    file = XliffFile(str(bench.translation.uuid), languages.source, languages.target, units, written_at)
    content = write_xliff(file)
    name = f"{slugify(bench.translation.source.object_repr)}-{languages.target}.xlf"
    return _file(content, name, "application/xliff+xml")


def download_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """wagtail-localize's file, in which each text says where it stands."""
    bench = _bench(request, translation_id)
    name = f"{slugify(bench.translation.source.object_repr)}-{bench.languages.target}.po"
    return _file(with_notes(bench.translation.export_po(), units_of(bench)), name, "text/x-gettext-translation")


def _file(content: bytes | str, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=f"{kind}; charset=utf-8", headers=headers)


def _uploaded(request: HttpRequest, most_bytes: int) -> UploadedFile:
    """Raises UnreadableFile."""
    file = request.FILES.get("file")
    if file is None:
        raise UnreadableFile(_("Choose a file first."))
    if (file.size or 0) > most_bytes:
        raise UnreadableFile(_("The file is larger than %(size)d MB.") % {"size": most_bytes // 1024**2})
    return file


def _take(request: HttpRequest, bench: Workbench) -> bool:
    """Takes in the file that was sent, and says what became of it; whether it could be read."""
    try:
        sent = _uploaded(request, LARGEST_TRANSLATION_BYTES)
        file = read_isolated(sent.read())
        if file.identifier != str(bench.translation.uuid):
            raise UnreadableFile(_("“%(name)s” is of another translation.") % {"name": sent.name})
        applied = apply_units(bench, file.units, request.user, file.tool, moment_of(file.written_at))
    except UnreadableFile as error:
        messages.error(request, str(error))
        return False
    _report(request, bench, applied)
    return True


@require_POST
def upload_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """In the place of wagtail-localize's own view, which reads whatever comes, in the web process."""
    bench = _bench(request, translation_id)
    _take(request, bench)
    return redirect(get_valid_next_url_from_request(request) or bench.translation.get_target_instance_edit_url())


class TranslationFilesView(WagtailAdminTemplateMixin, TemplateView):
    """One translation as XLIFF and PO, out and in."""

    page_title = gettext_lazy("Files of a translation")
    header_icon = "download"
    template_name = "translation/workbench/files.html"

    def dispatch(self, request: HttpRequest, *args: Any, translation_id: int, **kwargs: Any) -> HttpResponseBase:
        self.bench = _bench(request, translation_id)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.bench.translation.source.object_repr)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        translation = self.bench.translation
        return super().get_context_data(**kwargs) | {
            "translation": translation,
            "edit_url": translation.get_target_instance_edit_url(),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        is_taken = _take(request, self.bench)
        return redirect(self.bench.translation.get_target_instance_edit_url() if is_taken else request.path)


def _report(request: HttpRequest, bench: Workbench, applied: Applied) -> None:
    message = ngettext(
        "%(count)d segment was taken over from the file.",
        "%(count)d segments were taken over from the file.",
        applied.changed,
    )
    messages.success(request, message % {"count": applied.changed})
    if applied.replaced:
        message = ngettext(
            "%(count)d of them took the place of another text, which is kept.",
            "%(count)d of them took the place of other texts, which are kept.",
            applied.replaced,
        )
        _tell_kept(request, bench, message % {"count": applied.replaced})
    if applied.older:
        message = ngettext(
            "%(count)d segment was translated here after the file was taken out, and stays. "
            "The file’s text is kept: %(texts)s",
            "%(count)d segments were translated here after the file was taken out, and stay. "
            "The file’s texts are kept: %(texts)s",
            len(applied.older),
        )
        _tell_kept(request, bench, message % {"count": len(applied.older), "texts": _named(applied.older)})
    if applied.unknown:
        message = ngettext(
            "%(count)d segment of the file is not on the page, or no longer. Its translation is kept: %(texts)s",
            "%(count)d segments of the file are not on the page, or no longer. Their translations are kept: %(texts)s",
            len(applied.unknown),
        )
        _tell_kept(request, bench, message % {"count": len(applied.unknown), "texts": _named(applied.unknown)})


def _named(texts: Sequence[str]) -> str:
    return "; ".join(f"“{text[:60]}”" for text in texts[:MOST_NAMED])


def _tell_kept(request: HttpRequest, bench: Workbench, message: str) -> None:
    url = reverse("translation_kept_of", args=[bench.translation.pk])
    link = format_html('<a href="{}">{}</a>', url, _("Kept texts of this translation"))
    messages.warning(request, format_html("{} {}", message, link))


def _require_translator(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


def download_tmx(request: HttpRequest) -> HttpResponse:
    _require_translator(request)
    output = io.StringIO()
    units = memory_units(partial(readable_rows, request.user))
    write_tmx(units, output, language_codes()[0])
    return _file(output.getvalue(), "translation-memory.tmx", "application/x-tmx+xml")


def download_glossary(request: HttpRequest) -> HttpResponse:
    _require_translator(request)
    output = io.StringIO()
    write_glossary(output)
    # Spreadsheets tell UTF-8 by its mark.
    return _file("\ufeff" + output.getvalue(), "glossary.csv", "text/csv")


class MemoryView(WagtailAdminTemplateMixin, TemplateView):
    """The translation memory as TMX and the glossary as CSV, out and in."""

    page_title = gettext_lazy("Translation memory and glossary")
    header_icon = "openquote"
    template_name = "translation/workbench/memory.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _require_translator(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the user's last `uploads`; `seconds` until the page is loaded again, while one is being read."""
        uploads = with_states(self._own_uploads()[:MOST_NAMED])
        return super().get_context_data(**kwargs) | {
            "imported": ImportedTranslation.objects.count(),
            "uploads": uploads,
            "seconds": SECONDS_BETWEEN_LOOKS if any(upload.is_being_read for upload in uploads) else None,
            "may_change_glossary": self._may_change_glossary(),
        }

    def _own_uploads(self) -> "QuerySet[ExchangeUpload]":
        return ExchangeUpload.objects.filter(user=self.request.user.pk or 0)

    def _may_change_glossary(self) -> bool:
        user = self.request.user
        return user.has_perm("translation.add_glossaryentry") and user.has_perm("translation.change_glossaryentry")

    def post(self, request: HttpRequest) -> HttpResponse:
        """A file, or what is to be done about one that was uploaded before."""
        if "upload" in request.POST:
            number = request.POST["upload"]
            act(request, next((each for each in self._own_uploads() if str(each.pk) == number), None))
            return redirect(reverse("translation_memory"))
        is_glossary = request.POST.get("kind") == ExchangeUpload.Kind.GLOSSARY
        if is_glossary and not self._may_change_glossary():
            raise PermissionDenied
        kind = ExchangeUpload.Kind.GLOSSARY if is_glossary else ExchangeUpload.Kind.MEMORY
        try:
            upload = keep_upload(_uploaded(request, MOST_BYTES), kind, request.user)
        except UnreadableFile as error:
            messages.error(request, str(error))
        else:
            queue(upload)
        return redirect(reverse("translation_memory"))
