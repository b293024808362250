"""The other language becomes that of the original, and nothing that anybody wrote is lost."""

import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from news.models import ItemRecord, NewsItemPage
from news.originals.switching import CannotSwitch, make_original
from portal.translation.freshness.models import PublishedText
from portal.translation.freshness.states import translation_freshness
from portal.translation.release.pair import pair_of
from portal.translation.release.releasing import release
from portal.translation.translations import enabled_translation
from portal.translation.trees.source import followers, leader
from tests.client import Client
from tests.factories import content

pytestmark = pytest.mark.usefixtures("empty_site")


def make_pair(*, publish: bool = True, **values: Any) -> tuple[NewsItemPage, NewsItemPage]:
    item = content.make_item(publish=False, **values)
    translation = content.submit(item)
    content.fill(translation)
    translation.save_target(publish=False)
    if publish:
        release(pair_of(item))
    return content.fresh(item), content.fresh(translation.get_target_instance())


def says(page: NewsItemPage) -> Any:
    page = content.fresh(page)
    return page.title, page.lead, page.slug, page.live, [block["value"] for block in page.body.raw_data]


@pytest.mark.parametrize("publish", [True, False])
def test_every_text_stays_and_stands_in_the_translation_editor(publish: bool) -> None:
    person = content.make_person()
    values = {"body": ("Pirma <b>pastraipa</b>.", "Antra."), "people": [person], "visit_place": "Oslas"}
    item, english = make_pair(publish=publish, **values)
    before = says(item), says(english)

    make_original(english)

    assert (says(item), says(english)) == before
    assert (leader(item), leader(english)) == (english.page_ptr, None)
    assert ItemRecord.objects.get(translation_key=item.translation_key).source_locale == english.locale
    translation = enabled_translation(content.fresh(item))
    assert translation is not None
    assert translation.get_progress()[0] == translation.get_progress()[1] > 3
    translation.save_target(publish=False)
    assert says(item) == before[0]
    if publish:
        assert translation_freshness(item).is_current
        assert PublishedText.objects.get(translation_key=item.translation_key, locale=english.locale).is_source


def test_there_and_back_again_leaves_all_as_it_was() -> None:
    item, english = make_pair(body=("Pirma.", "Antra."))
    before = says(item), says(english)
    strings = set(StringTranslation.objects.filter(locale=english.locale).values_list("translation_of__data", "data"))

    make_original(english)
    make_original(content.fresh(item))

    assert (says(item), says(english)) == before
    assert strings == set(
        StringTranslation.objects.filter(locale=english.locale).values_list("translation_of__data", "data")
    )
    assert followers(item) == [english.page_ptr]
    assert translation_freshness(english).is_current


def test_what_follows_from_publishing_goes_the_other_way_from_then_on() -> None:
    item, english = make_pair()
    make_original(english)

    english = content.fresh(english)
    english.date, english.title = datetime.date(2020, 1, 1), "The visit was cancelled"
    english.save_revision().publish()

    item = content.fresh(item)
    assert item.date == datetime.date(2020, 1, 1)
    assert item.title == "Partnerių vizitas Osle"
    assert translation_freshness(item).behind == 1
    english.unpublish()
    assert not content.fresh(item).live


def test_what_was_edited_apart_is_apart_in_the_other_direction() -> None:
    item, english = make_pair()
    content.set_apart(english)

    make_original(english)

    assert (leader(item), leader(english)) == (english.page_ptr, None)
    assert translation_freshness(content.fresh(item)).is_apart
    assert not Translation.objects.filter(source__object_id=item.translation_key, enabled=True).exists()


class TestRefused:
    def test_while_the_translation_is_behind(self) -> None:
        item, english = make_pair()
        item.title = "Vizitas atšauktas"
        item.save_revision().publish()

        with pytest.raises(CannotSwitch, match=english.title):
            make_original(english)

        assert leader(english) == content.fresh(item).page_ptr

    @pytest.mark.parametrize("language", ["lt", "en"])
    def test_while_there_is_a_draft_that_would_be_lost(self, language: str) -> None:
        item, english = make_pair()
        page = {"lt": item, "en": english}[language]
        page.lead = "Juodraštis"
        page.save_revision()

        with pytest.raises(CannotSwitch):
            make_original(content.fresh(english))

        assert content.fresh(page).get_latest_revision_as_object().lead == "Juodraštis"

    def test_where_the_new_original_is_withdrawn(self) -> None:
        item, english = make_pair()
        english.unpublish()

        with pytest.raises(CannotSwitch):
            make_original(content.fresh(english))

        assert content.fresh(item).live


def companion_links(client: Client, page: NewsItemPage) -> set[str]:
    """What the companion beside the translation editor offers."""
    translation = enabled_translation(page)
    assert translation is not None
    segment = translation.source.stringsegment_set.first()
    query = {"language": translation.target_locale.language_code, "segment": segment.pk}
    return {link["url"] for link in client.get(reverse("translation_overview"), query).json()["exchange"]}


def test_the_admin_asks_says_why_not_and_switches(client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("admin", "a@example.org", "secret"))
    item, english = make_pair()
    url = reverse("news_make_original", args=[english.pk])
    assert {url, reverse("translation_release", args=[english.pk])} <= companion_links(client, english)
    item.title = "Vizitas atšauktas"
    item.save_revision().publish()
    assert 'method="post" class' not in client.get(url).content.decode()
    client.forge(url)
    assert leader(english) is not None

    item.title = "Partnerių vizitas Osle"
    item.save_revision().publish()
    response = client.post(url, follow=True)

    assert leader(english) is None
    # Wagtail's own editor, no longer the translation editor.
    assert 'name="lead"' in response.content.decode()
