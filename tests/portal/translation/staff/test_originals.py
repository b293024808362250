"""Nobody reads a draft, or what is restricted, by translating it."""

from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail_localize.models import Translation

from news.models import NewsListingPage, Participation, Person
from portal.translation.freshness.models import PublishedText
from portal.translation.memory.reading import readable_rows
from portal.translation.memory.suggesting import suggestions
from portal.translation.staff.models import Role
from tests.client import Client
from tests.factories import content

from ..conftest import browser_of, group_of, member

pytestmark = pytest.mark.django_db


def submit_address(instance: Any) -> str:
    if hasattr(instance, "url_path"):
        return reverse("wagtail_localize:submit_page_translation", args=[instance.pk])
    options = instance._meta
    arguments = [options.app_label, options.model_name, instance.pk]
    return reverse("wagtail_localize:submit_snippet_translation", args=arguments)


def begins(client: Client, instance: Any) -> bool:
    """Whether the person is shown the form, can send it, and a translation is there then."""
    asked = client.get(submit_address(instance))
    client.forge(submit_address(instance), {"locales": [content.locale("en").pk]})
    begun = Translation.objects.filter(source__object_id=instance.translation_key).exists()
    assert begun == (asked.status_code == 200)
    return begun


def restrict_to_a_group(page: Any) -> PageViewRestriction:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.add(Group.objects.get_or_create(name="Taryba")[0])
    return restriction


