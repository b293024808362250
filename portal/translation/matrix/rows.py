"""Texts × languages: the state of each text in each language, read in a number of queries that knows no length."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, Page, get_translatable_models

from portal.i18n import language_codes
from portal.translation.staff.models import Assignment

from ..freshness.models import PublishedText


class State(models.TextChoices):
    """Of a text in a language. DRAFT: a draft is newer than what is public, or nothing is public."""

    ORIGINAL = "original", _("original")
    CURRENT = "current", _("current")
    BEHIND = "behind", _("behind")
    DRAFT = "draft", _("draft newer")
    APART = "apart", _("edited apart")
    MISSING = "missing", _("missing")


def state_name(code: str) -> str:
    """The annotation of `matrix` that holds the state in a language."""
    return f"state_{code.replace('-', '_')}"


def words_left_name(code: str) -> str:
    """The annotation of `matrix` that holds the words to translate into a language."""
    return f"words_left_{code.replace('-', '_')}"


def matrix(codes: Iterable[str] | None = None) -> "QuerySet[Any]":
    """Every published original, with `state_<code>` and `words_left_<code>` for each language, `words_left`, and
    `waiting_since`: when its oldest translation fell behind."""
    texts = PublishedText.objects.filter(locale=F("source_locale")).select_related("locale", "content_type")
    texts = texts.defer("parts")
    chosen = list(codes or language_codes())
    for code in chosen:
        texts = texts.annotate(**{state_name(code): _state(code)})
        texts = texts.annotate(**{words_left_name(code): _words_left(code)})
    total = sum((F(words_left_name(code)) for code in chosen), Value(0))
    waiting = PublishedText.objects.filter(translation_key=OuterRef("translation_key"), behind__gt=0)
    since = Subquery(waiting.order_by("behind_since").values("behind_since")[:1])
    return texts.annotate(words_left=total, waiting_since=since)


def assignee_name(code: str) -> str:
    """The annotation of `with_assignments` that holds the user name of who translates into a language."""
    return f"assigned_{code.replace('-', '_')}"


def with_assignments(texts: "QuerySet[Any]") -> "QuerySet[Any]":
    """With `assigned_<code>` for each language, and `due_on`: the first day that something is due."""
    own = Assignment.objects.filter(translation_key=OuterRef("translation_key"), finished_at=None)
    for code in language_codes():
        people = own.filter(target_locale__language_code=code).values("assignee__username")
        texts = texts.annotate(**{assignee_name(code): Subquery(people[:1])})
    return texts.annotate(due_on=Subquery(own.order_by("due_on").values("due_on")[:1]))


def published_in(code: str) -> "QuerySet[Any]":
    """The text in a language, as a subquery of a query over texts."""
    return PublishedText.objects.filter(translation_key=OuterRef("translation_key"), locale__language_code=code)


def _state(code: str) -> Case:
    translation = published_in(code)
    draft: Any = Q(pk__in=[])
    for model in draft_models():
        drafts = model._default_manager.filter(
            translation_key=OuterRef("translation_key"), locale__language_code=code, has_unpublished_changes=True
        )
        draft = draft | Exists(drafts)
    return Case(
        When(locale__language_code=code, then=Value(State.ORIGINAL.value)),
        When(Exists(translation.filter(is_apart=True)), then=Value(State.APART.value)),
        When(draft, then=Value(State.DRAFT.value)),
        When(Exists(translation.filter(behind__gt=0)), then=Value(State.BEHIND.value)),
        When(Exists(translation), then=Value(State.CURRENT.value)),
        default=Value(State.MISSING.value),
        output_field=models.CharField(),
    )


def _words_left(code: str) -> Case:
    """A text that is not published in the language lacks all its words."""
    behind = Subquery(published_in(code).values("words_behind")[:1])
    return Case(
        When(locale__language_code=code, then=Value(0)),
        default=Coalesce(behind, F("words")),
        output_field=models.PositiveIntegerField(),
    )


@cache
def draft_models() -> tuple[Any, ...]:
    """The tables that know of drafts: that of all pages, and those of translatable snippets."""
    snippets = [
        model
        for model in get_translatable_models(include_subclasses=True)
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return (Page, *snippets)
