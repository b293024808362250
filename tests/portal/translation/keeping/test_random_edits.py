"""Whatever two translators, a republishing editor and a reviewer do at once: no word that was taken is lost.

The oracle knows nothing of how that is brought about: of every text that a save answered “stored”, “kept” or
“conflict” for, and that an accepted file brought, it asks whether it stands in a translation, among the kept texts, or
in a version of the page.
"""

import os
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.models import Revision, Workflow, WorkflowPage, WorkflowState
from wagtail_localize.models import StringTranslation, Translation

from news.models import NewsListingPage
from news.originals.rejoining import plan_rejoining, rejoin
from portal.translation.exchange.applying import apply_units, units_of
from portal.translation.exchange.units import Unit
from portal.translation.keeping.models import KeptText
from portal.translation.staff.handing_in import publish_or_hand_in, start_workflow
from portal.translation.staff.models import Role
from portal.translation.staff.workflows import set_up_workflow
from portal.translation.workbench.editor import Workbench
from tests.client import Client
from tests.factories import content

from ..conftest import browser_of, group_of, member
from .editor import Shown, opened, save

# `make soak` takes more.
SEQUENCES = int(os.environ.get("SOAK_SEQUENCES", "12"))
STEPS = 14
WORDS = ["vizitas", "seminaras", "biblioteka", "partneriai", "mokykla", "Tromsė", "Utena", "programa"]


