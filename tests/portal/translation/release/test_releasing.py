"""A text is released and withdrawn in all its languages or in none."""

import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail_localize.models import StringTranslation, Translation

from news.models import ItemRecord, NewsItemPage
from portal.translation.freshness.models import PublishedText
from portal.translation.freshness.states import translation_freshness
from portal.translation.release.models import PlannedRelease
from portal.translation.release.pair import pair_of
from portal.translation.release.releasing import cancel, prepare, release, withdraw
from portal.translation.translations import UntranslatedSegments
from tests.client import Client
from tests.factories import content
from tests.portal.translation.release.time import TOMORROW, pass_time

pytestmark = pytest.mark.usefixtures("empty_site")


def make_pair(**values: Any) -> tuple[NewsItemPage, NewsItemPage]:
    """Drafts of both languages, translated and never published."""
    item = content.make_item(publish=False, **values)
    translation = content.submit(item)
    content.fill(translation)
    return content.fresh(item), content.fresh(translation.get_target_instance())


def make_live_pair() -> tuple[NewsItemPage, NewsItemPage]:
    item, english = make_pair()
    release(pair_of(item))
    return content.fresh(item), content.fresh(english)


def plan(item: NewsItemPage) -> datetime.datetime:
    at = timezone.now() + TOMORROW
    release(pair_of(item), at=at)
    return at


def live(*pages: Page) -> list[bool]:
    return [content.fresh(page).live for page in pages]


def retranslate(item: NewsItemPage) -> None:
    """Translators are shown the original's draft, and translate what is new in it."""
    prepare(pair_of(item))
    content.fill(Translation.objects.get(source__object_id=item.translation_key))


def test_both_are_published_at_once() -> None:
    item, english = make_pair()

    release(pair_of(english))

    item, english = content.fresh(item), content.fresh(english)
    assert (item.live, english.live) == (True, True)
    assert english.title == f"EN {item.title}"
    assert english.slug.startswith("en-")
    assert translation_freshness(english).is_current
    assert not english.has_unpublished_changes


def test_neither_is_published_while_a_segment_is_untranslated() -> None:
    item, english = make_pair()
    StringTranslation.objects.filter(context__object_id=item.translation_key, context__path="lead").delete()
    pair = pair_of(item)

    with pytest.raises(UntranslatedSegments):
        release(pair)

    assert live(item, english) == [False, False]
    assert pair.versions[1].missing == (item.lead,)
    assert any("1" in obstacle for obstacle in pair.obstacles(None))


def test_a_changed_original_goes_live_together_with_its_new_translation() -> None:
    item, english = make_live_pair()
    item.title = "Vizitas atšauktas"
    item.date = datetime.date(2018, 1, 1)
    item.save_revision()
    assert pair_of(item).versions[1].missing == ("Vizitas atšauktas",)
    retranslate(item)
    assert pair_of(item).obstacles(None) == []

    release(pair_of(item))

    item, english = content.fresh(item), content.fresh(english)
    assert (item.title, english.title) == ("Vizitas atšauktas", "EN Vizitas atšauktas")
    assert english.date == item.date
    assert translation_freshness(english).is_current
    assert not english.has_unpublished_changes


def test_what_translators_see_of_a_draft_is_not_published_by_itself_and_can_be_taken_back() -> None:
    item, english = make_live_pair()
    item.title = "Vizitas atšauktas"
    item.save_revision()
    translation = Translation.objects.get(source__object_id=item.translation_key)

    prepare(pair_of(item))
    assert translation.get_progress() == (3, 2)
    assert content.fresh(english).title == english.title
    assert translation_freshness(content.fresh(english)).is_current

    assert cancel(pair_of(item))
    assert translation.get_progress() == (3, 3)


def test_a_translation_edited_apart_is_released_as_it_was_written() -> None:
    item, english = make_pair()
    content.set_apart(english)
    english.title, english.lead, english.body = "In other words", "A lead.", [content.paragraph("A paragraph.")]
    english.save()
    english.save_revision()

    release(pair_of(item))

    assert live(item, english) == [True, True]
    assert content.fresh(english).title == "In other words"


class TestPlanned:
    def test_nothing_is_public_before_and_both_at_the_time(self) -> None:
        item, english = make_pair()

        plan(item)
        call_command("publish_scheduled")
        assert live(item, english) == [False, False]
        assert not PublishedText.objects.filter(translation_key=item.translation_key).exists()

        pass_time()
        # Wagtail's own command, where an installation still calls it.
        call_command("publish_scheduled")
        assert live(item, english) == [True, True]
        assert content.fresh(english).title == f"EN {item.title}"
        assert translation_freshness(content.fresh(english)).is_current
        assert not PlannedRelease.objects.exists()

    def test_what_is_public_stays_until_then_and_so_does_what_the_editor_shows(self) -> None:
        item, english = make_live_pair()
        item.title, item.date = "Vizitas atšauktas", datetime.date(2018, 1, 1)
        item.save_revision()
        retranslate(item)

        plan(item)
        assert content.fresh(english).title == english.title
        assert translation_freshness(content.fresh(english)).is_current

        pass_time()
        call_command("publish_scheduled")
        item, english = content.fresh(item), content.fresh(english)
        assert (item.title, english.title) == ("Vizitas atšauktas", "EN Vizitas atšauktas")
        assert english.date == item.date
        assert (item.has_unpublished_changes, english.has_unpublished_changes) == (False, False)
        assert translation_freshness(english).is_current

    def test_a_draft_that_is_saved_meanwhile_stays_a_draft(self) -> None:
        item, english = make_pair()
        plan(item)
        later = content.fresh(item).get_latest_revision_as_object()
        later.title = "Vėlesnis juodraštis"
        later.save_revision()

        pass_time()
        call_command("publish_scheduled")

        item = content.fresh(item)
        assert item.title == "Partnerių vizitas Osle"
        assert item.get_latest_revision_as_object().title == "Vėlesnis juodraštis"
        assert live(item, english) == [True, True]

    def test_where_one_of_them_is_no_longer_scheduled_neither_is_published(self) -> None:
        item, english = make_pair()
        plan(item)
        Revision.objects.filter(object_id=str(english.pk)).update(approved_go_live_at=None)

        pass_time()
        call_command("publish_scheduled")

        assert live(item, english) == [False, False]
        assert PlannedRelease.objects.get().problem

    def test_it_can_be_cancelled(self) -> None:
        item, english = make_pair()
        plan(item)

        assert cancel(pair_of(item))
        pass_time()
        call_command("publish_scheduled")

        assert live(item, english) == [False, False]
        # Publishing by hand means now, not the time that was planned.
        content.fresh(item).get_latest_revision().publish()
        assert live(item) == [True]

    def test_another_plan_takes_its_place(self) -> None:
        item, _ = make_pair()
        plan(item)
        at = timezone.now() + 3 * TOMORROW

        release(pair_of(item), at=at)

        assert PlannedRelease.objects.get().at == at
        assert set(
            Revision.objects.exclude(approved_go_live_at=None).values_list("approved_go_live_at", flat=True)
        ) == {at}


