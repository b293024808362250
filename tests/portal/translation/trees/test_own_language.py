"""No page comes into the tree of another language, whichever way is tried."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Locale, Page

from home.models import HomePage, StandardPage
from news.interchange.page_rows import NewPage, store_pages
from news.models import NewsItemPage, NewsListingPage
from portal.translation.trees.own_language import OtherLanguage
from tests.client import Client
from tests.factories import content
from tests.portal.translation.trees.pages import fresh, home, make_page
from tests.portal.translation.trees.test_mending import drift

pytestmark = pytest.mark.usefixtures("empty_site")

Way = Callable[[Any], object]


def listing(language: str) -> NewsListingPage:
    return NewsListingPage.objects.get(locale=content.locale(language))


def save_with_another_language(page: Any, instance: Any) -> None:
    instance.locale = content.locale("en")
    instance.save()


def save_only_its_language(page: Any) -> None:
    page.locale = content.locale("en")
    page.save(update_fields=["locale"], clean=False)


WAYS: dict[str, Way] = {
    "a copy": lambda page: page.copy(to=listing("en"), keep_live=True),
    "a copy that is a draft": lambda page: page.copy(to=listing("en"), keep_live=False),
    "the action": lambda page: CopyPageAction(page, to=listing("en")).execute(skip_permission_checks=True),
    "a copy in another language": lambda page: page.copy(
        update_attrs={"slug": "kopija", "locale": content.locale("en")}
    ),
    "a move": lambda page: page.move(listing("en"), pos="last-child"),
    "a new child": lambda page: listing("en").add_child(
        instance=NewsItemPage(title="Nauja", slug="nauja", lead="Nauja.", date=page.date, locale=page.locale)
    ),
    "a new draft": lambda page: listing("en").add_child(
        instance=NewsItemPage(title="Nauja", slug="nauja", date=page.date, locale=page.locale, live=False)
    ),
    "a new sibling": lambda page: page.add_sibling(
        instance=NewsItemPage(title="Nauja", slug="nauja", lead="Nauja.", date=page.date, locale=content.locale("en"))
    ),
    "saved": lambda page: save_with_another_language(page, page),
    "saved as a plain page": lambda page: save_with_another_language(page, Page.objects.get(pk=page.pk)),
    "one field saved": save_only_its_language,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_every_way_is_refused_and_leaves_nothing(way: Way) -> None:
    page = content.make_item()
    before = set(Page.objects.values_list("pk", "path", "locale", "numchild"))

    with translation.override("en"), pytest.raises(OtherLanguage, match="belongs to another language"):
        way(content.fresh(page))

    assert set(Page.objects.values_list("pk", "path", "locale", "numchild")) == before
    assert not any(Page.find_problems())


def test_many_pages_stored_at_once_are_refused_like_one() -> None:
    page = content.make_item()
    other = NewsItemPage(title="Nauja", slug="nauja", lead="Nauja.", date=page.date, locale=page.locale)
    with pytest.raises(OtherLanguage, match="Nauja"), transaction.atomic():
        store_pages(NewsItemPage, [NewPage(other, listing("en"), publish=True)])
    assert not Page.objects.filter(slug="nauja").exists()


@pytest.mark.parametrize("recursive", [False, True])
def test_no_language_gets_a_second_tree(recursive: bool) -> None:
    root = Page.get_first_root_node()
    before = Page.objects.count()
    for way in (
        lambda: home().copy(to=root, update_attrs={"slug": "kopija"}, recursive=recursive),
        lambda: root.add_child(instance=HomePage(title="Antras", slug="antras", locale=content.locale("en"))),
        lambda: make_page("Puslapis").move(root, pos="last-child"),
    ):
        with pytest.raises(OtherLanguage), transaction.atomic():
            way()
    assert Page.objects.count() == before


def test_an_older_version_brings_no_other_language_back() -> None:
    page = make_page("Puslapis")
    revision = page.latest_revision
    revision.content["locale"] = content.locale("en").pk
    revision.save()

    fresh(page).latest_revision.publish()

    assert fresh(page).locale == content.locale()


def test_a_page_that_stands_in_a_wrong_tree_may_be_withdrawn_and_not_be_published() -> None:
    page = make_page("Svetimas")
    drift(page, home("en"), "last-child")
    page = fresh(page)
    page.title = "Pataisytas"
    page.save_revision()

    page.unpublish()

    assert not fresh(page).live
    with pytest.raises(OtherLanguage):
        fresh(page).latest_revision.publish()
    assert not fresh(page).live


class TestTheAdmin:
    def copy(self, page: Any, **changes: Any) -> tuple[str, dict[str, Any]]:
        form = {"new_title": "Kopija", "new_slug": "kopija", "new_parent_page": listing("en").pk, **changes}
        return reverse("wagtailadmin_pages:copy", args=[page.pk]), form

    def test_a_copy_in_another_language_is_refused_where_it_was_chosen_which_stays_chosen(
        self, admin_client: Client
    ) -> None:
        page = content.make_item()
        before = Page.objects.count()

        answer = admin_client.post(*self.copy(page, publish_copies="on"))

        form = answer.context["form"]
        assert answer.status_code == 200
        assert "priklauso kitai kalbai" in str(form.errors["new_parent_page"])
        assert f'value="{listing("en").pk}"' in str(form["new_parent_page"])
        assert 'value="Kopija"' in answer.content.decode()
        assert Page.objects.count() == before

    def test_the_api_says_why_it_copies_nothing(self, admin_client: Client) -> None:
        page = content.make_item()
        before = Page.objects.count()

        answer = admin_client.forge(
            reverse("wagtailadmin_api:pages:action", args=[page.pk, "copy"]),
            {"destination_page_id": listing("en").pk},
            headers={"Accept": "application/json"},
        )

        assert answer.status_code == 400
        assert "priklauso kitai kalbai" in answer.json()["error"]
        assert Page.objects.count() == before

    def test_a_new_page_is_in_the_language_of_the_page_above_it_whatever_is_asked_for(
        self, admin_client: Client
    ) -> None:
        address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home("en").pk])

        admin_client.forge(
            f"{address}?locale=lt",
            {"title": "New", "slug": "new", "body-count": "0", "locale": "lt", "action-publish": "1"},
        )

        assert StandardPage.objects.get(slug="new").locale == content.locale("en")

    def test_a_second_front_page_is_neither_offered_nor_made(self, admin_client: Client, settings: Any) -> None:
        root = Page.get_first_root_node()
        address = reverse("wagtailadmin_pages:add", args=["home", "homepage", root.pk])
        before = Page.objects.count()
        assert not HomePage.can_create_at(root)

        # A language that has none yet gets one.
        settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, ("nb", "Norsk")]
        Locale.objects.create(language_code="nb")
        answer = admin_client.forge(f"{address}?locale=en", {"title": "Second", "slug": "second", "lead": "Kept"})

        assert HomePage.can_create_at(root)
        assert answer.status_code == 400
        assert "antras" in answer.content.decode()
        assert "Kept" in answer.content.decode()
        assert Page.objects.count() == before

    def test_publishing_what_stands_in_a_wrong_tree_is_refused_with_the_reason(self, admin_client: Client) -> None:
        page = make_page("Svetimas")
        page.unpublish()
        drift(page, home("en"), "last-child")

        answer = admin_client.forge(
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            {"title": "Svetimas", "slug": page.slug, "body-count": "0", "action-publish": "action-publish"},
        )

        assert answer.status_code == 400
        assert "priklauso kitai kalbai" in answer.content.decode()
        assert not fresh(page).live
