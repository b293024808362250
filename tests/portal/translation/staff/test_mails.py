"""E-mails of a workflow: at once to whose turn it is, and to nobody else."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings
from wagtail.models import Workflow
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from portal.translation.staff.assigning import assign
from portal.translation.staff.models import Role
from tests.factories import content

from ..conftest import OnCommit, browser_of, group_of, member
from .test_workflow import act, english, publish
from .test_workflow import people as people
from .test_workflow import translation as translation
from .test_workflow import workflow as workflow

pytestmark = pytest.mark.django_db


def sent() -> list[tuple[str, str]]:
    """Subjects and recipients since the last time; each e-mail has one recipient."""
    found = [(str(each.subject), each.to[0].partition("@")[0]) for each in mail.outbox]
    mail.outbox.clear()
    return sorted(found)


@pytest.fixture(autouse=True)
def in_english(people: dict[str, User]) -> None:
    for user in people.values():
        profile = UserProfile.get_for_user(user)
        profile.preferred_language = "en"
        profile.save()


def test_each_step_is_told_to_whose_turn_it_is_and_to_nobody_else(
    people: dict[str, User],
    translation: Translation,
    django_capture_on_commit_callbacks: OnCommit,
    settings: Settings,
) -> None:
    User.objects.create_superuser("chief", "chief@example.org")
    settings.BASE_URL = "https://naujienos.example"
    assert sent() == [("Your turn: “Vizitas”", "translator")]

    with django_capture_on_commit_callbacks(execute=True):
        publish(browser_of(people["translator"]), translation)
    assert sent() == [("Your turn: “EN Vizitas”", "reviewer")]

    with django_capture_on_commit_callbacks(execute=True):
        act(browser_of(people["reviewer"]), translation, "reject", "Which <b>visit</b>?")
    [message] = mail.outbox
    assert sent() == [("Sent back: “EN Vizitas”", "translator")]
    assert "Which <b>visit</b>?" in message.body
    assert "Sent back by: reviewer" in message.body
    assert f"https://naujienos.example/admin/pages/{english(translation).pk}/edit/" in message.body
    assert not getattr(message, "alternatives", [])

    with django_capture_on_commit_callbacks(execute=True):
        publish(browser_of(people["translator"]), translation)
    assert sent() == [("Your turn: “EN Vizitas”", "reviewer")]
    with django_capture_on_commit_callbacks(execute=True):
        act(browser_of(people["reviewer"]), translation, "approve")
    assert english(translation).live
    assert sent() == [("Approved and published: “EN Vizitas”", "translator")]


def test_what_is_assigned_to_nobody_any_longer_concerns_all_translators_of_the_direction(
    people: dict[str, User], workflow: Workflow, django_capture_on_commit_callbacks: OnCommit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        item = content.make_item("Vizitas")
        translation = content.submit(item)
        workflow.start(english(translation), people["editor"])
    assert sent() == [("Your turn: “Vizitas”", "colleague"), ("Your turn: “Vizitas”", "translator")]


def test_another_translator_is_told_when_the_page_becomes_theirs(
    people: dict[str, User], translation: Translation, django_capture_on_commit_callbacks: OnCommit
) -> None:
    sent()
    item = translation.source.get_source_instance()
    with django_capture_on_commit_callbacks(execute=True):
        assign(item, content.locale("en"), people["translator"], note="Soon", by=people["editor"])
    assert sent() == []
    with django_capture_on_commit_callbacks(execute=True):
        assign(item, content.locale("en"), people["colleague"], by=people["editor"])
    assert sent() == [("Your turn: “Vizitas”", "colleague")]


def test_what_is_given_back_goes_to_who_assigned_it(
    people: dict[str, User], translation: Translation, django_capture_on_commit_callbacks: OnCommit
) -> None:
    sent()
    with django_capture_on_commit_callbacks(execute=True):
        act(browser_of(people["translator"]), translation, "reject", "The original is unclear")
    [message] = mail.outbox
    assert sent() == [("Sent back: “Vizitas”", "editor")]
    assert "The original is unclear" in message.body

    with django_capture_on_commit_callbacks(execute=True):
        publish(browser_of(people["translator"]), translation)
    # The step that is taken up again and done at once is nobody's turn.
    assert sent() == [("Your turn: “EN Vizitas”", "reviewer")]


def test_who_has_switched_it_off_or_is_gone_gets_none_and_the_language_is_the_recipients(
    people: dict[str, User], translation: Translation, django_capture_on_commit_callbacks: OnCommit
) -> None:
    sent()
    second, gone = (member(group_of(Role.REVIEWER), name=name) for name in ("second", "gone"))
    profile = UserProfile.get_for_user(people["reviewer"])
    profile.submitted_notifications = False
    profile.save()
    lithuanian = UserProfile.get_for_user(second)
    lithuanian.preferred_language = "lt"
    lithuanian.save()
    gone.is_active = False
    gone.save()
    with django_capture_on_commit_callbacks(execute=True):
        publish(browser_of(people["translator"]), translation)
    assert sent() == [("Jūsų eilė: „EN Vizitas“", "second")]


def test_reviewers_find_the_switch_in_their_account(people: dict[str, User]) -> None:
    client = browser_of(people["reviewer"])
    assert "E-mail when it is my turn in a workflow" in client.get("/admin/account/").content.decode()
    assert "E-mail when it is my turn" not in browser_of(people["editor"]).get("/admin/account/").content.decode()


def test_what_is_rolled_back_is_told_to_nobody(people: dict[str, User], translation: Translation) -> None:
    sent()
    with transaction.atomic():
        publish(browser_of(people["translator"]), translation)
        transaction.set_rollback(True)
    assert sent() == []


def test_a_mail_server_that_is_away_stops_nobody(
    people: dict[str, User],
    translation: Translation,
    settings: Settings,
    django_capture_on_commit_callbacks: OnCommit,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with django_capture_on_commit_callbacks(execute=True):
        publish(browser_of(people["translator"]), translation)
    assert english(translation).current_workflow_state.current_task_state.task.name == "Peržiūra"
    assert "could not be sent" in caplog.text


def test_many_reviewers_cost_as_many_queries_as_one(
    people: dict[str, User], translation: Translation, django_capture_on_commit_callbacks: OnCommit
) -> None:
    def queries() -> int:
        with django_capture_on_commit_callbacks() as callbacks:
            publish(browser_of(people["translator"]), translation)
        with CaptureQueriesContext(connection) as captured:
            for callback in callbacks:
                callback()
        act(browser_of(people["reviewer"]), translation, "reject", "Again")
        return len(captured)

    queries()
    few = queries()
    for number in range(5):
        member(group_of(Role.REVIEWER), name=f"reviewer {number}")
    mail.outbox.clear()
    assert queries() == few
    assert len(mail.outbox) == 6


def test_a_title_of_several_lines_makes_no_headers(
    people: dict[str, User], workflow: Workflow, django_capture_on_commit_callbacks: OnCommit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        item: Any = content.make_item("Vizitas\nBcc: all@example.org")
        workflow.start(english(content.submit(item)), people["editor"])
    assert {subject for subject, _to in sent()} == {"Your turn: “Vizitas Bcc: all@example.org”"}
