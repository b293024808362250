"""Who translates what, until when: given in the admin, shown where the work is, ended by publishing."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings
from wagtail_localize.models import Translation

from home.demonstration_accounts import assign_examples, prepare_accounts
from news.models import NewsItemPage
from portal.translation.freshness.models import PublishedText
from portal.translation.staff.assigning import assign
from portal.translation.staff.models import Assignment, Role
from tests.client import Client
from tests.factories import content

from ..conftest import OnCommit, browser_of, group_of, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator(staff: None) -> User:
    return member(group_of(Role.TRANSLATOR, "lt", "en"), name="translator")


@pytest.fixture
def editor(staff: None) -> Client:
    return browser_of(member(group_of(Role.EDITOR), name="editor"))


@pytest.fixture
def item(staff: None, django_capture_on_commit_callbacks: OnCommit) -> NewsItemPage:
    with django_capture_on_commit_callbacks(execute=True):
        return content.make_item("Vizitas")


def address(item: NewsItemPage, language: str = "en") -> str:
    text = PublishedText.objects.get(translation_key=item.translation_key, locale=item.locale)
    return reverse("translation_assign", args=[text.pk, language])


def form(person: User, **values: Any) -> dict[str, Any]:
    return {"assignee": person.pk, "due_on": "", "note": "", **values}


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days)


def test_an_editor_assigns_a_text_which_begins_its_translation_and_the_translator_finds_it(
    editor: Client, translator: User, item: NewsItemPage
) -> None:
    assert address(item) in editor.get(reverse("wagtailadmin_pages:edit", args=[item.pk])).content.decode()
    values = form(translator, due_on=in_days(3).isoformat(), note="The mayor waits for it.")
    assert editor.post(address(item), values)["Location"] == reverse("translation_matrix")

    english = item.get_translation(content.locale("en"))
    assert not english.live
    for client in (editor, browser_of(translator)):
        shown = client.get(reverse("translation_matrix") + f"?assigned={translator.pk}").content.decode()
        assert "Vizitas" in shown
        assert "translator" in shown
    own = browser_of(translator)
    assert "Vizitas" in own.get(reverse("translation_matrix") + "?assigned=me").content.decode()
    assert "Vizitas" not in editor.get(reverse("translation_matrix") + "?assigned=nobody").content.decode()
    front = own.get(reverse("wagtailadmin_home")).content.decode()
    assert "The mayor waits for it." in front
    assert reverse("wagtailadmin_pages:edit", args=[english.pk]) in front
    assert "The mayor" not in editor.get(reverse("wagtailadmin_home")).content.decode()
    exported = editor.get(reverse("translation_matrix") + "?export=csv&assigned=me")
    exported_all = b"".join(editor.get(reverse("translation_matrix") + "?export=csv"))
    assert b"Vizitas" not in b"".join(exported)
    assert b"translator" in exported_all
    assert in_days(3).isoformat().encode() in exported_all


def test_somebody_else_gets_it_or_nobody(editor: Client, translator: User, item: NewsItemPage) -> None:
    other = member(group_of(Role.TRANSLATOR, "lt", "en"), name="other")
    editor.post(address(item), form(translator))
    before = Assignment.objects.get()
    editor.post(address(item), form(translator, note="Soon"))
    assert Assignment.objects.get().assigned_at == before.assigned_at
    editor.post(address(item), form(other))
    after = Assignment.objects.get()
    assert after.assignee == other
    assert after.assigned_at > before.assigned_at
    editor.post(address(item), {"withdraw": "1"})
    assert not Assignment.objects.exists()


def test_only_who_may_translate_in_that_direction_is_offered_and_taken(
    editor: Client, translator: User, item: NewsItemPage
) -> None:
    wrong = [
        member(group_of(Role.TRANSLATOR, "en", "lt"), name="wrong-direction"),
        member(group_of(Role.REVIEWER), name="reviewer"),
        User.objects.create_user("gone", is_active=False),
    ]
    offered = editor.get(address(item)).content.decode()
    assert "translator" in offered
    for person in wrong:
        assert person.username not in offered
        assert editor.post(address(item), form(person)).status_code == 200
    assert editor.post(address(item), form(translator, due_on=in_days(-1).isoformat())).status_code == 200
    assert not Assignment.objects.exists()
    assert editor.get(address(item, "lt"), follow=True).status_code == 404


def test_translators_do_not_assign(translator: User, item: NewsItemPage) -> None:
    response = browser_of(translator).forge(address(item), form(translator))
    assert response["Location"] == reverse("wagtailadmin_home")
    assert not Assignment.objects.exists()
    assert address(item) not in browser_of(translator).get(reverse("translation_matrix")).content.decode()


def test_an_assignment_ends_when_the_translation_is_published_and_says_what_the_original_says(
    translator: User, item: NewsItemPage, django_capture_on_commit_callbacks: OnCommit
) -> None:
    assign(item, content.locale("en"), translator)
    translation = Translation.objects.get(source__object_id=item.translation_key)
    content.fill(translation)
    item.title = "Vizitas atšauktas"
    with django_capture_on_commit_callbacks(execute=True):
        item.save_revision().publish()
    assert Assignment.objects.get().finished_at is None
    content.fill(content.current(translation))
    with django_capture_on_commit_callbacks(execute=True):
        content.current(translation).save_target(publish=True)
    assert Assignment.objects.get().finished_at is not None
    assert "Vizitas" not in browser_of(translator).get(reverse("wagtailadmin_home")).content.decode()


def test_a_text_has_one_open_assignment_a_language(translator: User, item: NewsItemPage) -> None:
    values = {"translation_key": item.translation_key, "target_locale": content.locale("en"), "assignee": translator}
    Assignment.objects.create(**values, finished_at=timezone.now() + datetime.timedelta(minutes=1))
    Assignment.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(**values)


def test_matrix_and_front_page_ask_as_many_questions_about_many_assignments_as_about_one(
    editor: Client, translator: User, item: NewsItemPage, django_capture_on_commit_callbacks: OnCommit
) -> None:
    assign(item, content.locale("en"), translator)
    own = browser_of(translator)
    requests = [
        (own, reverse("wagtailadmin_home")),
        (editor, reverse("translation_matrix") + "?assigned=" + str(translator.pk)),
    ]

    def queries() -> list[int]:
        counts = []
        for client, url in requests:
            with CaptureQueriesContext(connection) as found:
                assert client.get(url).status_code == 200
            counts.append(len(found))
        return counts

    queries()
    one = queries()
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(4):
            assign(content.make_item(f"Vizitas {number}"), content.locale("en"), translator, due_on=in_days(number))
    assert queries() == one


def test_translators_of_the_demonstration_have_something_to_do_once(
    item: NewsItemPage, settings: Settings, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    prepare_accounts()
    assign_examples()
    assert Assignment.objects.get(assignee__username="translator").translation_key == item.translation_key
    count = Assignment.objects.count()
    Assignment.objects.filter(assignee__username="translator").delete()
    assign_examples()
    assert Assignment.objects.count() == count - 1