@pytest.mark.parametrize("role", ["translator", "reviewer"])
def test_drafts_and_what_is_restricted_cannot_be_submitted(role: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(role)
    draft, withdrawn, secret = content.make_item(publish=False), content.make_item("Atšaukta"), content.make_item("X")
    withdrawn.unpublish()
    restrict_to_a_group(secret)
    person = Person(name="Ona", locale=content.locale(), live=False)
    person.save()

    assert [begins(client, each) for each in (draft, withdrawn, secret, person)] == [False] * 4


def test_editors_submit_their_drafts(editor: Client) -> None:
    draft = content.make_item(publish=False)

    assert begins(editor, draft)


def test_a_translator_begins_what_is_published_and_open_to_him(translator: Client) -> None:
    item, internal = content.make_item(), content.make_item("Darbuotojams")
    PageViewRestriction.objects.create(page=internal, restriction_type="login")

    assert [begins(translator, each) for each in (item, internal)] == [True, True]


def test_a_translator_cannot_submit_drafts_that_lie_below_a_published_page_or_that_it_names(
    translator: Client,
) -> None:
    listing = NewsListingPage.objects.get(locale=content.locale())
    draft = content.make_item(publish=False)
    listing.get_translation(content.locale("en")).delete()
    form = {"locales": [content.locale("en").pk], "include_subtree": "on"}
    translator.forge(submit_address(listing), form)
    assert not Translation.objects.filter(source__object_id=draft.translation_key).exists()

    person = Person(name="Ona", locale=content.locale(), live=False)
    person.save()
    item = content.make_item("Naujiena")
    item.people.add(Participation(person=person, locale=item.locale))
    item.save_revision().publish()
    translator.forge(submit_address(item), {"locales": [content.locale("en").pk]})
    assert not Translation.objects.filter(source__object_id__in=[person.translation_key, item.translation_key]).exists()


def test_the_matrix_begins_nothing_restricted_and_does_not_name_it(translator: Client, editor: Client) -> None:
    item = content.make_item("Tarybos nutarimas")
    text = PublishedText.objects.get(translation_key=item.translation_key)
    restriction = restrict_to_a_group(item)

    assert item.title not in translator.get(reverse("translation_matrix")).content.decode()
    assert item.title in editor.get(reverse("translation_matrix")).content.decode()
    translator.forge(reverse("translation_matrix_act", args=[text.pk, "en", "translate"]))
    assert not Translation.objects.filter(source__object_id=item.translation_key).exists()

    restriction.delete()
    assert item.title in translator.get(reverse("translation_matrix")).content.decode()


def test_lists_of_wagtail_localize_name_no_drafts_of_others(translator: Client, reviewer: Client) -> None:
    own, others = content.make_item("Mano juodraštis", publish=False), content.make_item("Draft", "en", publish=False)
    content.submit(own)
    content.submit(others, "lt")

    html = translator.get(reverse("wagtail_localize:translations_report")).content.decode()
    assert "Mano juodraštis" in html
    assert ">Draft" not in html

    names = reverse("wagtail_localize:snippets_api_listing", args=["news", "person"])
    assert translator.get(names).status_code == 200
    assert reviewer.get(names).status_code != 200
    nobody = browser_of(member(name="nobody"))
    assert nobody.get(reverse("wagtail_localize:translations_report")).status_code != 200


def test_the_memory_quotes_to_each_only_what_he_may_read(staff: None) -> None:
    item = content.make_item("Tarybos posėdis Vilniuje")
    translation = content.submit(item)
    content.fill(translation, lambda text: "Council meets in Vilnius" if text == item.title else f"EN {text}")
    people = {
        "translator": member(group_of(Role.TRANSLATOR, "lt", "en"), name="translator"),
        "other direction": member(group_of(Role.TRANSLATOR, "en", "lt"), name="other"),
        "editor": member(group_of(Role.EDITOR), name="editor"),
        "nobody": None,
    }

    def quoted() -> list[str]:
        return [
            name
            for name, person in people.items()
            if suggestions(item.title, "lt", "en", readable=partial(readable_rows, person))
        ]

    assert quoted() == ["translator", "editor"]

    translation.source.get_translated_instance(translation.target_locale).save_revision().publish()
    assert quoted() == [*people]

    restrict_to_a_group(item)
    assert quoted() == ["translator", "editor"]


def lists_of_the_admin(search: str) -> list[str]:
    listings = [NewsListingPage.objects.get(locale=content.locale(code)).pk for code in ("lt", "en")]
    return [
        *(reverse("wagtailadmin_explore", args=[pk]) for pk in listings),
        *(reverse("wagtailadmin_choose_page_child", args=[pk]) for pk in listings),
        *(f"/admin/api/main/pages/?child_of={pk}&for_explorer=1" for pk in listings),
        f"{reverse('wagtailadmin_choose_page_search')}?q={search}",
        f"{reverse('wagtailadmin_pages:search')}?q={search}",
        "/admin/api/main/pages/?limit=20",
        *(reverse(f"wagtailadmin_reports:{name}") for name in ("aging_pages", "site_history")),
        reverse("translation_matrix"),
    ]


@pytest.mark.parametrize("hide", ["draft", "groups", "password"])
@pytest.mark.parametrize("language", ["lt", "en"])
def test_no_list_of_the_admin_names_a_text_to_whom_it_is_closed(
    translator: Client, editor: Client, hide: str, language: str
) -> None:
    item = content.make_item("Slaptanaujiena", language, publish=hide != "draft")
    if hide == "groups":
        restrict_to_a_group(item)
    elif hide == "password":
        PageViewRestriction.objects.create(page=item, restriction_type="password", password="sezamas")

    def naming(client: Client) -> list[str]:
        return [url for url in lists_of_the_admin("Slaptanauj") if item.title in client.get(url).content.decode()]

    assert naming(translator) == []
    assert not finds(translator, item)
    assert len(naming(editor)) >= 5
    assert finds(editor, item)


def finds(client: Client, page: Any) -> bool:
    return bool(client.get(f"/admin/api/main/pages/{page.pk}/").status_code == 200)


def test_a_translator_finds_the_drafts_of_his_direction_and_what_is_published(translator: Client) -> None:
    own, public = content.make_item("Savanaujiena", publish=False), content.make_item("Atviranaujiena")
    restrict_to_a_group(own)
    english = content.submit(own).get_target_instance()

    for page, name in ((own, "Savanaujiena"), (english, "Savanaujiena"), (public, "Atviranaujiena")):
        parent = page.get_parent().pk
        assert name in translator.get(reverse("wagtailadmin_choose_page_child", args=[parent])).content.decode()
    assert finds(translator, english)
