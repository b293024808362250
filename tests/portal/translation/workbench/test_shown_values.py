"""The translation editor names what a synchronised field refers to."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.users.models import UserProfile

from news.models import NewsItemPage, ProjectRecord
from portal.translation.workbench.shown_values import with_names
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

TITLE = {"lt": "Klasterystės projektas", "en": "The clustering project"}


@pytest.fixture
def administrator(client: Client) -> User:
    user: User = get_user_model().objects.create_superuser("administrator", "a@example.org", "secret")
    client.force_login(user)
    return user


def make_record() -> ProjectRecord:
    project = content.make_project(TITLE["lt"], grant_number="NOR-1")
    content.translate(project, text=lambda text: TITLE["en"] if text == TITLE["lt"] else text)
    return project.record


def segments(client: Client, page: NewsItemPage) -> list[dict[str, Any]]:
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    editor = BeautifulSoup(html, "html.parser").select_one(".js-translation-editor")
    assert editor
    found: list[dict[str, Any]] = json.loads(str(editor["data-props"]))["segments"]
    return found


@pytest.mark.parametrize("language", ["lt", "en"])
def test_a_project_is_named_in_the_language_of_the_user(client: Client, administrator: User, language: str) -> None:
    profile = UserProfile.get_for_user(administrator)
    profile.preferred_language = language
    profile.save()
    english = content.translate(content.make_item(project=make_record()))

    [project] = [each for each in segments(client, english) if each["contentPath"] == "project"]

    assert project["value"] == f"{TITLE[language]} (NOR-1)"


def test_no_value_of_the_editor_without_a_widget_of_its_own_is_a_key(client: Client, administrator: User) -> None:
    english = content.translate(content.make_item(project=make_record(), visit_country="NO"))
    shown = [
        each["value"]
        for each in segments(client, english)
        if each["type"] == "synchronised_value" and each["location"]["widget"]["type"] == "unknown"
    ]
    assert shown
    assert not [value for value in shown if isinstance(value, int) or str(value).isdigit() or value == "NO"]


def props(*values: tuple[str, Any]) -> str:
    location = {"widget": {"type": "unknown"}}
    return json.dumps(
        {
            "segments": [
                {"type": "synchronised_value", "contentPath": path, "value": value, "location": location}
                for path, value in values
            ]
        }
    )


def test_what_is_gone_has_no_name_and_what_was_chosen_from_a_list_its_words() -> None:
    shown = json.loads(with_names(props(("project", 999), ("visit_country", "NO")), NewsItemPage))
    assert [each["value"] for each in shown["segments"]] == ["", "Norvegija"]
