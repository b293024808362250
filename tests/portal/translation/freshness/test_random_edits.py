"""Whatever is edited, published, withdrawn or translated in which order: *current* is what is in fact current.

The oracle knows nothing of how that is found: it compares what the two published pages say.
"""

import datetime
import os
import random
from typing import Any

import pytest
from wagtail_localize.models import Translation

from news.models import NewsItemPage
from portal.translation.consistency import check
from portal.translation.freshness.models import PublishedText
from portal.translation.freshness.states import changes_of, translation_freshness
from tests.factories import content

# `make soak` runs more.
SEQUENCES = int(os.environ.get("SOAK_SEQUENCES", "50"))
STEPS = 2
# A sequence begins where the one before it ended, which is no less at random, until a new pair is made.
SEQUENCES_OF_A_PAIR = 10
WORDS = ("vizitas", "Oslas", "partneriai", "susitikimas")


class Desk:
    """Somebody who edits one pair at random."""

    def __init__(self, chance: random.Random, number: int) -> None:
        self.chance = chance
        self.item: NewsItemPage = content.make_item(f"Naujiena {number}", body=("Pirma.", {**self._number("1.1.1")}))
        self.english: NewsItemPage = content.translate(self.item)
        self.first = self.item.live_revision

    def act(self) -> str:
        acts = [self.change_text, self.change_body, self.change_value, self.go_back, self.save_drafts]
        # As often as all the others: there must be something that falls behind.
        act = self.chance.choice([*acts, *[self.translate] * len(acts)])
        act()
        return act.__name__

    def change_text(self) -> None:
        field = self.chance.choice(["title", "lead"])
        self._publish(**{field: f"{self.chance.choice(WORDS)} {self.chance.choice(WORDS)}"})

    def change_body(self) -> None:
        blocks = list(content.fresh(self.item).body.raw_data)
        change = self.chance.choice(["add", "remove", "shuffle", "number"])
        if change == "add":
            blocks.append(content.paragraph(self.chance.choice(WORDS)))
        elif change == "remove" and len(blocks) > 1:
            blocks.pop(self.chance.randrange(len(blocks)))
        elif change == "shuffle":
            self.chance.shuffle(blocks)
        else:
            number = f"1.1.{self.chance.randint(1, 3)}"
            blocks = [
                {**block, "value": {**block["value"], "indicator": number}}
                if block["type"] == "indicator_result"
                else block
                for block in blocks
            ]
        self._publish(body=blocks)

    def change_value(self) -> None:
        self._publish(date=datetime.date(2017, 4, self.chance.randint(1, 3)))

    def go_back(self) -> None:
        self.first.publish()

    def save_drafts(self) -> None:
        for page in (self.item, self.english):
            draft = content.fresh(page)
            draft.lead = "Juodraštis"
            draft.save_revision()

    def translate(self) -> None:
        translation = content.current(Translation.objects.get(source__object_id=self.item.translation_key))
        if self.chance.random() < 0.5:
            content.fill(translation)
            translation.save_target(publish=True)
        else:
            # What waits in the editor is not public.
            content.fill(translation)

    def _publish(self, **values: Any) -> None:
        item = content.fresh(self.item)
        for name, value in values.items():
            setattr(item, name, value)
        item.save_revision().publish()

    def _number(self, indicator: str) -> dict[str, Any]:
        return {"type": "indicator_result", "value": {"indicator": indicator, "text": "Baigta."}}


def says(page: NewsItemPage, translated: bool) -> Any:
    """What the published page says; where `translated`, what a true translation of it would say."""

    def text(source: str) -> str:
        return f"EN {source}" if translated else source

    blocks = [
        (block["id"], text(block["value"].removeprefix("<p>").removesuffix("</p>")))
        if block["type"] == "paragraph"
        else (block["id"], block["value"]["indicator"], text(block["value"]["text"]))
        for block in page.body.raw_data
    ]
    return text(page.title), text(page.lead), page.date, blocks


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_current_holds_exactly_when_the_published_texts_say_the_same() -> None:
    seed = os.environ.get("SOAK_SEED", "17")
    seen = set()
    for number in range(SEQUENCES):
        if number % SEQUENCES_OF_A_PAIR == 0:
            desk, acts = Desk(random.Random(f"{seed} {number}"), number), []  # noqa: S311 (no secret)
        for _ in range(STEPS):
            acts.append(desk.act())
            item, english = content.fresh(desk.item), content.fresh(desk.english)
            is_current = says(item, translated=True) == says(english, translated=False)
            freshness = translation_freshness(english)
            rows = {row.locale_id: row for row in PublishedText.objects.filter(translation_key=item.translation_key)}
            same = rows[item.locale_id].fingerprint == rows[english.locale_id].fingerprint
            found = (freshness.is_current, same, changes_of(english) == [])
            assert found == (is_current,) * 3, (seed, number, acts)
            seen.add(is_current)
        assert list(check()) == [], (seed, number, acts)
    assert seen == {True, False}
