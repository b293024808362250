"""What each group may do, and what it may not, tried through the addresses that its members could send to."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from news.models import NewsListingPage
from portal.translation.freshness.models import PublishedText
from portal.translation.glossary.models import GlossaryEntry
from portal.translation.staff.groups import set_up_groups
from portal.translation.staff.models import Role, StaffGroup
from portal.translation.staff.rights import may_begin, may_edit
from tests.client import Client
from tests.factories import content

from ..conftest import Content, OnCommit, browser_of, group_of, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator(staff: None) -> Client:
    return browser_of(member(group_of(Role.TRANSLATOR, "lt", "en"), name="translator"))


@pytest.fixture
def reviewer(staff: None) -> Client:
    return browser_of(member(group_of(Role.REVIEWER), name="reviewer"))


@pytest.fixture
def editor(staff: None) -> Client:
    return browser_of(member(group_of(Role.EDITOR), name="editor"))


def let_in(client: Client, addresses: Iterable[str]) -> list[str]:
    """Those of the addresses that neither refuse nor send back to the admin's front page."""
    found = []
    for address in addresses:
        for response in (client.get(address), client.forge(address, {"action": "publish"})):
            turned_away = response.status_code == 302 and response["Location"] == reverse("wagtailadmin_home")
            if response.status_code not in (403, 405) and not turned_away:
                found.append(f"{response.status_code} {address}")
    return found


def page(name: str, instance: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[instance.pk])


def snippet(name: str, instance: Any) -> str:
    options = instance._meta
    return reverse(f"wagtailsnippets_{options.app_label}_{options.model_name}:{name}", args=[instance.pk])


def translation_into(instance: Any, language: str) -> Translation:
    return Translation.objects.get(source__object_id=instance.translation_key, target_locale__language_code=language)


def segment_address(translation: Translation) -> str:
    segment = StringSegment.objects.get(source=translation.source, context__path__in=["title", "name"])
    return reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])


def put(client: Client, address: str, value: str = "New words") -> int:
    # The editor's script sends a form by PUT.
    body = f"value={value}"
    asked_by_script = {"x-requested-with": "XMLHttpRequest"}
    response = client.forge(
        address, body, "put", content_type="application/x-www-form-urlencoded", headers=asked_by_script
    )
    return response.status_code


def settings_pages() -> list[str]:
    names = [
        *("wagtailusers_users:index", "wagtailusers_users:add", "wagtailusers_groups:index", "wagtailsites:index"),
        *("wagtaillocales:index", "wagtailredirects:index", "wagtailadmin_workflows:index"),
        *("wagtailadmin_workflows:add", "wagtailadmin_collections:index"),
    ]
    return [reverse(name) for name in names]


def test_a_translator_translates_and_publishes_pages_and_snippets_of_the_direction(
    translator: Client, pairs: Content, django_capture_on_commit_callbacks: OnCommit
) -> None:
    for instance, edit, text in (
        (pairs.into_english, page, "A visit"),
        (pairs.topic_into_english, snippet, "Partnership"),
    ):
        translation = translation_into(instance, "en")
        assert b"data-props" in translator.get(edit("edit", instance)).content
        assert put(translator, segment_address(translation), text) == 200
        with django_capture_on_commit_callbacks(execute=True):
            translator.post(edit("edit", instance), {"action": "publish"})
        assert str(content.fresh(instance)) == text
    item = content.make_item("Naujas")
    response = translator.post(
        reverse("wagtail_localize:submit_page_translation", args=[item.pk]),
        {"locales": [content.locale("en").pk]},
    )
    assert response.status_code == 302
    assert item.get_translation(content.locale("en")).live is False
    assert translator.get(reverse("translation_matrix")).status_code == 200
    assert translator.get(reverse("translation_memory")).status_code == 200
    assert translator.get(reverse("wagtailsnippets_translation_glossaryentry:add")).status_code == 200


