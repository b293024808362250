"""A text that was edited apart follows its original again, with its own texts as the translations."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail_localize.models import Translation

from news.models import NewsItemPage
from news.originals.rejoining import plan_rejoining, rejoin
from portal.translation.release.pair import pair_of
from portal.translation.release.releasing import release
from portal.translation.translations import untranslated_segment_count
from tests.client import Client
from tests.factories import content

pytestmark = pytest.mark.usefixtures("empty_site")

SOURCE = (
    "2017 m. balandžio 3–6 d. Utenos biblioteka lankėsi Osle.",
    "Vizite dalyvavo 12 darbuotojų iš projekto NOR-LT10.",
    "Daugiau žinių teikia Ona Onaitė.",
)
OWN = (
    "On 3–6 April 2017 the library of Utena visited Oslo.",
    "12 members of staff from the project NOR-LT10 took part.",
    "This sentence is about something else entirely, only here.",
)


@pytest.fixture
def apart() -> NewsItemPage:
    """An English text whose paragraphs were written anew, with other blocks, and one of which the original lacks."""
    item = content.make_item(publish=False, body=SOURCE)
    translation = content.submit(item)
    content.fill(translation)
    release(pair_of(item))
    english = content.fresh(translation.get_target_instance())
    content.set_apart(english)
    english.title, english.lead = "Partners visit Oslo", "A lead of its own."
    english.body = [content.paragraph(text) for text in OWN]
    english.save_revision().publish()
    return content.fresh(english)


def translation_of(page: NewsItemPage) -> Translation:
    return Translation.objects.get(source__object_id=page.translation_key)


def test_texts_are_paired_by_what_they_say_and_the_rest_is_named(apart: NewsItemPage) -> None:
    plan = plan_rejoining(translation_of(apart))

    pairs = {row.source_text: row.text for row in plan.rows if row.own}
    assert pairs["Partnerių vizitas Osle"] == "Partners visit Oslo"
    assert pairs[SOURCE[0]] == OWN[0]
    assert pairs[SOURCE[1]] == OWN[1]
    assert list(plan.leftover) == [OWN[2]]
    last = next(row for row in plan.rows if row.source_text == SOURCE[2])
    assert (last.own, last.text) == ("", f"EN {SOURCE[2]}")


def test_the_words_of_the_original_are_no_translation_of_themselves() -> None:
    item = content.make_item(body=("Pirma pastraipa.", "Ona Onaitė"))
    english = content.submit(item).get_target_instance()
    content.set_apart(english)

    plan = plan_rejoining(translation_of(english))
    rejoin(translation_of(english), range(len(plan.rows)))

    assert [(row.source_text, row.own) for row in plan.rows if row.own] == [("Ona Onaitė", "Ona Onaitė")]
    assert untranslated_segment_count(content.fresh(english)) == len(plan.rows) - 1


def test_asking_changes_nothing_and_answering_changes_nothing_that_is_public(apart: NewsItemPage) -> None:
    translation = translation_of(apart)
    before = content.fresh(apart).to_json()

    plan = plan_rejoining(translation)
    assert not translation_of(apart).enabled
    rejoin(translation, range(len(plan.rows)))

    assert translation_of(apart).enabled
    assert content.fresh(apart).to_json() == before


def test_the_translation_editor_holds_the_texts_of_the_page(apart: NewsItemPage) -> None:
    translation = translation_of(apart)
    rejoin(translation, range(len(plan_rejoining(translation).rows)))

    release(pair_of(apart))

    english = content.fresh(apart)
    assert (english.title, english.lead) == ("Partners visit Oslo", "A lead of its own.")
    values = [block["value"] for block in english.body.raw_data]
    assert [OWN[0] in values[0], OWN[1] in values[1], f"EN {SOURCE[2]}" in values[2]] == [True, True, True]
    # What is nowhere now is in the history.
    assert any(OWN[2] in str(revision.content["body"]) for revision in english.revisions.all())


def test_a_pair_that_was_not_accepted_is_not_taken_for_a_translation(apart: NewsItemPage) -> None:
    translation = translation_of(apart)
    rows = plan_rejoining(translation).rows
    title = next(index for index, row in enumerate(rows) if row.path == "title")

    rejoin(translation, {index for index in range(len(rows)) if index != title})
    release(pair_of(apart))

    assert content.fresh(apart).title == "EN Partnerių vizitas Osle"


def test_links_keep_the_addresses_that_they_have_on_the_page() -> None:
    link = '<a href="https://example.org/{}">{}</a>'
    item = content.make_item(publish=False, body=(f"Žr. {link.format('lt', 'puslapį')}.",))
    translation = content.submit(item)
    content.fill(translation)
    release(pair_of(item))
    english = content.fresh(translation.get_target_instance())
    content.set_apart(english)
    english.body = [content.paragraph(f"See {link.format('en', 'the page')}.")]
    english.save_revision().publish()

    rejoin(translation, range(len(plan_rejoining(translation).rows)))
    release(pair_of(english))

    assert 'href="https://example.org/en"' in content.fresh(english).body.raw_data[0]["value"]


def test_what_is_the_same_in_every_language_is_named_where_it_differs(apart: NewsItemPage) -> None:
    assert plan_rejoining(translation_of(apart)).replaced == []
    apart.visit_country = "NO"
    apart.save()

    assert len(plan_rejoining(translation_of(apart)).replaced) == 1


class TestTheAdmin:
    @pytest.fixture
    def admin(self, client: Client) -> Client:
        client.force_login(get_user_model().objects.create_superuser("admin", "a@example.org", "secret"))
        return client

    def test_starting_the_synced_translation_again_asks_first(self, admin: Client, apart: NewsItemPage) -> None:
        edit = reverse("wagtailadmin_pages:edit", args=[apart.pk])

        response: Any = admin.post(edit, {"localize-restart-translation": ""}, follow=True)

        page = response.content.decode()
        assert not translation_of(apart).enabled
        assert all(text in page for text in (*SOURCE, *OWN))

    def test_only_what_is_ticked_is_taken(self, admin: Client, apart: NewsItemPage) -> None:
        url = reverse("news_rejoin", args=[translation_of(apart).pk])

        response = admin.post(url, {"accepted": ["0", "1", "999", "x", "²", "1" * 4_301]}, follow=True)

        assert response.status_code == 200
        assert translation_of(apart).enabled
        assert untranslated_segment_count(content.fresh(apart)) == 0

    def test_it_is_not_for_everybody(self, client: Client, apart: NewsItemPage) -> None:
        client.force_login(get_user_model().objects.create_user("author", "b@example.org", "secret"))

        client.forge(reverse("news_rejoin", args=[translation_of(apart).pk]), {"accepted": ["0"]})

        assert not translation_of(apart).enabled
