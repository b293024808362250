"""Whatever is made, translated, moved, put in order, withdrawn or deleted: the trees correspond after each step.

The oracle knows nothing of how that is brought about: it compares the shapes of the trees.
"""

import os
import random
from collections import Counter, defaultdict
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from wagtail.models import Page

from home.models import StandardPage
from news.originals.switching import CannotSwitch, make_original
from portal.translation.freshness.recording import directions
from portal.translation.translations import enabled_translation
from portal.translation.trees.comparing import differences
from portal.translation.trees.refusal import TreesWouldDiffer
from portal.translation.trees.source import leader
from tests.factories import content
from tests.portal.translation.trees.pages import OTHER, home, make_page, translate

pytestmark = pytest.mark.usefixtures("empty_site")

# `make soak` takes more.
STEPS = int(os.environ.get("SOAK_STEPS", "300"))
# Enough for every shape, few enough that steps keep meeting each other's pages.
MOST_PAGES = 24
# Refused or not, treebeard's own bookkeeping is looked at now and then.
STEPS_BETWEEN_INSPECTIONS = 50

Shape = dict[UUID | None, list[UUID]]


class Gardener:
    """Somebody who tends the trees at random."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.made = 0

    def act(self) -> str:
        # Most often what only moves pages: it is what the trees could differ by.
        acts = [*[self.move] * 4, *[self.reorder] * 4, self.make, self.make, self.translate, self.translate]
        acts += [self.withdraw, self.publish, self.set_apart, self.switch, self.delete]
        act = self.delete if len(self.pages()) > MOST_PAGES else self.chance.choice(acts)
        try:
            with transaction.atomic():
                did = act()
        except TreesWouldDiffer:
            return f"{act.__name__} refused"
        return act.__name__ if did is not False else f"{act.__name__} nothing"

    def pages(self, **values: Any) -> list[StandardPage]:
        return list(StandardPage.objects.filter(**values).order_by("pk"))

    def any_page(self, **values: Any) -> StandardPage | None:
        pages = self.pages(**values)
        return self.chance.choice(pages) if pages else None

    def parent(self, language: str) -> Any:
        return self.chance.choice([home(language), *self.pages(locale__language_code=language)])

    def make(self) -> None:
        self.made += 1
        language = self.chance.choice(list(OTHER))
        make_page(f"P{self.made}", self.parent(language), language)

    def translate(self) -> bool:
        waiting = [
            page
            for page in self.pages(live=True)
            if not page.get_translations().exists()
            and page.get_parent().has_translation(content.locale(OTHER[page.locale.language_code]))
        ]
        if waiting:
            translate(self.chance.choice(waiting))
        return bool(waiting)

    def move(self) -> bool:
        page = self.any_page()
        if page is None:
            return False
        parent = self.parent(page.locale.language_code)
        if parent.pk == page.pk or parent.is_descendant_of(page):
            return False
        page.move(parent, pos="last-child")
        return True

    def reorder(self) -> bool:
        page = self.any_page()
        siblings = list(page.get_siblings(inclusive=False)) if page else []
        if page is None or not siblings:
            return False
        page.move(self.chance.choice(siblings), pos=self.chance.choice(["left", "right"]))
        return True

    def withdraw(self) -> bool:
        page = self.any_page(live=True)
        if page is not None:
            page.unpublish()
        return page is not None

    def publish(self) -> bool:
        page = self.any_page(live=False)
        original = leader(page) if page else None
        # A translation alone is published by a decision, which is no operation on a tree.
        if page is None or (original is not None and not original.live):
            return False
        page.latest_revision.publish()
        return True

    def set_apart(self) -> bool:
        synced = self.synced()
        if synced:
            content.set_apart(self.chance.choice(synced))
        return bool(synced)

    def switch(self) -> bool:
        synced = self.synced()
        if not synced:
            return False
        try:
            make_original(self.chance.choice(synced))
        except CannotSwitch:
            return False
        return True

    def synced(self) -> list[Any]:
        return [page for page in self.pages() if enabled_translation(page) is not None]

    def delete(self) -> None:
        page = self.any_page()
        if page is not None:
            page.delete()


def shape(language: str, common: set[UUID]) -> Shape:
    """By the key of each page, the keys of the pages below it, in order; of pages that both languages have."""
    pages = Page.objects.filter(locale__language_code=language, depth__gt=1).order_by("path")
    keys = {page.path: page.translation_key for page in pages}
    found: Shape = defaultdict(list)
    for page in pages:
        if page.translation_key in common:
            found[keys.get(page.path[: -Page.steplen])].append(page.translation_key)
    return found


def published_without_original() -> list[Page]:
    pages = {(page.translation_key, page.locale_id): page for page in StandardPage.objects.all()}
    originals = [
        (page, pages.get((key, direction.source_locale_id)))
        for (key, locale_id), direction in directions().items()
        if (page := pages.get((key, locale_id))) is not None
    ]
    return [page for page, original in originals if page.live and original is not None and not original.live]


def common_keys() -> set[UUID]:
    counts = Counter(Page.objects.filter(depth__gt=1).values_list("translation_key", flat=True))
    return {key for key, count in counts.items() if count > 1}


def test_trees_correspond_after_every_step() -> None:
    seed = os.environ.get("SOAK_SEED", "17")
    gardener, acts = Gardener(random.Random(seed)), Counter[str]()  # noqa: S311 (no secret)
    # Trees are the same on every database; a server takes several times as long for the same walk.
    for number in range(STEPS if connection.vendor == "sqlite" else STEPS // 3):
        act = gardener.act()
        acts[act] += 1
        common = common_keys()
        assert shape("lt", common) == shape("en", common), (seed, number, act)
        assert published_without_original() == [], (seed, number, act)
        assert differences() == [], (seed, number, act)
        if number % STEPS_BETWEEN_INSPECTIONS == 0:
            assert not any(Page.find_problems()), (seed, number, act)
    # Each kind of step was taken and some were refused, or the walk has shown nothing.
    assert {"make", "translate", "move", "reorder", "withdraw", "publish", "set_apart", "switch", "delete"} <= set(acts)
    assert {"move refused", "reorder refused"} <= set(acts)
