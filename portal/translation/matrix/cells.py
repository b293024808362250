"""What a page of the matrix shows beyond its query: who works on a text, what the editor holds, what to do next."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from wagtail.models import Locale, Page

from portal.i18n import language_codes
from portal.languages.common.html_text import word_count
from portal.translation.localize import StringSegment, get_edit_url
from portal.translation.staff.models import Assignment
from portal.translation.staff.rights import may_begin, may_edit, may_publish, with_rights, with_sources

from ..blank import valid_translations
from ..freshness.models import PublishedText
from .rows import State, draft_models, state_name, words_left_name


@dataclass(frozen=True)
class Cell:
    """A text in one language. `in_editor` counts words without a translation there; None where nobody began."""

    language: str
    state: State
    words_left: int
    behind: int
    in_editor: int | None
    worked_on_by: str
    assignment: Assignment | None
    edit_url: str
    actions: tuple[str, ...]

    @property
    def is_unfinished(self) -> bool:
        """A translator has something to do."""
        return self.state in (State.MISSING, State.BEHIND, State.DRAFT)


def cells(texts: Sequence[Any], user: Any = None) -> Sequence[Any]:
    """Gives each text of a page of the matrix `cells`, a Cell by language. With a user they offer what that one may do,
    else everything. Queries: a few for each language and kind of text, whatever the number of texts."""
    keys = [text.translation_key for text in texts]
    behind = {
        (key, code): count
        for key, code, count in PublishedText.objects.filter(translation_key__in=keys).values_list(
            "translation_key", "locale__language_code", "behind"
        )
    }
    instances = _instances(keys, user)
    locales = dict(Locale.objects.values_list("language_code", "pk"))
    assigned = {
        (each.translation_key, each.target_locale.language_code): each
        for each in Assignment.objects.filter(translation_key__in=keys, finished_at=None).select_related(
            "assignee", "target_locale"
        )
    }
    in_editor = {code: _words_in_editor(keys, code) for code in language_codes()}
    for text in texts:
        original = instances.get((text.translation_key, text.locale.language_code))
        text.cells = {
            code: _cell(
                text,
                code,
                behind,
                instances.get((text.translation_key, code)),
                in_editor[code],
                assigned.get((text.translation_key, code)),
                Offered(user, original, instances.get((text.translation_key, code)), locales.get(code)),
            )
            for code in language_codes()
        }
    return texts


@dataclass(frozen=True)
class Offered:
    """What a cell offers to a user: nothing that would be refused for want of a right."""

    user: Any
    original: Any
    target: Any
    target_locale_id: int | None

    def may_open(self) -> bool:
        return self.target is not None and (self.user is None or may_edit(self.user, self.target))

    def may(self, action: str) -> bool:
        if self.user is None:
            return True
        if action == "translate":
            locale = self.target_locale_id
            return locale is not None and may_begin(self.user, self.original.locale_id, locale)
        return may_publish(self.user, self.target if action == "publish" else self.original)


def _instances(keys: Sequence[uuid.UUID], user: Any) -> dict[tuple[uuid.UUID, str], Any]:
    found = {}
    for model in draft_models():
        instances = model._default_manager.filter(translation_key__in=keys)
        if user is not None:
            instances = with_rights(instances, user) if issubclass(model, Page) else with_sources(instances, user)
        for instance in instances.select_related("locale", "latest_revision__user"):
            found[instance.translation_key, instance.locale.language_code] = instance
    return found


def _words_in_editor(keys: Sequence[uuid.UUID], code: str) -> dict[uuid.UUID, int]:
    """Words without a translation, of the texts whose translation was begun."""
    translated = valid_translations().filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id"), locale__language_code=code
    )
    begun = StringSegment.objects.filter(
        source__object_id__in=keys,
        source__translations__target_locale__language_code=code,
        source__translations__enabled=True,
    )
    words: dict[uuid.UUID, int] = defaultdict(int)
    rows = begun.annotate(is_translated=Exists(translated))
    for key, text, is_translated in rows.values_list("source__object_id", "string__data", "is_translated"):
        words[key] += 0 if is_translated else word_count(text)
    return dict(words)


def _cell(
    text: Any,
    code: str,
    behind: dict[Any, int],
    instance: Any,
    in_editor: dict[uuid.UUID, int],
    assignment: Assignment | None,
    offered: Offered,
) -> Cell:
    state = State(getattr(text, state_name(code)))
    left = in_editor.get(text.translation_key) if state is not State.ORIGINAL else None
    revision = instance.latest_revision if instance is not None else None
    return Cell(
        language=code,
        state=state,
        words_left=getattr(text, words_left_name(code)),
        behind=behind.get((text.translation_key, code), 0),
        in_editor=left,
        worked_on_by=str(revision.user) if revision is not None and revision.user is not None else "",
        assignment=assignment,
        edit_url=str(get_edit_url(instance)) if offered.may_open() else "",
        actions=tuple(action for action in _actions(state, left) if offered.may(action)),
    )


def _actions(state: State, in_editor: int | None) -> tuple[str, ...]:
    if state is State.MISSING:
        return ("translate",)
    actions = []
    if state in (State.BEHIND, State.DRAFT) and in_editor == 0:
        actions.append("publish")
    if state is State.BEHIND and in_editor:
        actions.append("minor")
    return tuple(actions)
