"""The matrix of texts and languages as a report of the admin, its buttons, and its summary on the front page."""

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template.context import Context
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, NumberColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale

from portal.i18n import language_codes, language_name
from portal.translation.localize import Translation, get_edit_url
from portal.translation.staff.assigning import may_assign, original_of
from portal.translation.staff.handing_in import outcome_message, publish_or_hand_in
from portal.translation.staff.models import Assignment
from portal.translation.staff.originals import hidden_texts, require_original
from portal.translation.staff.reports import PageStaffMixin
from portal.translation.staff.rights import may_begin, may_publish
from portal.translation.translations import begin_translation

from ..freshness.minor import mark_minor
from ..freshness.models import PublishedText
from .cells import cells
from .coverage import coverage
from .rows import State, assignee_name, matrix, state_name, with_assignments, words_left_name

# Values of the filter by person, beside the ids of accounts.
MINE, NOBODYS = "me", "nobody"


def language_choices() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in language_codes()]


def type_choices() -> list[tuple[int, str]]:
    types = ContentType.objects.filter(pk__in=PublishedText.objects.values("content_type"))
    return sorted(((each.pk, capfirst(each.name)) for each in types), key=lambda choice: choice[1])


class MatrixFilterSet(WagtailFilterSet):
    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Into"), choices=language_choices, empty_label=gettext_lazy("All"), method="filter_language"
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=State.choices, empty_label=gettext_lazy("All"), method="filter_state"
    )
    content_type = django_filters.ChoiceFilter(
        label=gettext_lazy("Type"), choices=type_choices, empty_label=gettext_lazy("All")
    )
    title = django_filters.CharFilter(label=gettext_lazy("Title"), lookup_expr="icontains")
    assigned = django_filters.ChoiceFilter(
        label=gettext_lazy("Assigned to"), empty_label=gettext_lazy("All"), method="filter_assigned"
    )

    class Meta:
        model = PublishedText
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assignees = get_user_model()._default_manager.filter(assignments__finished_at=None).distinct()
        people = [(str(each.pk), get_user_display_name(each)) for each in assignees.order_by("last_name", "username")]
        self.filters["assigned"].extra["choices"] = [(MINE, _("Me")), (NOBODYS, _("Nobody")), *people]

    def filter_assigned(self, queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        """Into the chosen language, else into any."""
        assignments = Assignment.objects.filter(translation_key=OuterRef("translation_key"), finished_at=None)
        if chosen := self.form.cleaned_data.get("language"):
            assignments = assignments.filter(target_locale__language_code=chosen)
        if value == NOBODYS:
            return queryset.filter(~Exists(assignments))
        person = self.request.user.pk if value == MINE else int(value)
        return queryset.filter(Exists(assignments.filter(assignee_id=person)))

    def filter_language(self, queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        """What is not written in the language itself."""
        return queryset.exclude(locale__language_code=value)

    def filter_state(self, queryset: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        """In the chosen language, else in any."""
        chosen = self.form.cleaned_data.get("language")
        matching = Q()
        for code in [chosen] if chosen else language_codes():
            matching |= Q(**{state_name(code): value})
        return queryset.filter(matching)


class OriginalColumn(Column):
    """What an original is called, in its own language."""

    cell_template_name = "translation/admin/matrix_original.html"


class CellColumn(BaseColumn):
    """The state in one language, with the next things to do."""

    cell_template_name = "translation/admin/matrix_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Context) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        return {
            **context,
            "cell": instance.cells[self.name],
            "text": instance,
            "may_assign": may_assign(request.user),
            # Wagtail renders cells without their request, so that nobody else puts it there.
            "csrf_token": get_token(request),
        }


class MatrixView(PageStaffMixin, ReportView):
    """Columns: a text, its type, a cell for each language, words left, and since when a translation is behind."""

    page_title = gettext_lazy("Texts and languages")
    header_icon = "globe"
    filterset_class = MatrixFilterSet
    default_ordering = "-words_left"
    index_url_name = "translation_matrix"
    index_results_url_name = "translation_matrix_results"
    export_filename = "languages"

    def get_base_queryset(self) -> "QuerySet[Any]":
        texts = matrix().exclude(translation_key__in=hidden_texts(self.request))
        return with_assignments(texts)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return super().get_filterset_kwargs() | {"queryset": self.get_base_queryset()}

    @property
    def columns(self) -> list[Any]:
        languages = [CellColumn(code, label=capfirst(name)) for code, name in language_choices()]
        return [
            OriginalColumn("title", label=_("Title"), sort_key="title"),
            Column("type", label=_("Type"), accessor=lambda text: capfirst(text.content_type.name)),
            *languages,
            NumberColumn("words_left", label=_("Words left"), sort_key="words_left"),
            DateColumn("waiting_since", label=_("Behind since"), sort_key="waiting_since"),
            DateColumn("due_on", label=_("Due"), sort_key="due_on"),
        ]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        # A spreadsheet is written when the request is over and its language forgotten.
        names = dict(language_choices())
        states = [state_name(code) for code in language_codes()]
        left = [words_left_name(code) for code in language_codes()]
        people = [assignee_name(code) for code in language_codes()]
        self.list_export = [
            "title",
            "locale.language_code",
            *states,
            "words",
            *left,
            "waiting_since",
            *people,
            "due_on",
        ]
        self.export_headings = {
            "title": _("Title"),
            "locale.language_code": _("Original language"),
            **{state_name(code): capfirst(names[code]) for code in names},
            "words": _("Words"),
            **{
                words_left_name(code): _("Words left, %(language)s") % {"language": name}
                for code, name in names.items()
            },
            "waiting_since": _("Behind since"),
            **{
                assignee_name(code): _("Assigned to, %(language)s") % {"language": name} for code, name in names.items()
            },
            "due_on": _("Due"),
        }
        labels = {state.value: str(state.label) for state in State}
        readable = {self.FORMAT_CSV: labels.get, self.FORMAT_XLSX: labels.get}
        self.custom_field_preprocess = dict.fromkeys(states, readable)

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        if self.is_export:
            return object_list
        return cells(list(object_list), self.request.user)


class CoveragePanel(Component):
    """The admin's front page says how complete each language is."""

    name = "portal_coverage"
    template_name = "translation/admin/coverage_panel.html"
    order = 150

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"languages": coverage()}


@require_POST
def act(request: HttpRequest, text_id: int, language: str, action: str) -> HttpResponse:
    """The buttons of a cell: `translate` begins a translation, `minor` keeps it, `publish` publishes it."""
    text = get_object_or_404(PublishedText, pk=text_id)
    locale = get_object_or_404(Locale, language_code=language)
    original = original_of(text)
    acted = {"translate": _translate, "minor": _minor, "publish": _publish}[action](request, original, locale)
    return acted or redirect("translation_matrix")


def _translate(request: HttpRequest, original: Any, locale: Locale) -> HttpResponse | None:
    if not may_begin(request.user, original.locale_id, locale.pk):
        raise PermissionDenied
    require_original(request, original)
    try:
        translation = begin_translation(original, locale, request.user)
    except ParentNotTranslatedError:
        messages.error(request, _("Translate the page above it first."))
        return None
    return redirect(get_edit_url(translation.get_target_instance()))


def _minor(request: HttpRequest, original: Any, locale: Locale) -> None:
    if not may_publish(request.user, original):
        raise PermissionDenied
    minor = mark_minor(original, request.user)
    if minor.left:
        messages.warning(
            request, _("Text was added, removed or says something else, which is more than a minor change.")
        )


def _publish(request: HttpRequest, original: Any, locale: Locale) -> None:
    translation = get_object_or_404(
        Translation, source__object_id=original.translation_key, target_locale=locale, enabled=True
    )
    target = translation.get_target_instance()
    if not may_publish(request.user, target):
        raise PermissionDenied
    messages.success(request, outcome_message(target, publish_or_hand_in(translation, request.user)))
