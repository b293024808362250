"""What publishing a source and its translation costs with freshness and sync, and with plain wagtail-localize.

The plain side does by hand what ours does by itself: it refreshes wagtail-localize's copy of the source. In both, one
text of the source changes and is translated again.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from unittest import mock

from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext, override_settings
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from news.models import NewsItemPage
from portal.translation.page import BasePage
from portal.translation.publishing import Act
from tests.factories import content

from .measuring import Row, interleaved, row

SEGMENTS = (10, 100, 1000)
# Title and lead are segments too.
SEGMENTS_BESIDE_BODY = 2
ROUNDS = {10: 40, 100: 12, 1000: 3}


class Pair:
    """A published item with its translation, which are changed and published again and again."""

    def __init__(self, segments: int, is_plain: bool) -> None:
        kind = "plain" if is_plain else "portal"
        texts = [f"{kind} {segments} {number}: sakinys apie susitikimą." for number in range(segments)]
        self.is_plain = is_plain
        self.item: NewsItemPage = content.make_item(f"{kind} {segments}", body=texts[SEGMENTS_BESIDE_BODY:])
        content.translate(self.item)
        self.translation = Translation.objects.get(source__object_id=self.item.translation_key)
        self.number = 0
        self.queries = 0

    def publish(self) -> None:
        reset_queries()
        with CaptureQueriesContext(connection) as captured:
            self._publish()
            self.queries = len(captured)

    def _publish(self) -> None:
        self.number += 1
        item = content.fresh(self.item)
        item.lead = f"Įžanga {self.number}"
        item.save_revision().publish()
        translation = content.current(self.translation)
        if self.is_plain:
            translation.source.update_from_db()
        segment = translation.source.stringsegment_set.get(context__path="lead")
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            data=f"Lead {self.number}",
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        translation.save_target(publish=True)


def measure(sizes: Sequence[int] = SEGMENTS) -> list[Row]:
    rows = []
    for segments in sizes:
        ours = Pair(segments, is_plain=False)
        with plain_publishing():
            plain = Pair(segments, is_plain=True)
        actions = {"ours": ours.publish, "plain": _plainly(plain.publish)}
        seconds = interleaved(actions, ROUNDS.get(segments, 3))
        for name, pair in (("plain", plain), ("ours", ours)):
            base = seconds["plain"] if name == "ours" else ()
            label = f"{segments} segments, {name}: {pair.queries} queries"
            rows.append(row(label, seconds[name], base, "plain" if name == "ours" else ""))
    return rows


def _plainly(publish: Callable[[], None]) -> Callable[[], None]:
    def act() -> None:
        with plain_publishing():
            publish()

    return act


@contextmanager
def plain_publishing() -> Iterator[None]:
    """Publishing as wagtail-localize knows it: nothing is recorded, carried or refused."""
    nothing: dict[str, list[str]] = {act: [] for act in Act}
    with (
        override_settings(PUBLISHING_GATES=nothing, PUBLISHING_EFFECTS=nothing),
        mock.patch("portal.translation.page.refuse_gaps"),
        # Else nothing that wagtail-localize publishes would reach the row of its page.
        mock.patch("portal.translation.page.is_draft_of_live", return_value=False),
        mock.patch.object(BasePage, "publish", Page.publish),
    ):
        yield
