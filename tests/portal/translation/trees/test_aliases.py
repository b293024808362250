"""No page becomes an alias, whichever way is tried; nothing that is refused is offered."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization
from wagtail_localize.synctree import synchronize_tree
from wagtail_localize.views.convert import sync_alias

from portal.translation.translations import ParentIsNotTranslated
from portal.translation.trees.aliases import AliasRefused
from tests.client import Client
from tests.factories import content
from tests.portal.translation.trees.pages import fresh, home, make_page, make_pair, translate

pytestmark = pytest.mark.usefixtures("empty_site")

Way = Callable[[Any], object]
COMPONENT = "component-wagtail_localize_localesynchronization"


def english() -> Locale:
    return content.locale("en")


def become_alias(page: Any, instance: Any) -> None:
    instance.alias_of = home()
    instance.save(update_fields=["alias_of"], clean=False)


def add_alias(page: Any) -> None:
    alias = type(page)(title="Kopija", slug="kopija", locale=page.locale, alias_of=page)
    fresh(page).get_parent().add_child(instance=alias)


WAYS: dict[str, Way] = {
    "the page's own": lambda page: page.create_alias(update_slug="kopija"),
    "as a plain page": lambda page: Page.objects.get(pk=page.pk).create_alias(update_slug="kopija"),
    "the action": lambda page: CreatePageAliasAction(page, update_slug="kopija").execute(skip_permission_checks=True),
    "with all below": lambda page: page.create_alias(update_slug="kopija", recursive=True),
    "instead of a translation": lambda page: page.copy_for_translation(english(), alias=True),
    "the translating action": lambda page: CopyPageForTranslationAction(page, english(), alias=True).execute(),
    "a new page": add_alias,
    "saved": lambda page: become_alias(page, fresh(page)),
    "saved as a plain page": lambda page: become_alias(page, Page.objects.get(pk=page.pk)),
    "the tree": lambda page: synchronize_tree(page.locale, english()),
    "a language's setting": lambda page: LocaleSynchronization.objects.create(locale=english(), sync_from=page.locale),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_every_way_is_refused_and_leaves_nothing(way: Way) -> None:
    page = make_page("Puslapis")
    make_page("Po juo", page)
    before = set(Page.objects.values_list("pk", "alias_of", "live"))

    with pytest.raises(AliasRefused):
        way(fresh(page))

    assert set(Page.objects.values_list("pk", "alias_of", "live")) == before
    assert not LocaleSynchronization.objects.exists()


def test_the_reason_is_in_the_users_language() -> None:
    page = make_page("Puslapis")
    with translation.override("lt"), pytest.raises(AliasRefused, match="pseudonim"):
        page.create_alias()


def test_pages_above_a_translation_are_not_made_for_it() -> None:
    page = make_page("Giliai", make_page("Skyrius"))
    for way in (
        lambda: page.copy_for_translation(english(), copy_parents=True),
        lambda: content.submit(page),
    ):
        with pytest.raises(ParentIsNotTranslated, match="Skyrius"):
            way()
    assert not page.get_translations().exists()
    assert not Page.objects.filter(locale=english(), title="Skyrius").exists()


def test_the_command_that_fills_a_language_says_why_it_does_not() -> None:
    with translation.override("en"), pytest.raises(CommandError, match="Translate the pages"):
        call_command("sync_locale_trees")


class TestWhatIsThereAlready:
    """Restored from a backup, or stored by another program."""

    @pytest.fixture
    def pair(self) -> tuple[Any, Any]:
        """A text and an alias of it."""
        page = make_page("Puslapis")
        alias = make_page("Kopija")
        Page.objects.filter(pk=alias.pk).update(alias_of=page.pk)
        return fresh(page), fresh(alias)

    def test_it_does_not_follow_what_it_shows(self, pair: tuple[Any, Any]) -> None:
        page, alias = pair
        alias.unpublish()
        page.title = "Naujas"
        page.save_revision().publish()

        assert fresh(page).title == "Naujas"
        assert not fresh(alias).live
        assert fresh(alias).title == "Kopija"

    def test_it_may_be_withdrawn_and_not_be_published(self, pair: tuple[Any, Any]) -> None:
        _, alias = pair
        alias.unpublish()
        assert not fresh(alias).live
        alias = fresh(alias)
        alias.live = True
        with pytest.raises(AliasRefused):
            alias.save()
        with pytest.raises(AliasRefused):
            sync_alias(pair[0], fresh(alias))
        assert not fresh(alias).live

    def test_what_shows_another_language_is_not_made_a_page_of_its_own(self, pair: tuple[Any, Any]) -> None:
        page, alias = pair
        foreign = make_page("Svetima", language="en")
        Page.objects.filter(pk=foreign.pk).update(alias_of=page.pk)

        with pytest.raises(AliasRefused, match="Svetima"):
            ConvertAliasPageAction(fresh(foreign)).execute()
        ConvertAliasPageAction(alias).execute()

        assert fresh(foreign).alias_of_id == page.pk
        assert fresh(alias).alias_of_id is None

    def test_a_language_that_was_to_be_filled_makes_no_alias_of_a_new_page(self, admin_client: Client) -> None:
        LocaleSynchronization.objects.bulk_create([LocaleSynchronization(locale=english(), sync_from=content.locale())])
        address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home().pk])

        response = admin_client.forge(
            address, {"title": "Naujas", "slug": "naujas", "body-count": "0", "action-publish": "1"}
        )

        assert response.status_code == 302
        assert Page.objects.get(slug="naujas").live
        assert Page.objects.filter(title="Naujas").count() == 1


class TestTheAdmin:
    def add(self) -> str:
        return reverse("wagtaillocales:add")

    def edit(self, code: str = "en") -> str:
        return reverse("wagtaillocales:edit", args=[content.locale(code).pk])

    @pytest.fixture
    def languages(self, settings: Any) -> None:
        """One that has no pages yet."""
        settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, ("nb", "Norsk")]

    def test_languages_are_added_changed_and_deleted_without_being_filled(
        self, admin_client: Client, languages: None
    ) -> None:
        before = Page.objects.count()

        for address in (self.add(), self.edit()):
            assert COMPONENT not in admin_client.get(address).content.decode()
        admin_client.post(self.add(), {"language_code": "nb"})
        admin_client.post(self.edit("nb"), {"language_code": "nb"})

        added = Locale.objects.get(language_code="nb")
        assert Page.objects.count() == before
        admin_client.post(reverse("wagtaillocales:delete", args=[added.pk]))
        assert not Locale.objects.filter(language_code="nb").exists()

    def test_a_form_made_by_hand_that_fills_a_language_is_refused_with_the_reason(
        self, admin_client: Client, languages: None
    ) -> None:
        before = Page.objects.count()
        filled = {f"{COMPONENT}-enabled": "on", f"{COMPONENT}-sync_from": content.locale().pk}

        answers = [
            admin_client.forge(self.add(), {"language_code": "nb", **filled}),
            admin_client.forge(self.edit(), {"language_code": "en", **filled}),
        ]

        for answer in answers:
            assert answer.status_code == 200
            assert "neužpildoma" in answer.content.decode()
        assert not Locale.objects.filter(language_code="nb").exists()
        assert not LocaleSynchronization.objects.exists()
        assert Page.objects.count() == before

    def test_the_form_of_copies_offers_none_and_refuses_one_made_by_hand(self, admin_client: Client) -> None:
        page = make_page("Puslapis")
        address = reverse("wagtailadmin_pages:copy", args=[page.pk])
        before = Page.objects.count()

        shown = admin_client.get(address)
        answer = admin_client.forge(
            address,
            {"new_title": "Kopija", "new_slug": "kopija", "new_parent_page": home().pk, "alias": "on"},
        )

        assert 'name="alias"' not in shown.content.decode()
        assert answer.status_code == 200
        assert "pseudonim" in answer.content.decode()
        assert Page.objects.count() == before

    @pytest.mark.parametrize(
        ("action", "data"),
        [
            ("create_alias", {"update_slug": "kopija"}),
            ("copy_for_translation", {"locale": "en", "alias": "true"}),
            ("copy_for_translation", {"locale": "en", "alias": "true", "copy_parents": "true"}),
        ],
    )
    def test_the_api_says_why_it_makes_none(self, admin_client: Client, action: str, data: dict[str, str]) -> None:
        page = make_page("Puslapis")
        before = Page.objects.count()

        answer = admin_client.forge(reverse("wagtailadmin_api:pages:action", args=[page.pk, action]), data)

        assert answer.status_code == 400
        assert "pseudonim" in answer.content.decode()
        assert Page.objects.count() == before

    def test_a_page_below_one_that_is_not_translated_is_not_offered_for_translation(self, admin_client: Client) -> None:
        section = make_page("Skyrius")
        page = make_page("Giliai", section)
        address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])

        edited = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert address not in admin_client.get(edited).content.decode()
        answer = admin_client.forge(address, {"locales": [english().pk], "include_subtree": ""})

        assert answer.status_code == 400
        assert "Skyrius" in answer.content.decode()
        assert not Page.objects.filter(locale=english(), translation_key__in=[page.translation_key]).exists()

        translate(section)
        assert address in admin_client.get(edited).content.decode()
        admin_client.post(address, {"locales": [english().pk], "include_subtree": ""})
        assert fresh(page).has_translation(english())

    def test_a_page_with_all_below_it_is_translated_in_one_go(self, admin_client: Client) -> None:
        section = make_page("Skyrius")
        below = make_page("Giliai", make_page("Viduryje", section))
        address = reverse("wagtail_localize:submit_page_translation", args=[section.pk])

        admin_client.post(address, {"locales": [english().pk], "include_subtree": "on"})

        translated = fresh(below).get_translation(english())
        assert translated.get_parent().get_parent().translation_key == section.translation_key
        assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_an_alias_is_not_copied() -> None:
    section, _ = make_pair("Skyrius")
    alias = make_page("Kopija", section)
    Page.objects.filter(pk=alias.pk).update(alias_of=home().pk)
    before = Page.objects.count()

    with pytest.raises(AliasRefused, match="Kopija"):
        fresh(alias).copy(update_attrs={"slug": "kita"})
    with pytest.raises(AliasRefused, match="Kopija"):
        fresh(section).copy(update_attrs={"slug": "kita"}, recursive=True)

    assert Page.objects.count() == before
