"""No translation is published with untranslated segments, whichever way is tried."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail_localize.models import Translation

from news.models import NewsItemPage
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


@pytest.fixture
def administrator(client: Client) -> Client:
    user = get_user_model().objects.create_superuser("administrator", "a@example.org", "secret")
    client.force_login(user)
    return client


def messages_of(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


@pytest.fixture
def behind() -> tuple[NewsItemPage, NewsItemPage, Translation]:
    """A published pair whose source has changed since."""
    item = content.make_item()
    english = content.translate(item)
    item.title = "Vizitas atšauktas"
    item.save_revision().publish()
    translation = Translation.objects.get(source__object_id=item.translation_key)
    return content.fresh(item), content.fresh(english), translation


def test_the_editors_publish_button_refuses_with_a_message(administrator: Client, behind: Any) -> None:
    _, english, _ = behind
    title = english.title

    response = administrator.post(
        reverse("wagtailadmin_pages:edit", args=[english.pk]), {"action": "publish"}, follow=True
    )

    assert response.status_code == 200
    assert "1 segment" in messages_of(response) or "1 segmentas" in messages_of(response)
    assert content.fresh(english).title == title


def test_the_sync_page_refuses_with_a_message_and_still_updates_the_editor(administrator: Client, behind: Any) -> None:
    _, english, translation = behind
    title = english.title

    response = administrator.post(
        reverse("wagtail_localize:update_translations", args=[translation.source_id]),
        {"publish_translations": "on"},
        follow=True,
    )

    assert title in messages_of(response)
    assert content.fresh(english).title == title
    assert translation.get_progress() == (3, 2)


def test_saving_the_target_over_a_live_page_is_refused_before_anything_is_written(behind: Any) -> None:
    _, english, translation = behind
    title = english.title

    with pytest.raises(ValidationError):
        translation.save_target(publish=True)

    assert content.fresh(english).title == title


def test_an_organisation_is_refused_in_its_translation_editor(administrator: Client) -> None:
    organisation = content.make_organisation(description="Viešoji biblioteka.")
    english = content.submit(organisation).get_target_instance()
    url = reverse("wagtailsnippets_news_organisation:edit", args=[english.pk])

    response = administrator.post(url, {"action": "publish"}, follow=True)

    assert english.name in messages_of(response)
    assert not content.fresh(english).live


def test_a_page_edited_apart_may_be_published(behind: Any) -> None:
    _, english, translation = behind
    Translation.objects.filter(pk=translation.pk).update(enabled=False)

    english.lead = "Written by hand"
    english.save_revision().publish()

    assert content.fresh(english).lead == "Written by hand"


def test_a_new_translation_is_a_draft_even_where_its_source_is_live(administrator: Client) -> None:
    item = content.make_item()

    administrator.post(
        reverse("wagtail_localize:submit_page_translation", args=[item.pk]),
        {"locales": [content.locale("en").pk], "include_subtree": ""},
    )

    english = item.get_translation(content.locale("en"))
    assert not english.live
    assert english.alias_of_id is None


def test_the_slug_is_made_from_the_title_of_its_own_language_at_first_publish_and_then_stays() -> None:
    item = content.make_item("Partnerių vizitas Osle")
    english = content.translate(item, text=lambda source: "Visit to Oslo" if source == item.title else "EN")
    assert english.slug == "visit-to-oslo"

    english.title = "Visit to Oslo cancelled"
    english.save_revision().publish()

    assert content.fresh(english).slug == "visit-to-oslo"


def test_no_page_is_made_into_an_alias(administrator: Client) -> None:
    english = content.translate(content.make_item())
    address = reverse("wagtail_localize:convert_to_alias", args=[english.pk])

    response = administrator.forge(address, follow=True)

    assert "alia" in messages_of(response).lower()
    assert content.fresh(english).alias_of_id is None
    assert content.fresh(english).title == english.title
