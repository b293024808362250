"""What readers see of a translation is changed by publishing it, and by nothing before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import NewsItemPage
from portal.translation.localize import Translation
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("empty_site")]


@pytest.fixture
def behind() -> tuple[NewsItemPage, Translation]:
    """A published translation whose original has another title since, translated but not published."""
    item = content.make_item("Vizitas")
    english = content.translate(item)
    item = content.fresh(item)
    item.title = "Vizitas atšauktas"
    item.save_revision().publish()
    translation = Translation.objects.get(source__object_id=item.translation_key)
    content.fill(translation)
    return content.fresh(english), content.current(translation)


def test_a_draft_of_a_published_translation_changes_nothing_that_readers_see(
    behind: tuple[NewsItemPage, Translation],
) -> None:
    english, translation = behind

    translation.save_target(publish=False)

    assert content.fresh(english).title == "EN Vizitas"
    assert content.fresh(english).has_unpublished_changes
    assert content.fresh(english).get_latest_revision_as_object().title == "EN Vizitas atšauktas"


def test_a_translation_that_is_published_later_changes_nothing_before(
    behind: tuple[NewsItemPage, Translation],
) -> None:
    english, translation = behind
    later = timezone.now() + timedelta(hours=1)
    NewsItemPage.objects.filter(pk=english.pk).update(go_live_at=later)

    translation.save_target(publish=True)

    assert content.fresh(english).title == "EN Vizitas"
    assert content.fresh(english).scheduled_revision.as_object().title == "EN Vizitas atšauktas"


def test_a_translation_that_is_published_is_what_readers_see(behind: tuple[NewsItemPage, Translation]) -> None:
    english, translation = behind

    translation.save_target(publish=True)

    english = content.fresh(english)
    assert (english.title, english.has_unpublished_changes) == ("EN Vizitas atšauktas", False)