def test_a_translator_gets_no_further_than_the_translations_of_the_direction(
    translator: Client, pairs: Content
) -> None:
    listing = NewsListingPage.objects.get(locale=content.locale("en"))
    lithuanian = NewsListingPage.objects.get(locale=content.locale("lt"))
    term = GlossaryEntry.objects.create(note="visit")
    their, other = translation_into(pairs.into_english, "en"), translation_into(pairs.into_lithuanian, "lt")
    addresses = [
        # Originals, in either language, and the other direction.
        *(page("edit", each) for each in (pairs.lithuanian, pairs.english, pairs.into_lithuanian, lithuanian)),
        *(page("history", each) for each in (pairs.lithuanian, pairs.english, pairs.into_lithuanian)),
        *(page("unpublish", each) for each in (pairs.lithuanian, pairs.english, pairs.into_lithuanian)),
        *(reverse("translation_change_address", args=[each.pk]) for each in (pairs.english, pairs.into_lithuanian)),
        reverse("wagtail_localize:submit_page_translation", args=[content.make_item("Only English", "en").pk]),
        # What nobody but an editor does, with translations of the direction either.
        *(page(name, pairs.into_english) for name in ("delete", "unpublish", "move", "copy", "lock")),
        reverse("wagtailadmin_pages:set_privacy", args=[pairs.into_english.pk]),
        reverse("wagtailadmin_pages:add", args=["news", "newsitempage", listing.pk]),
        reverse("wagtailadmin_pages:set_page_position", args=[pairs.into_english.pk]),
        reverse("wagtail_localize:stop_translation", args=[their.pk]),
        reverse("wagtail_localize:update_translations", args=[their.source_id]),
        # Snippets.
        *(snippet("edit", each) for each in (pairs.topic, pairs.english_topic)),
        *(snippet(name, pairs.topic_into_english) for name in ("delete",)),
        reverse("wagtailsnippets_news_topic:add"),
        snippet("delete", term),
        reverse("wagtailsnippets_search_synonymgroup:list"),
        # What is not theirs at all.
        *(
            reverse(name)
            for name in ("news_imported_documents", "news_imported_documents_upload", "search_index_state")
        ),
        *(reverse(name) for name in ("search_searches", "wagtailimages:add", "wagtaildocs:add")),
        *settings_pages(),
    ]
    assert let_in(translator, addresses) == []

    assert put(translator, segment_address(other)) == 403
    assert put(translator, segment_address(translation_into(pairs.english_topic, "lt"))) == 403
    for name in ("download_pofile", "upload_pofile", "machine_translate"):
        assert translator.forge(reverse(f"wagtail_localize:{name}", args=[other.pk])).status_code in (302, 403, 405)
    assert not StringTranslation.objects.filter(data="New words").exists()
    for each in (pairs.topic, pairs.topic_into_english):
        translator.forge(snippet("unpublish", each))
        assert content.fresh(each).live
    translator.forge(reverse("translation_matrix_act", args=[_text(pairs.lithuanian), "en", "minor"]))
    for each in (pairs.lithuanian, pairs.into_english, pairs.english, pairs.into_lithuanian):
        assert content.fresh(each).live
        assert content.fresh(each).title == each.title
    assert translation_into(pairs.into_english, "en").enabled


def _text(item: Any) -> int:
    return PublishedText.objects.get(translation_key=item.translation_key, locale=item.locale).pk


def test_a_reviewer_changes_nothing_that_is_not_in_review(reviewer: Client, pairs: Content) -> None:
    pages = (pairs.lithuanian, pairs.into_english)
    addresses = [
        *(page(name, each) for each in pages for name in ("edit", "delete", "unpublish", "move", "copy")),
        *(snippet(name, pairs.topic) for name in ("edit", "delete", "unpublish")),
        reverse("wagtail_localize:submit_page_translation", args=[pairs.lithuanian.pk]),
        *(reverse(name) for name in ("news_imported_documents", "search_searches", "wagtailimages:add")),
        *settings_pages(),
    ]
    assert let_in(reviewer, addresses) == []
    assert put(reviewer, segment_address(translation_into(pairs.into_english, "en"))) == 403
    reviewer.forge(page("lock", pairs.lithuanian))
    assert content.fresh(pairs.lithuanian).locked


