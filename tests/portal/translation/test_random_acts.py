"""Every act on texts of two languages, by whatever way, at random: no page is mixed, open or in the wrong tree.

The oracle knows nothing of gates and effects. A translation of "slithy 1" says "T slithy 1", and one of "T slithy 1"
says "slithy 1": a page tells by itself whether somebody translated it, and from which text.
"""

import os
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageIntegrityError
from wagtail.models import GroupApprovalTask, Page, PageViewRestriction, Revision, Workflow, WorkflowTask

from home.models import StandardPage
from news.originals.switching import CannotSwitch, make_original
from portal.access.visibility import restrictions_of
from portal.translation.freshness.models import PublishedText
from portal.translation.freshness.recording import directions
from portal.translation.freshness.states import translation_freshness
from portal.translation.localize import Translation
from portal.translation.publishing import Refused
from portal.translation.release.models import PlannedRelease
from portal.translation.release.pair import pair_of
from portal.translation.release.releasing import cancel, release, withdraw
from portal.translation.release.scheduled import publish_scheduled
from portal.translation.translations import enabled_translation
from portal.translation.trees.comparing import differences
from portal.translation.trees.refusal import TreesWouldDiffer
from tests.factories import content
from tests.portal.translation.trees.pages import OTHER, home, make_page

pytestmark = pytest.mark.usefixtures("empty_site")

# `make soak` takes more.
STEPS = int(os.environ.get("SOAK_STEPS", "300"))
MOST_PAGES = 16
# In small letters, which tell it from a name, and in no dictionary of either language.
WORD = "slithy"
REFUSALS = (
    *(TreesWouldDiffer, Refused, ValidationError, PermissionDenied, BadRequest, CannotSwitch),
    # Wagtail's own, of a copy that would lie in itself.
    CopyPageIntegrityError,
)