class Story:
    """One item and its translation, and all that happens to them."""

    def __init__(self, chance: random.Random, number: int, people: dict[str, tuple[User, Client]]) -> None:
        self.chance, self.number, self.people = chance, number, people
        self.item = content.make_item(f"Pavadinimas {number}", body=["Pirma.", "Antra.", "Trečia."])
        self.translation = content.submit(self.item)
        self.shown: dict[str, list[Shown]] = {name: opened(self.translation) for name in people}
        self.files: list[tuple[list[Unit], Any]] = []
        self.taken: set[str] = set()
        self.outcomes: Counter[str] = Counter()
        self.count = 0

    @property
    def target(self) -> Any:
        return content.fresh(self.translation.get_target_instance())

    def current(self) -> Translation:
        return content.current(self.translation)

    def new_text(self) -> str:
        self.count += 1
        return f"Text {self.number} {self.count}"

    def act(self) -> None:
        acts: list[Callable[[], object]] = [*[self.save] * 8, *[self.republish] * 4, self.open, self.open, self.empty]
        acts += [self.take_file_out, self.bring_file_back, self.stop_or_restart, self.rejoin, self.fill]
        acts += [self.publish, self.start_workflow, self.review]
        act = self.chance.choice(acts)
        try:
            with transaction.atomic():
                act()
            self.outcomes[act.__name__] += 1
        except (ValidationError, PermissionDenied):
            self.outcomes[f"{act.__name__} refused"] += 1

    def open(self) -> None:
        self.shown[self.chance.choice(list(self.people))] = opened(self.current())

    def save(self) -> None:
        name = self.chance.choice(list(self.people))
        if not self.shown[name]:
            return
        place = self.chance.randrange(len(self.shown[name]))
        text, shown = self.new_text(), self.shown[name][place]
        told = save(self.people[name][1], shown, text).json()
        self.outcomes[told["outcome"]] += 1
        if told["outcome"] != "refused":
            self.taken.add(text)
        if told["outcome"] == "conflict":
            told = self._decide(name, shown, text, told["theirs"])
        if told and told["outcome"] == "stored":
            self.shown[name][place] = replace(shown, base=told["data"])

    def _decide(self, name: str, shown: Shown, mine: str, theirs: str) -> Any:
        choice = self.chance.choice(["mine", "theirs", "merged"])
        if choice == "theirs":
            return {"outcome": "stored", "data": theirs}
        text = mine if choice == "mine" else self.new_text()
        told = save(self.people[name][1], shown, text, based_on=theirs).json()
        self.taken.add(text)
        return told

    def empty(self) -> None:
        name = self.chance.choice(list(self.people))
        if self.shown[name]:
            save(self.people[name][1], self.chance.choice(self.shown[name]), "")

    def republish(self) -> None:
        item = content.fresh(self.item)
        body = list(item.body.raw_data)
        change = self.chance.choice(["title", "lead", "change", "remove", "add", "move"])
        words = " ".join(self.chance.choices(WORDS, k=3))
        if change in ("title", "lead"):
            setattr(item, change, words)
        elif change == "add" or not body:
            body.insert(self.chance.randint(0, len(body)), content.paragraph(words))
        else:
            block = body.pop(self.chance.randrange(len(body)))
            if change == "change":
                block = {**block, "value": f"<p>{words}</p>"}
            if change != "remove":
                body.insert(self.chance.randint(0, len(body)), block)
        item.body = body
        item.save_revision().publish()

    def take_file_out(self) -> None:
        bench = Workbench(self.current())
        # What was stored before is as old as the file at most.
        rows = StringTranslation.objects.filter(context__object_id=self.item.translation_key)
        newest = rows.order_by("-updated_at").values_list("updated_at", flat=True).first()
        self.files.append((units_of(bench), newest))

    def bring_file_back(self) -> None:
        if not self.files:
            return
        units, written_at = self.chance.choice(self.files)
        changed = [replace(unit, target=self.new_text()) if self.chance.random() < 0.5 else unit for unit in units]
        user = self.chance.choice(list(self.people.values()))[0]
        if not self.current().enabled:
            return
        apply_units(Workbench(self.current()), changed, user, "PO", written_at)
        self.taken |= {unit.target for unit in changed if unit.target}

    def stop_or_restart(self) -> None:
        translation = self.current()
        translation.enabled = not translation.enabled
        translation.save(update_fields=["enabled"])

    def rejoin(self) -> None:
        translation = self.current()
        if translation.enabled:
            return
        page, text = self.target, self.new_text()
        page.lead = text
        page.save_revision()
        if self.chance.random() < 0.5:
            page.latest_revision.publish()
        rejoin(translation, range(len(plan_rejoining(translation).rows)), None)
        # Where it may not be published, what was written is undone as well.
        self.taken.add(text)

    def fill(self) -> None:
        if self.current().enabled:
            content.fill(self.current(), lambda _text: self.new_text())

    def publish(self) -> None:
        if self.current().enabled:
            publish_or_hand_in(self.current(), self.people["one"][0])

    def start_workflow(self) -> None:
        if self.current().enabled:
            start_workflow(self.target, self.people["one"][0])

    def review(self) -> None:
        state = self.target.current_workflow_state
        if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
            return
        if self.chance.random() < 0.5:
            state.cancel(user=None)
        else:
            state.current_task_state.reject(user=None)

    def lost(self) -> set[str]:
        """Texts that were taken and are nowhere."""
        key = self.item.translation_key
        found = set(StringTranslation.objects.filter(context__object_id=key).values_list("data", flat=True))
        found |= set(KeptText.objects.filter(translation_key=key).values_list("text", flat=True))
        missing = self.taken - found
        if missing:
            versions = Revision.objects.filter(object_id=str(self.target.pk)).values_list("content", flat=True)
            written = str(list(versions))
            missing = {text for text in missing if f"{text}'" not in written and f"{text}<" not in written}
        return missing


@pytest.fixture
def people(staff: None) -> dict[str, tuple[User, Client]]:
    set_up_workflow()
    workflow = Workflow.objects.get(workflow_tasks__task__translationtask__isnull=False)
    WorkflowPage.objects.create(workflow=workflow, page=NewsListingPage.objects.get(locale=content.locale("en")))
    users = {name: member(group_of(Role.TRANSLATOR, "lt", "en"), name=name) for name in ("one", "other")}
    return {name: (user, browser_of(user)) for name, user in users.items()}


def test_no_word_is_lost(people: dict[str, tuple[User, Client]]) -> None:
    seed = os.environ.get("SOAK_SEED", "13")
    outcomes = Counter[str]()
    taken = 0
    for number in range(SEQUENCES):
        story = Story(random.Random(f"{seed} {number}"), number, people)  # noqa: S311 (no secret)
        for _step in range(STEPS):
            story.act()
        assert story.lost() == set(), (seed, number, story.outcomes)
        outcomes += story.outcomes
        taken += len(story.taken)
    print(f"{SEQUENCES} sequences, {taken} texts taken: {dict(outcomes.most_common())}")
    # Each way was gone, or the walk has shown nothing.
    assert {"stored", "kept", "conflict", "republish", "bring_file_back", "rejoin", "publish"} <= set(outcomes)
