"""What another program has left: aliases are deleted, and pages of another language come into their own tree."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import LocaleSynchronization

from home.models import StandardPage
from news.models import NewsListingPage
from portal.checks import no_alias_pages
from portal.translation.staff.groups import set_up_groups
from portal.translation.staff.models import Role, StaffGroup
from portal.translation.trees.comparing import TreeFault, differences
from portal.translation.trees.mending import mend
from tests.client import Client
from tests.factories import content
from tests.portal.translation.trees.pages import fresh, home, make_page, make_pair
from tests.portal.translation.trees.test_mending import drift, kinds

pytestmark = pytest.mark.usefixtures("empty_site")


def alias_of(page: Any) -> Any:
    """As Wagtail makes one, by the tables alone: a copy that is told to be an alias."""
    copy = page.copy(update_attrs={"title": f"{page.title} 2", "slug": f"{page.slug}-2"}, keep_live=True)
    Page.objects.filter(pk=copy.pk).update(alias_of=page.pk)
    return fresh(copy)


class TestAliases:
    def test_aliases_of_aliases_and_below_aliases_go_and_what_they_show_stays(self) -> None:
        section = make_page("Skyrius")
        first = alias_of(section)
        second, below = make_page("Antras"), make_page("Po juo", first)
        Page.objects.filter(pk=second.pk).update(alias_of=first.pk)
        Page.objects.filter(pk=below.pk).update(alias_of=section.pk)

        assert mend().left == []

        assert list(StandardPage.objects.filter(title__startswith="Skyrius")) == [section]
        assert not Page.objects.filter(pk__in=[first.pk, second.pk, below.pk]).exists()
        assert not any(Page.find_problems())

    def test_they_go_with_what_they_show(self) -> None:
        section = make_page("Skyrius")
        first, second = alias_of(section), make_page("Antras")
        Page.objects.filter(pk=second.pk).update(alias_of=first.pk)
        Page.objects.filter(pk=section.pk).update(alias_of=second.pk)

        fresh(section).delete()

        assert not Page.objects.filter(pk__in=[section.pk, first.pk, second.pk]).exists()
        assert not any(Page.find_problems())

    def test_what_lies_below_one_and_is_none_is_not_deleted_with_it(self) -> None:
        alias = alias_of(make_page("Skyrius"))
        own = make_page("Savas", alias)

        result = mend()

        assert [each.kind for each in result.left] == [TreeFault.ALIAS]
        assert "Savas" in result.refusals[alias.pk]
        own.delete()
        assert mend().left == []

    def test_the_setting_that_fills_a_language_goes(self) -> None:
        LocaleSynchronization.objects.bulk_create(
            [LocaleSynchronization(locale=content.locale("en"), sync_from=content.locale())]
        )
        mend()
        assert not LocaleSynchronization.objects.exists()

    def test_the_command_names_them_and_deletes_them(self, capsys: pytest.CaptureFixture[str]) -> None:
        alias = alias_of(make_page("Skyrius"))
        with pytest.raises(CommandError, match="1"):
            call_command("trees", "check")
        assert f"lt {alias.pk} “Skyrius 2”" in capsys.readouterr().out

        call_command("trees", "mend")
        call_command("trees", "check")


class TestOtherLanguages:
    def test_a_copy_in_another_language_comes_below_the_page_that_corresponds(self, client: Client) -> None:
        item = content.make_item()
        stray = item.copy(update_attrs={"title": "Svetima", "slug": "svetima"}, keep_live=True)
        drift(stray, NewsListingPage.objects.get(locale=content.locale("en")), "last-child")
        assert kinds() == {"Svetima": TreeFault.LANGUAGE}

        mend()

        assert differences() == []
        assert fresh(stray).get_parent().pk == item.get_parent().pk
        assert client.get("/en/news/svetima/").status_code == 404
        assert client.get(fresh(stray).url).status_code == 200
        assert not any(Page.find_problems())

    def test_what_lies_below_it_comes_along(self) -> None:
        stray, below = make_page("Svetimas"), make_page("Po juo")
        drift(below, stray, "last-child")
        drift(stray, home("en"), "last-child")

        assert mend().left == []

        assert fresh(below).get_parent().pk == stray.pk
        assert fresh(stray).get_parent().pk == home().pk

    def test_without_a_place_or_an_address_it_stays_and_the_reason_is_told(self) -> None:
        only_english = make_page("Only English", language="en")
        stray, taken = make_page("Svetimas"), make_page("Užimta")
        drift(stray, only_english, "last-child")
        drift(taken, home("en"), "last-child")
        make_page("Kitas")
        StandardPage.objects.filter(title="Kitas").update(slug=taken.slug)

        result = mend()

        assert {each.kind for each in result.left} == {TreeFault.LANGUAGE}
        assert "Only English" in result.refusals[stray.pk]
        assert taken.slug in result.refusals[taken.pk]

    def test_the_translations_of_a_page_come_along(self) -> None:
        page, english = make_pair("Puslapis")
        section, english_section = make_pair("Skyrius")
        drift(page, english_section, "last-child")

        assert mend().left == []

        assert fresh(page).get_parent().pk == section.pk
        assert fresh(english).get_parent().pk == english_section.pk


class TestTheReport:
    def test_it_says_what_is_deleted_and_mends(self, admin_client: Client) -> None:
        alias = alias_of(make_page("Skyrius"))
        stray = make_page("Svetimas")
        drift(stray, home("en"), "last-child")
        address = reverse("translation_trees")

        before = admin_client.get(address).content.decode()
        admin_client.submit(address, "Sutvarkyti, kas nereikalauja sprendimo")

        assert "ištrinami" in before
        assert "Svetimas" in before
        assert differences() == []
        assert not Page.objects.filter(pk=alias.pk).exists()

    def test_who_may_not_delete_a_page_deletes_no_alias(self, client: Client) -> None:
        set_up_groups()
        user = User.objects.create_user("reader")
        user.groups.add(StaffGroup.objects.get(role=Role.TRANSLATOR, source_language="lt").group)
        client.force_login(user)
        alias = alias_of(make_page("Skyrius"))

        client.forge(reverse("translation_trees"))

        assert Page.objects.filter(pk=alias.pk).exists()


def test_the_check_of_an_installation_names_aliases_and_what_mends_them() -> None:
    alias = alias_of(make_page("Skyrius"))

    [message] = no_alias_pages(None, ["default"])

    assert str(alias.pk) in message.msg
    assert "trees mend" in str(message.hint)