class TestWithdrawal:
    def test_both_are_withdrawn_at_once(self) -> None:
        item, english = make_live_pair()

        withdraw(pair_of(english))

        assert live(item, english) == [False, False]
        assert ItemRecord.objects.get(translation_key=item.translation_key).withdrawn_at

    def test_at_a_time(self) -> None:
        item, english = make_live_pair()

        withdraw(pair_of(item), at=timezone.now() + TOMORROW)
        call_command("publish_scheduled")
        assert live(item, english) == [True, True]

        pass_time()
        call_command("publish_scheduled")
        assert live(item, english) == [False, False]

    def test_what_was_withdrawn_at_a_time_can_be_released_again(self) -> None:
        item, english = make_live_pair()
        withdraw(pair_of(item), at=timezone.now() + TOMORROW)
        pass_time()
        call_command("publish_scheduled")

        release(pair_of(content.fresh(item)))
        call_command("publish_scheduled")

        assert live(item, english) == [True, True]


class TestTheAdmin:
    @pytest.fixture
    def admin(self, client: Client) -> Client:
        client.force_login(get_user_model().objects.create_superuser("admin", "a@example.org", "secret"))
        return client

    def test_says_what_is_missing_and_does_not_offer_the_release(self, admin: Client) -> None:
        item, english = make_pair()
        StringTranslation.objects.filter(context__object_id=item.translation_key, context__path="lead").delete()
        url = reverse("translation_release", args=[item.pk])

        page = admin.get(url).content.decode()
        admin.forge(url, {"at": ""})

        assert item.lead in page
        assert 'name="at"' not in page
        assert live(item, english) == [False, False]

    def test_releases_both_and_withdraws_both(self, admin: Client) -> None:
        item, english = make_pair()
        edit = admin.get(reverse("wagtailadmin_pages:edit", args=[item.pk])).content.decode()
        url = reverse("translation_release", args=[item.pk])
        assert url in edit

        page = admin.get(url).content.decode()
        assert item.title in page
        assert english.title in page
        admin.post(url, {"at": ""})
        assert live(item, english) == [True, True]

        admin.post(reverse("translation_withdraw", args=[english.pk]), {"at": ""})
        assert live(item, english) == [False, False]

    def test_plans_shows_and_cancels(self, admin: Client) -> None:
        item, _ = make_pair()
        url = reverse("translation_release", args=[item.pk])

        admin.post(url, {"at": "2040-01-01 09:00"})

        assert PlannedRelease.objects.count() == 1
        assert "2040" in admin.get(url).content.decode()
        assert item.title in admin.get(reverse("wagtailadmin_home")).content.decode()
        admin.post(url, {"cancel": ""})
        assert not PlannedRelease.objects.exists()

    def test_refuses_a_time_that_is_over(self, admin: Client) -> None:
        item, english = make_pair()

        response = admin.post(reverse("translation_release", args=[item.pk]), {"at": "2017-04-03 09:00"})

        assert response.context["form"].errors
        assert live(item, english) == [False, False]

    def test_does_not_publish_one_language_of_a_planned_release(self, admin: Client) -> None:
        item, english = make_pair()
        plan(item)

        admin.post(reverse("wagtailadmin_pages:edit", args=[english.pk]), {"action": "publish"})

        assert live(item, english) == [False, False]

    def test_shows_a_draft_to_the_translators_of_a_published_text(self, admin: Client) -> None:
        item, english = make_live_pair()
        item.title = "Vizitas atšauktas"
        item.save_revision()
        url = reverse("translation_release", args=[item.pk])
        assert 'name="prepare"' in admin.get(url).content.decode()

        admin.post(url, {"prepare": ""})
        content.fill(Translation.objects.get(source__object_id=item.translation_key))
        admin.post(reverse("wagtailadmin_pages:edit", args=[english.pk]), {"action": "publish"})
        assert content.fresh(english).title == english.title

        admin.post(url, {"at": ""})
        assert content.fresh(english).title == "EN Vizitas atšauktas"
        assert content.fresh(item).title == "Vizitas atšauktas"

    def test_asks_for_the_right_to_publish_every_language(self, client: Client) -> None:
        item, _ = make_pair()
        user = get_user_model().objects.create_user("author", "b@example.org", "secret")
        client.force_login(user)

        client.forge(reverse("translation_release", args=[item.pk]), {"at": ""})

        assert live(item) == [False]