class Staff:
    """Somebody who may do everything, and does it at random."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.made = 0
        self.user = get_user_model().objects.create_superuser("administrator", "a@example.org", "secret")
        self.workflow = Workflow.objects.create(name="Review")
        WorkflowTask.objects.create(
            workflow=self.workflow, task=GroupApprovalTask.objects.create(name="Review"), sort_order=1
        )

    def acts(self) -> list[Callable[[], bool]]:
        return [
            *[self.make, self.translate, self.change, self.retranslate, self.publish] * 2,
            *[
                self.move,
                self.reorder,
                self.reorder,
                self.copy,
                self.copy_live,
                self.make_an_alias,
                self.copy_elsewhere,
            ],
            *[self.restrict, self.open, self.schedule, self.let_time_pass, self.expire],
            *[self.start_workflow, self.approve] * 2,
            *[self.send_back, self.withdraw, self.withdraw_all, self.release],
            *[self.plan, self.cancel_plan] * 2,
            *[self.set_apart, self.switch, self.delete, self.blank_a_translation],
        ]

    def act(self) -> str:
        act = self.delete if len(self.pages()) > MOST_PAGES else self.chance.choice(self.acts())
        try:
            with transaction.atomic():
                did = act()
        except REFUSALS:
            return f"{act.__name__} refused"
        return act.__name__ if did else f"{act.__name__} nothing"

    def pages(self, **values: Any) -> list[StandardPage]:
        return list(StandardPage.objects.filter(**values).order_by("pk"))

    def one(self, pages: list[StandardPage]) -> StandardPage | None:
        return self.chance.choice(pages) if pages else None

    def parent(self, language: str) -> Any:
        return self.chance.choice([home(language), *self.pages(locale__language_code=language)])

    def make(self) -> bool:
        self.made += 1
        language = self.chance.choice(list(OTHER))
        make_page(f"{WORD} {self.made}", self.parent(language), language)
        return True

    def translate(self) -> bool:
        def may_be(page: StandardPage) -> bool:
            other = content.locale(OTHER[page.locale.language_code])
            return not page.get_translations().exists() and page.get_parent().has_translation(other)

        page = self.one(list(filter(may_be, self.pages(live=True))))
        if page is not None:
            translation = content.submit(page, OTHER[page.locale.language_code])
            content.fill(translation, other_of)
            translation.save_target(user=self.user, publish=False)
            translation.get_target_instance().latest_revision.publish(user=self.user)
        return page is not None

    def originals(self) -> list[StandardPage]:
        translated = set(directions())
        return [page for page in self.pages() if (page.translation_key, page.locale_id) not in translated]

    def change(self) -> bool:
        page = self.one(self.originals())
        if page is not None:
            self.made += 1
            draft = page.get_latest_revision_as_object()
            draft.title = f"T {WORD} {self.made}" if draft.title.startswith("T ") else f"{WORD} {self.made}"
            draft.save_revision(user=self.user)
        return page is not None

    def synced(self) -> list[tuple[StandardPage, Translation]]:
        found = [(page, enabled_translation(page)) for page in self.pages()]
        return [(page, translation) for page, translation in found if translation is not None]

    def retranslate(self) -> bool:
        synced = self.synced()
        if synced:
            _page, translation = self.chance.choice(synced)
            content.fill(translation, other_of)
            translation.save_target(user=self.user, publish=self.chance.random() < 0.5)
        return bool(synced)

    def blank_a_translation(self) -> bool:
        """A text of the translation goes, and somebody tries to publish."""
        synced = self.synced()
        if synced:
            _page, translation = self.chance.choice(synced)
            segment = translation.source.stringsegment_set.first()
            if segment is None:
                return False
            segment.string.translations.filter(locale=translation.target_locale, context=segment.context).delete()
            translation.save_target(user=self.user, publish=True)
        return bool(synced)

    def publish(self) -> bool:
        page = self.one(self.pages())
        if page is None or page.latest_revision is None:
            return False
        page.latest_revision.publish(user=self.user)
        return True

    def move(self) -> bool:
        page = self.one(self.pages())
        if page is None:
            return False
        parent = self.parent(self.chance.choice(list(OTHER)))
        if parent.pk == page.pk or parent.is_descendant_of(page):
            return False
        page.move(parent, pos="last-child")
        return True

    def reorder(self) -> bool:
        page = self.one(self.pages())
        siblings = list(page.get_siblings(inclusive=False)) if page else []
        if page is None or not siblings:
            return False
        page.move(self.chance.choice(siblings), pos=self.chance.choice(["left", "right"]))
        return True

    def copy(self, *, keep_live: bool = False, to: Any = None) -> bool:
        page = self.one(self.pages())
        if page is not None:
            self.made += 1
            page.copy(
                to=to or page.get_parent(),
                recursive=self.chance.random() < 0.3,
                keep_live=keep_live,
                user=self.user,
                update_attrs={"slug": f"copy-{self.made}"},
            )
        return page is not None

    def copy_live(self) -> bool:
        return self.copy(keep_live=True)

    def copy_elsewhere(self) -> bool:
        return self.copy(keep_live=True, to=self.parent(self.chance.choice(list(OTHER))))

    def make_an_alias(self) -> bool:
        page = self.one(self.pages())
        if page is not None:
            self.made += 1
            page.create_alias(parent=page.get_parent(), update_slug=f"alias-{self.made}", user=self.user)
        return page is not None

    def restrict(self) -> bool:
        page = self.one(self.pages())
        if page is None or PageViewRestriction.objects.filter(page=page).exists():
            return False
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        return True

    def open(self) -> bool:
        restrictions = list(PageViewRestriction.objects.order_by("pk"))
        restriction = self.chance.choice(restrictions) if restrictions else None
        if restriction is not None:
            restriction.delete()
        return restriction is not None

    def schedule(self) -> bool:
        page = self.one(self.pages())
        if page is not None:
            draft = page.get_latest_revision_as_object()
            draft.go_live_at = timezone.now() + timedelta(hours=1)
            draft.save_revision(user=self.user, clean=False).publish(user=self.user)
        return page is not None

    def let_time_pass(self) -> bool:
        due = timezone.now() - timedelta(minutes=1)
        waiting = Revision.objects.filter(approved_go_live_at__isnull=False)
        for revision in waiting:
            revision.content["go_live_at"] = due.isoformat()
            revision.approved_go_live_at = due
            revision.save()
        Page.objects.filter(go_live_at__isnull=False).update(go_live_at=due)
        PlannedRelease.objects.filter(at__isnull=False).update(at=due)
        publish_scheduled()
        return bool(waiting)

    def expire(self) -> bool:
        page = self.one(self.pages(live=True))
        if page is not None:
            Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
            publish_scheduled()
            Page.objects.filter(pk=page.pk).update(expire_at=None)
        return page is not None

    def start_workflow(self) -> bool:
        page = self.one([each for each in self.pages() if each.current_workflow_state is None])
        if page is not None:
            self.workflow.start(page, self.user)
        return page is not None

    def waiting(self) -> StandardPage | None:
        return self.one([each for each in self.pages() if each.current_workflow_task is not None])

    def approve(self) -> bool:
        page = self.waiting()
        if page is not None:
            page.current_workflow_task.on_action(page.current_workflow_task_state, self.user, "approve")
        return page is not None

    def send_back(self) -> bool:
        page = self.waiting()
        if page is not None:
            page.current_workflow_task.on_action(page.current_workflow_task_state, self.user, "reject")
            page.current_workflow_state.cancel(user=self.user)
        return page is not None

    def withdraw(self) -> bool:
        page = self.one(self.pages(live=True))
        if page is not None:
            page.unpublish(user=self.user)
        return page is not None

    def pair(self) -> Any:
        page = self.one([each for each in self.pages() if each.get_translations().exists()])
        return pair_of(page) if page is not None else None

    def withdraw_all(self) -> bool:
        pair = self.pair()
        if pair is not None:
            withdraw(pair, self.user)
        return pair is not None

    def release(self) -> bool:
        pair = self.pair()
        if pair is not None:
            release(pair, self.user)
        return pair is not None

    def plan(self) -> bool:
        pair = self.pair()
        if pair is not None:
            release(pair, self.user, timezone.now() + timedelta(hours=1))
        return pair is not None

    def cancel_plan(self) -> bool:
        pair = self.pair()
        return pair is not None and cancel(pair)

    def set_apart(self) -> bool:
        synced = self.synced()
        if synced:
            content.set_apart(self.chance.choice(synced)[0])
        return bool(synced)

    def switch(self) -> bool:
        synced = self.synced()
        if synced:
            make_original(self.chance.choice(synced)[0])
        return bool(synced)

    def delete(self) -> bool:
        page = self.one(self.pages())
        if page is not None:
            page.delete()
        return page is not None


def faults(plain_in: dict[UUID, str]) -> list[str]:
    """What an honest portal never shows, told from the pages alone.

    `plain_in` is the language in which a text says "slithy 1": that of the first page seen of it.
    """
    found = []
    pages = list(StandardPage.objects.select_related("locale").order_by("pk"))
    by_text = {(page.translation_key, page.locale_id): page for page in pages}
    closed = {each.page_id for each in PageViewRestriction.objects.all()}
    for page in pages:
        language = page.locale.language_code
        is_plain = not page.title.startswith("T ")
        plain = plain_in.setdefault(page.translation_key, language if is_plain else OTHER[language])
        if page.live and is_plain != (language == plain):
            found.append(f"{page} is mixed")
        parent = page.get_parent()
        if page.alias_of_id is not None:
            found.append(f"{page} is an alias")
        if not parent.is_root() and parent.locale_id != page.locale_id:
            found.append(f"{page} stands in the tree of another language")
        above = [page, *page.get_ancestors()]
        texts = Page.objects.filter(translation_key__in=[each.translation_key for each in above])
        is_closed = any({each.pk, *each.get_ancestors().values_list("pk", flat=True)} & closed for each in texts)
        if is_closed != restrictions_of(page).exists():
            found.append(f"{page} is {'open' if is_closed else 'closed'}")
    for (key, locale_id), direction in directions().items():
        page = by_text.get((key, locale_id))
        original = by_text.get((key, direction.source_locale_id))
        if page is None or not page.live or direction.is_apart:
            continue
        if original is not None and not original.live:
            found.append(f"{page} is published without its original")
        if original is not None and original.live:
            says_the_same = page.title == other_of(original.title)
            if translation_freshness(page).is_current != says_the_same:
                found.append(f"{page} is called {'behind' if says_the_same else 'current'}")
    live = {(page.translation_key, page.locale_id) for page in pages if page.live}
    recorded = PublishedText.objects.filter(content_type__model="standardpage", content_type__app_label="home")
    known = set(recorded.values_list("translation_key", "locale_id"))
    found += [f"{by_text.get(text)} is published and not recorded" for text in live - known]
    found += [f"{by_text.get(text)} is recorded and not published" for text in known - live if text in by_text]
    return [*found, *map(str, differences())]


def other_of(title: str) -> str:
    return title.removeprefix("T ") if title.startswith("T ") else f"T {title}"


def test_no_act_leaves_a_mixed_page_an_open_one_or_one_in_the_wrong_tree() -> None:
    seed = os.environ.get("SOAK_SEED", "18")
    plain_in: dict[UUID, str] = {}
    staff, acts = Staff(random.Random(seed)), Counter[str]()  # noqa: S311 (no secret)
    # Trees and texts are the same on every database; a server takes several times as long for the same walk.
    steps = STEPS if connection.vendor == "sqlite" else STEPS // 4
    for number in range(steps):
        act = staff.act()
        acts[act] += 1
        assert faults(plain_in) == [], (seed, number, act)
    # Each kind of step was taken at least once, or the walk has shown nothing.
    taken = {name.split()[0] for name in acts if not name.endswith("nothing")}
    assert taken == {act.__name__ for act in staff.acts()} or steps < 300