def test_an_editor_has_all_of_the_content_and_nothing_of_the_settings(editor: Client, pairs: Content) -> None:
    addresses = [
        *(page(name, pairs.lithuanian) for name in ("edit", "delete", "unpublish", "move", "copy", "history")),
        *(snippet(name, pairs.topic) for name in ("edit", "delete", "unpublish")),
        *(
            reverse(name)
            for name in ("news_imported_documents", "search_searches", "wagtailimages:add", "translation_matrix")
        ),
    ]
    assert [editor.get(address).status_code for address in addresses] == [200] * len(addresses)
    assert let_in(editor, [*settings_pages(), reverse("search_index_state")]) == []


def test_who_is_also_an_editor_is_not_narrowed_by_being_a_translator(pairs: Content) -> None:
    both = browser_of(member(group_of(Role.EDITOR), group_of(Role.TRANSLATOR, "lt", "en"), name="both"))
    addresses = [
        *(page("edit", each) for each in (pairs.lithuanian, pairs.english, pairs.into_lithuanian)),
        *(page(name, pairs.into_english) for name in ("delete", "unpublish", "copy")),
        *(snippet("edit", each) for each in (pairs.topic, pairs.topic_into_english)),
    ]
    assert [both.get(address).status_code for address in addresses] == [200] * len(addresses)


def test_a_translation_that_was_set_apart_is_the_editors(translator: Client, pairs: Content) -> None:
    Translation.objects.update(enabled=False)
    assert let_in(translator, [page("edit", pairs.into_english), snippet("edit", pairs.topic_into_english)]) == []


def test_what_is_locked_is_locked_in_the_translation_editor_too(
    translator: Client, editor: Client, pairs: Content
) -> None:
    translation = translation_into(pairs.into_english, "en")
    editor.post_by_script(page("lock", pairs.into_english), {}, page("edit", pairs.into_english))
    assert put(translator, segment_address(translation)) == 403
    assert let_in(translator, [reverse("wagtail_localize:upload_pofile", args=[translation.pk])]) == []
    translator.forge(page("edit", pairs.into_english), {"action": "publish"})
    assert not StringTranslation.objects.filter(data="New words").exists()


def test_a_language_that_is_gone_leaves_a_direction_into_nowhere(pairs: Content) -> None:
    user = member(group_of(Role.TRANSLATOR, "lt", "en"), name="translator")
    StaffGroup.objects.filter(source_language="lt").update(source_language="xx")
    english = pairs.into_english.locale_id
    assert not may_edit(user, pairs.into_english)
    assert not may_edit(user, pairs.topic_into_english)
    assert not any(may_begin(user, each.pk, english) for each in Locale.objects.all())


def test_setting_up_again_mends_rights_keeps_names_and_doubles_nothing(staff: None) -> None:
    def rights() -> set[tuple[str, int, str]]:
        held = GroupPagePermission.objects.values_list("group__staff_group__role", "page_id", "permission__codename")
        own = StaffGroup.objects.values_list("role", "group__permissions", "group__permissions__codename")
        return {*held, *own}

    before, groups = rights(), Group.objects.count()
    translators = group_of(Role.TRANSLATOR, "lt", "en").group
    translators.name = "Vertėjai"
    translators.save()
    translators.permissions.clear()
    GroupPagePermission.objects.filter(group=translators).delete()
    assert rights() != before

    set_up_groups()

    assert rights() == before
    assert Group.objects.count() == groups
    assert group_of(Role.TRANSLATOR, "lt", "en").group.name == "Vertėjai"


def test_the_explorer_asks_nothing_more_about_each_translation_than_it_asks_for_an_editor(
    translator: Client, editor: Client, pairs: Content, django_capture_on_commit_callbacks: OnCommit
) -> None:
    address = reverse("wagtailadmin_explore", args=[pairs.into_english.get_parent().pk])

    def queries() -> dict[Client, int]:
        counts = {}
        for client in (translator, editor):
            with CaptureQueriesContext(connection) as found:
                assert client.get(address).status_code == 200
            counts[client] = len(found)
        return counts

    queries()
    few = queries()
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            content.translate(content.make_item(f"Vizitas {number}"))
    many = queries()
    assert many[translator] - few[translator] == many[editor] - few[editor]
