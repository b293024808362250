"""A portal with somebody in each of its groups."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User
from wagtail.models import Locale, Page, Site

from home.models import HomePage
from news.models import NewsItemPage, NewsListingPage, Topic
from portal.translation.localize import Translation
from portal.translation.staff.groups import set_up_groups
from portal.translation.staff.models import Role, StaffGroup
from tests.client import Client
from tests.factories import content

OnCommit = Callable[..., AbstractContextManager[list[Any]]]


def group_of(role: Role, source: str = "", target: str = "") -> StaffGroup:
    return StaffGroup.objects.get(role=role, source_language=source, target_language=target)


def member(*groups: StaffGroup, name: str) -> User:
    user = User.objects.create_user(name, f"{name}@example.org")
    user.groups.set([each.group for each in groups])
    return user


def browser_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@dataclass(frozen=True)
class Content:
    """A pair written in Lithuanian and one written in English, of pages and of snippets; all of it published."""

    lithuanian: NewsItemPage
    into_english: NewsItemPage
    english: NewsItemPage
    into_lithuanian: NewsItemPage
    topic: Topic
    topic_into_english: Topic
    english_topic: Topic


@pytest.fixture
def staff(db: None) -> None:
    """The least of a site, which takes a tenth of the time of a whole one, and its groups."""
    root = Page.get_first_root_node()
    home = HomePage(title="Naujienos", slug="lt", locale=Locale.objects.get_or_create(language_code="lt")[0])
    root.add_child(instance=home)
    listing = NewsListingPage(title="Naujienos", slug="naujienos", locale=home.locale)
    home.add_child(instance=listing)
    english = Locale.objects.get_or_create(language_code="en")[0]
    for page in (home, listing):
        page.copy_for_translation(english)
        translation = Translation.objects.get(source__object_id=page.translation_key)
        content.fill(translation, str)
        translation.save_target(publish=False)
        translation.get_target_instance().latest_revision.publish()
    Site.objects.update(root_page=home.page_ptr)
    set_up_groups()


@pytest.fixture
def pairs(staff: None, django_capture_on_commit_callbacks: OnCommit) -> Content:
    with django_capture_on_commit_callbacks(execute=True):
        lithuanian, english = content.make_item("Vizitas"), content.make_item("Seminar", "en")
        topic, english_topic = content.make_topic(), content.make_topic("Youth", "en")
        content.translate(lithuanian)
        content.translate(english, "lt", "LT {}".format)
        content.translate(topic)
        content.translate(english_topic, "lt", "LT {}".format)
    return Content(
        lithuanian,
        lithuanian.get_translation(content.locale("en")),
        english,
        english.get_translation(content.locale("lt")),
        topic,
        topic.get_translation(content.locale("en")),
        english_topic,
    )


@pytest.fixture
def translator(staff: None) -> Client:
    return browser_of(member(group_of(Role.TRANSLATOR, "lt", "en"), name="translator"))


@pytest.fixture
def editor(staff: None) -> Client:
    return browser_of(member(group_of(Role.EDITOR), name="editor"))


@pytest.fixture
def reviewer(staff: None) -> Client:
    return browser_of(member(group_of(Role.REVIEWER), name="reviewer"))
