"""The daily e-mail: who gets it, what it says, and that nobody gets it twice."""

import datetime
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings
from wagtail.users.models import UserProfile

from news.models import NewsItemPage
from portal.runtime.locks import exclusive_lock_across_machines
from portal.translation.freshness.models import PublishedText
from portal.translation.matrix.digests import digests, send_digests, send_due
from portal.translation.staff.assigning import assign
from portal.translation.staff.models import Assignment, DigestSubscription, Role
from tests.factories import content

from ..conftest import OnCommit, browser_of, group_of, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator(staff: None) -> User:
    return member(group_of(Role.TRANSLATOR, "lt", "en"), name="translator")


def pass_days(days: int) -> None:
    """Everything that was written down happened that much earlier."""
    earlier = datetime.timedelta(days=days)
    for model in (Assignment, DigestSubscription, PublishedText):
        for row in model._default_manager.all():
            for name in ("assigned_at", "finished_at", "due_on", "sent_on", "told_until", "behind_since"):
                if getattr(row, name, None) is not None:
                    setattr(row, name, getattr(row, name) - earlier)
            row.save()


def give(translator: User, title: str, due_in: int | None = None, **values: Any) -> Assignment:
    due_on = None if due_in is None else timezone.localdate() + datetime.timedelta(due_in)
    return assign(content.make_item(title), content.locale("en"), translator, due_on=due_on, **values)


def sections(text: str) -> dict[str, list[str]]:
    """Titles below each heading."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line and not line.startswith(" ") and "http" not in line:
            found[line] = []
        elif " → " in line:
            found[list(found)[-1]].append(line.split(" → ")[0].strip())
    return found


def test_one_e_mail_says_what_is_new_due_and_overdue_in_the_readers_language(
    translator: User, mailoutbox: list[Any]
) -> None:
    give(translator, "Vėluoja", 1)
    give(translator, "Tuoj", 5)
    give(translator, "Kada nors")
    assert send_digests() == 1
    assert sections(mailoutbox[0].body) == {"Priskirta jums": ["Vėluoja", "Tuoj", "Kada nors"]}
    profile = UserProfile.get_for_user(translator)
    profile.preferred_language = "en"
    profile.save()

    pass_days(4)
    give(translator, "Naujas", note="The mayor waits for it.")
    assert send_digests() == 1
    mail = mailoutbox[1]
    assert sections(mail.body) == {"Assigned to you": ["Naujas"], "Overdue": ["Vėluoja"], "Due soon": ["Tuoj"]}
    assert "The mayor waits for it." in mail.body
    assert mail.to == ["translator@example.org"]
    [link] = re.findall(r"http\S+/edit/", mail.body.split("Naujas")[1].split("Overdue")[0])
    assert browser_of(translator).get(link).status_code == 200


def test_what_was_finished_is_told_of_once_when_it_falls_behind(
    translator: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        give(translator, "Vizitas")
    send_digests()
    item = NewsItemPage.objects.get(locale=content.locale("lt"))
    with django_capture_on_commit_callbacks(execute=True):
        content.translate(item)
    pass_days(1)
    assert send_digests() == 0
    item.title = "Vizitas atšauktas"
    with django_capture_on_commit_callbacks(execute=True):
        item.save_revision().publish()
    pass_days(1)
    assert send_digests() == 1
    assert sections(mailoutbox[-1].body) == {"Pasikeitė jums išvertus": ["Vizitas atšauktas"]}
    pass_days(1)
    assert send_digests() == 0


def test_nobody_gets_an_empty_one_or_two_a_day(translator: User, mailoutbox: list[Any]) -> None:
    assert send_digests() == 0
    give(translator, "Vizitas")
    assert send_digests() == 1
    give(translator, "Kitas")
    assert send_digests() == 0
    pass_days(1)
    assert send_digests() == 1
    pass_days(1)
    assert send_digests() == 0
    assert [sections(mail.body) for mail in mailoutbox] == [
        {"Priskirta jums": ["Vizitas"]},
        {"Priskirta jums": ["Kitas"]},
    ]


class Killed(BaseException):
    """What ends a process ends it here."""


def test_who_is_killed_while_sending_sends_the_rest_next_time_and_nothing_twice(
    translator: User, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = member(group_of(Role.TRANSLATOR, "lt", "en"), name="other")
    give(translator, "Vizitas")
    give(other, "Kitas")
    deliver = EmailBackend.send_messages

    def die_at_the_second(self: EmailBackend, messages: Any) -> int:
        if mailoutbox:
            raise Killed
        return deliver(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", die_at_the_second)
    with pytest.raises(Killed):
        send_digests()
    monkeypatch.setattr(EmailBackend, "send_messages", deliver)
    assert send_digests() == 1
    assert [mail.to for mail in mailoutbox] == [["translator@example.org"], ["other@example.org"]]
    assert len({mail.message()["Message-ID"] for mail in mailoutbox}) == 2


def test_a_mail_that_is_refused_is_sent_the_next_time(
    translator: User, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    give(translator, "Vizitas")
    deliver = EmailBackend.send_messages

    def refuse(self: EmailBackend, messages: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert send_digests() == 0
    monkeypatch.setattr(EmailBackend, "send_messages", deliver)
    assert send_digests() == 1


def test_two_do_not_send_at_once(translator: User, settings: Settings, mailoutbox: list[Any]) -> None:
    give(translator, "Vizitas")
    settings.DIGEST_HOUR = 0
    with exclusive_lock_across_machines("digests"):
        send_due()
        with pytest.raises(CommandError):
            call_command("send_digests")
    assert mailoutbox == []


def test_the_worker_waits_for_the_hour(translator: User, settings: Settings, mailoutbox: list[Any]) -> None:
    give(translator, "Vizitas")
    settings.DIGEST_HOUR = 24
    send_due()
    assert mailoutbox == []
    settings.DIGEST_HOUR = 0
    send_due()
    assert len(mailoutbox) == 1


def test_it_is_switched_off_in_the_account(translator: User, mailoutbox: list[Any]) -> None:
    give(translator, "Vizitas")
    client = browser_of(translator)
    html = client.get(reverse("wagtailadmin_account")).content.decode()
    assert 'name="digest-is_wanted"' in html
    assert not DigestSubscription.objects.exists()
    fields = re.findall(r'<(?:input|select)[^>]*name="([^"]+)"[^>]*?(?:value="([^"]*)")?[^>]*>', html)
    form = {name: value for name, value in fields if not name.startswith("digest-")}
    form |= {"locale-preferred_language": "lt", "locale-current_time_zone": "Europe/Vilnius"}
    form |= {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    form |= {"name_email-email": "translator@example.org"}
    form |= {"name_email-first_name": "Vertėja", "name_email-last_name": "Vertėjaitė"}
    client.post(reverse("wagtailadmin_account"), form)
    assert DigestSubscription.objects.get().is_wanted is False
    assert send_digests() == 0
    DigestSubscription.objects.update(is_wanted=True)
    assert send_digests() == 1


def test_it_asks_as_many_questions_for_many_people_as_for_one(translator: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            digests(timezone.now())
        return len(found)

    give(translator, "Vizitas")
    one = queries()
    for number in range(3):
        person = member(group_of(Role.TRANSLATOR, "lt", "en"), name=f"translator-{number}")
        give(person, f"Vizitas {number}", 1)
        give(person, f"Kitas {number}")
    assert queries() == one
