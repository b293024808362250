"""A step of a workflow in which a page is translated: Wagtail's own, with its lock, dashboard and reports."""

from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision, Task, TaskState, WorkflowState

from portal.translation.localize import Translation
from portal.translation.publishing import Act, Change, ask
from portal.translation.translations import enabled_translation, refuse_gaps, undecided_gaps

from .models import Assignment
from .rights import SUBMIT, directions, has_own_right, translates


class TranslationTask(Task):
    """Open to whoever may translate the page, and locked for everybody else. An original passes it by itself."""

    class Meta:
        verbose_name = gettext_lazy("Translation task")
        verbose_name_plural = gettext_lazy("Translation tasks")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        state = super().start(workflow_state, user=user)
        if enabled_translation(workflow_state.content_object) is None:
            state.status = TaskState.STATUS_SKIPPED
            state.finished_at = timezone.now()
            state.save()
        return state

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Approving hands in what the translation editor holds, or the draft of what is edited apart: the next step
        begins with it.

        Raises:
            UntranslatedSegments: for what is not complete.
        """
        if action_name == "approve":
            instance = task_state.workflow_state.content_object
            ask(Change(Act.HAND_IN, [instance], user))
            translation = enabled_translation(instance)
            if translation is not None:
                save_draft(translation, user)
                # The page that its workflow has in memory knows the draft before: the next step would show that one.
                task_state.refresh_from_db()
        super().on_action(task_state, user, action_name, **kwargs)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self._may_act(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self._may_act(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return self._may_act(obj, user)

    def user_can_unlock(self, obj: Any, user: Any) -> bool:
        return False

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        if not self._may_act(obj, user):
            return []
        give_back = ("reject", _("Give back"), True)
        if undecided_gaps(obj, of_newest_draft=True):
            return [give_back]
        return [
            give_back,
            ("approve", _("Hand in"), False),
            ("approve", _("Hand in with a comment"), True),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> "QuerySet[TaskState]":
        """Without those that somebody else is assigned to."""
        states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        pages = Page.objects.all()
        if not has_own_right(user, SUBMIT):
            pages = pages.filter(_in_directions(user))
        others = Assignment.objects.filter(
            translation_key=OuterRef("translation_key"), target_locale_id=OuterRef("locale_id"), finished_at=None
        ).exclude(assignee=user)
        own = pages.filter(~Exists(others)).annotate(key=Cast("pk", CharField())).order_by()
        return states.filter(workflow_state__object_id__in=own.values("key"))

    @classmethod
    def get_description(cls) -> str:
        return str(_("Translators of the page's direction translate it; originals skip this step"))

    def _may_act(self, obj: Any, user: Any) -> bool:
        return has_own_right(user, SUBMIT) or translates(user, obj)


def _in_directions(user: Any) -> Q:
    """Pages that are synced translations of the user's directions."""
    found = Q(pk__in=[])
    for each in directions(user).values():
        if each is not None:
            own = Translation.objects.filter(
                source__object_id=OuterRef("translation_key"),
                source__locale_id=each.source,
                target_locale_id=each.target,
                enabled=True,
            )
            found |= Q(Exists(own), locale_id=each.target)
    return found


def save_draft(translation: Translation, user: Any) -> Revision:
    """The complete translation as the newest draft of its page; what is published stays, unlike with `save_target`.

    Raises:
        UntranslatedSegments: for what is not complete.
    """
    refuse_gaps(translation.get_target_instance())
    page = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    return page.save_revision(user=user)
