"""Ways that could make a page an alias, as people and programs go them; the list closes them all.

What fills a whole language with aliases is closed before any page is reached: see trees/test_aliases.py.
"""

from typing import Any

from django.urls import reverse
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page
from wagtail_localize.synctree import synchronize_tree

from news.models import NewsItemPage
from tests.client import Client
from tests.factories import content

from .ways import Way


def copy_as_alias(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    form = {"new_title": "Kopija", "new_slug": "kopija", "new_parent_page": item.get_parent().pk, "alias": "on"}
    return client.forge(reverse("wagtailadmin_pages:copy", args=[item.pk]), form)


def admin_api(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return _api(client, item, "create_alias", update_slug="kopija")


def admin_api_instead_of_a_translation(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return _api(client, _untranslated(item), "copy_for_translation", locale="en", alias="true")


def code(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    item.create_alias(update_slug="kopija")


def code_of_a_plain_page(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    Page.objects.get(pk=item.pk).create_alias(update_slug="kopija")


def code_with_all_below(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    item.get_parent().create_alias(update_slug="kopija", recursive=True)


def action(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    CreatePageAliasAction(item, update_slug="kopija").execute(skip_permission_checks=True)


def code_instead_of_a_translation(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    _untranslated(item).copy_for_translation(content.locale("en"), alias=True)


def action_instead_of_a_translation(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    CopyPageForTranslationAction(_untranslated(item), content.locale("en"), alias=True).execute()


def trees_made_the_same(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    synchronize_tree(item.locale, content.locale("en"))


def _api(client: Client, page: Page, name: str, **arguments: Any) -> Any:
    return client.forge(f"/admin/api/main/pages/{page.pk}/action/{name}/", arguments)


def _untranslated(item: NewsItemPage) -> NewsItemPage:
    return NewsItemPage.objects.get(locale=item.locale, title="Neišversta")


WAYS_TO_ALIAS: list[Way] = [
    copy_as_alias,
    admin_api,
    admin_api_instead_of_a_translation,
    code,
    code_of_a_plain_page,
    code_with_all_below,
    action,
    code_instead_of_a_translation,
    action_instead_of_a_translation,
    trees_made_the_same,
]
