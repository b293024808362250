"""The pages on which translators take texts out and bring them back."""

import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail_localize.models import Translation

from news.models import ImportedTranslation
from portal.i18n import language_codes

from ..access import PERMISSION, open_workbench
from ..workbench import Workbench
from .applying import Applied, apply_units, units_of
from .glossary_csv import read_glossary, write_glossary
from .memory import import_memory, memory_units
from .po import read_po
from .tmx import write_tmx
from .units import UnreadableFile
from .xliff import XliffFile, read_xliff, write_xliff

MOST_BYTES = 50 * 1024 * 1024
MOST_NAMED = 5


def urlpatterns() -> list[URLPattern]:
    return [
        path("translating/files/<int:translation_id>/", TranslationFilesView.as_view(), name="news_translation_files"),
        path("translating/files/<int:translation_id>/xliff/", download_xliff, name="news_translation_xliff"),
        path("translating/memory/", MemoryView.as_view(), name="news_translation_memory"),
        path("translating/memory/tmx/", download_tmx, name="news_translation_memory_tmx"),
        path("translating/memory/glossary/", download_glossary, name="news_glossary_csv"),
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
    content = write_xliff(XliffFile(str(bench.translation.uuid), languages.source, languages.target, units_of(bench)))
    name = f"{slugify(bench.translation.source.object_repr)}-{languages.target}.xlf"
    return _file(content, name, "application/xliff+xml")


def _file(content: bytes | str, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=f"{kind}; charset=utf-8", headers=headers)


def _uploaded(request: HttpRequest) -> tuple[str, bytes]:
    """Name and content of the file. Raises UnreadableFile."""
    file = request.FILES.get("file")
    if file is None:
        raise UnreadableFile(_("Choose a file first."))
    if (file.size or 0) > MOST_BYTES:
        raise UnreadableFile(_("The file is larger than %(size)d MB.") % {"size": MOST_BYTES // 1024**2})
    return file.name or "", file.read()


class TranslationFilesView(WagtailAdminTemplateMixin, TemplateView):
    """One translation as XLIFF and PO, out and in."""

    page_title = gettext_lazy("Files of a translation")
    header_icon = "download"
    template_name = "news/translating/files.html"

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
        try:
            applied = self._take(*_uploaded(request))
        except UnreadableFile as error:
            messages.error(request, str(error))
            return redirect(request.path)
        _report(request, applied)
        return redirect(self.bench.translation.get_target_instance_edit_url())

    def _take(self, name: str, content: bytes) -> Applied:
        if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            file = read_xliff(content)
            identifier, units, tool = file.identifier, file.units, "XLIFF"
        else:
            identifier, units = read_po(content)
            tool = "PO"
        if identifier != str(self.bench.translation.uuid):
            raise UnreadableFile(_("“%(name)s” is of another translation.") % {"name": name})
        return apply_units(self.bench, units, self.request.user, tool)


def _report(request: HttpRequest, applied: Applied) -> None:
    message = ngettext(
        "%(count)d segment was taken over from the file.",
        "%(count)d segments were taken over from the file.",
        applied.changed,
    )
    messages.success(request, message % {"count": applied.changed})
    if applied.unknown:
        message = ngettext(
            "%(count)d segment of the file is not on the page, or no longer: %(texts)s",
            "%(count)d segments of the file are not on the page, or no longer: %(texts)s",
            len(applied.unknown),
        )
        texts = "; ".join(f"“{text[:60]}”" for text in applied.unknown[:MOST_NAMED])
        messages.warning(request, message % {"count": len(applied.unknown), "texts": texts})


def _require_translator(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


def download_tmx(request: HttpRequest) -> HttpResponse:
    _require_translator(request)
    output = io.StringIO()
    write_tmx(memory_units(), output, language_codes()[0])
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
    template_name = "news/translating/memory.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _require_translator(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "imported": ImportedTranslation.objects.count(),
            "may_change_glossary": self._may_change_glossary(),
        }

    def _may_change_glossary(self) -> bool:
        user = self.request.user
        return user.has_perm("search.add_glossaryentry") and user.has_perm("search.change_glossaryentry")

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            name, content = _uploaded(request)
            if request.POST.get("kind") == "glossary":
                self._take_glossary(content)
            else:
                self._take_memory(name, content)
        except UnreadableFile as error:
            messages.error(request, str(error))
        return redirect(reverse("news_translation_memory"))

    def _take_memory(self, name: str, content: bytes) -> None:
        added, known = import_memory(io.BytesIO(content), name)
        message = ngettext(
            "%(count)d pair was added to the memory; known already: %(known)d.",
            "%(count)d pairs were added to the memory; known already: %(known)d.",
            added,
        )
        messages.success(self.request, message % {"count": added, "known": known})

    def _take_glossary(self, content: bytes) -> None:
        if not self._may_change_glossary():
            raise PermissionDenied
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UnreadableFile(_("The file is not in UTF-8.")) from error
        taken = read_glossary(io.StringIO(text))
        message = _("Glossary entries added: %(added)d; changed: %(changed)d; as they were: %(unchanged)d.")
        values = {"added": taken.added, "changed": taken.changed, "unchanged": taken.unchanged}
        messages.success(self.request, message % values)
