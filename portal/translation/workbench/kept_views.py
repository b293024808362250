"""The pages that list kept texts: those of a translation, and somebody's own."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.translation.localize import Translation

from ..keeping.models import KeptText
from .access import open_workbench

PER_PAGE = 50


class _ListView(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "history"

    def get_breadcrumbs_items(self) -> list[Any]:
        own = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), own]


class KeptTextsView(_ListView):
    """One's own, also of what has been deleted since, or may not be edited any more."""

    page_title = gettext_lazy("Kept texts")
    template_name = "translation/workbench/own_kept.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = KeptText.objects.filter(user_id=self.request.user.pk or 0)
        texts = Paginator(own, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {"texts": texts}


class KeptOfTranslationView(_ListView):
    """Everybody's, for whoever may edit the translation."""

    page_title = gettext_lazy("Kept texts of a translation")
    template_name = "translation/workbench/kept.html"

    def dispatch(self, request: HttpRequest, *args: Any, translation_id: int, **kwargs: Any) -> HttpResponseBase:
        translations = Translation.objects.select_related(
            "source__locale", "source__specific_content_type", "target_locale"
        )
        self.bench = open_workbench(request.user, get_object_or_404(translations, pk=translation_id))
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.bench.translation.source.object_repr)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`parts` are segments that texts are kept for: label, segment, its translation and the offers."""
        bench, kept = self.bench, self.bench.kept
        parts = [
            (bench.structure(segment).label, segment, bench.translated(segment), kept.offers[segment.pk])
            for segment in bench.segments
            if segment.pk in kept.offers
        ]
        return super().get_context_data(**kwargs) | {
            "languages": bench.languages,
            "parts": parts,
            "kept": kept,
            "edit_url": bench.translation.get_target_instance_edit_url(),
        }
