"""A copy for another language is a translation of what it copies, whoever made it and however."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.actions.copy_for_translation import CopyForTranslationAction, CopyPageForTranslationAction
from wagtail.models import Page

from home.models import Footer
from news.models import NewsItemPage, Topic
from portal.translation.freshness.states import translation_freshness
from portal.translation.localize import Translation, TranslationSource
from portal.translation.translations import UntranslatedSegments, enabled_translation
from portal.translation.trees.comparing import differences
from portal.translation.trees.source import leader
from tests.client import Client
from tests.factories import content
from tests.portal.translation.trees.pages import fresh, home, make_page, titles

pytestmark = pytest.mark.usefixtures("empty_site")


def by_the_admin_api(client: Client, item: Page) -> None:
    address = f"/admin/api/main/pages/{item.pk}/action/copy_for_translation/"
    assert client.forge(address, {"locale": "en"}).status_code == 201


def by_code(client: Client, item: Page) -> None:
    item.copy_for_translation(content.locale("en"))


def by_the_action(client: Client, item: Page) -> None:
    CopyPageForTranslationAction(item, content.locale("en")).execute()


def by_code_that_knows_a_bare_page(client: Client, item: Page) -> None:
    Page.objects.get(pk=item.pk).specific_deferred.copy_for_translation(content.locale("en"))


def by_wagtail_localize(client: Client, item: Page) -> None:
    source, _created = TranslationSource.get_or_create_from_instance(item)
    source.create_or_update_translation(content.locale("en"), publish=False, fallback=True)


WAYS = [by_the_admin_api, by_code, by_the_action, by_code_that_knows_a_bare_page, by_wagtail_localize]


@pytest.mark.parametrize("copy", WAYS)
@pytest.mark.parametrize("publish", [True, False])
def test_the_copy_of_a_page_is_its_translation_as_by_button(
    admin_client: Client, copy: Callable[[Client, Page], None], publish: bool
) -> None:
    topic = content.make_topic()
    content.translate(topic)
    item = content.make_item(topics=[topic], publish=publish)

    copy(admin_client, item)

    english = NewsItemPage.objects.get(translation_key=item.translation_key, locale=content.locale("en"))
    assert leader(english) == Page.objects.get(pk=item.pk)
    assert enabled_translation(english) is not None
    assert [each.topic.locale.language_code for each in english.topics.all()] == ["en"]
    assert english.get_latest_revision_as_object().topics.get().topic.locale.language_code == "en"
    assert differences() == []
    with pytest.raises(UntranslatedSegments):
        english.get_latest_revision_as_object().save_revision().publish()
    item.latest_revision.publish()
    content.fill(Translation.objects.get(source__object_id=item.translation_key))
    Translation.objects.get(source__object_id=item.translation_key).save_target(publish=False)
    content.fresh(english).latest_revision.publish()
    assert translation_freshness(content.fresh(english)).is_current
    assert content.fresh(english).title == f"EN {item.title}"


def test_what_code_goes_on_with_is_what_is_stored() -> None:
    first, page = make_page("Pirmas"), make_page("Antras")
    content.translate(first)

    english = page.copy_for_translation(content.locale("en"))

    assert english == fresh(english)
    assert english.latest_revision_id == fresh(english).latest_revision_id
    assert english.path == fresh(english).path
    assert titles(home("en")) == ["EN Pirmas", "Antras"]


def test_all_below_a_page_that_is_copied_is_translated_too() -> None:
    section = make_page("Skyrius")
    below = make_page("Po juo", section)

    CopyPageForTranslationAction(fresh(section), content.locale("en"), include_subtree=True).execute()

    for page in (section, below):
        english = page.get_translation(content.locale("en"))
        assert leader(english) == Page.objects.get(pk=page.pk)
    assert differences() == []


def by_code_of_a_snippet(topic: Any) -> Any:
    return topic.copy_for_translation(content.locale("en"))


def by_the_action_of_snippets(topic: Any) -> Any:
    return CopyForTranslationAction(topic, content.locale("en")).execute()


@pytest.mark.parametrize("copy", [by_code_of_a_snippet, by_the_action_of_snippets])
def test_the_copy_of_a_snippet_is_its_translation_when_it_is_stored(copy: Callable[[Any], Any]) -> None:
    topic = content.make_topic("Viešosios bibliotekos")

    english = copy(topic)
    assert not Translation.objects.filter(source__object_id=topic.translation_key).exists()
    english.live = False
    english.save()

    assert enabled_translation(Topic.objects.get(pk=english.pk)) is not None
    with pytest.raises(UntranslatedSegments):
        english.save_revision().publish()


def test_own_words_that_code_has_written_before_storing_stay() -> None:
    topic = content.make_topic("Viešosios bibliotekos")
    english = topic.copy_for_translation(content.locale("en"))
    english.name, english.slug = "Public libraries", "public-libraries"

    english.save()
    english.save_revision().publish()

    translation = Translation.objects.get(source__object_id=topic.translation_key)
    assert not translation.enabled
    topic.save_revision().publish()
    assert Topic.objects.get(pk=english.pk).name == "Public libraries"
    assert translation_freshness(Topic.objects.get(pk=english.pk)).is_apart


def test_a_snippet_without_drafts_is_known_too() -> None:
    footer = Footer.objects.get(locale=content.locale("lt"))
    Footer.objects.filter(locale=content.locale("en")).delete()
    Translation.objects.filter(source__object_id=footer.translation_key).delete()

    footer.copy_for_translation(content.locale("en")).save()

    assert enabled_translation(Footer.objects.get(locale=content.locale("en"))) is not None
