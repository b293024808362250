"""Web servers and workers are killed at any moment of publishing: nothing is half published, and they come back."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPException
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection

from .running import PASSWORD, Editor, Portal, running_portal, wait_until

# `make soak` kills more often.
KILLS = int(os.environ.get("SOAK_KILLS", "2"))
LONGEST_PUBLISH_SECONDS = 1.5
# Granian takes a worker that dies sooner after its start for one that never will run.
CRASH_LOOP_SECONDS = 6.0
PLAN = """
import datetime
from django.utils import timezone
from news.models import NewsItemPage
page = NewsItemPage.objects.order_by("pk").first().get_latest_revision_as_object()
page.title = {title!r}
page.lead = {title!r} + ": įžanga."
page.visit_place = {title!r}
page.go_live_at = timezone.now() + datetime.timedelta(days=1)
revision = page.save_revision()
revision.publish()
revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
revision.content["go_live_at"] = None
revision.save()
"""

TRANSLATOR = f"""
from django.contrib.auth.models import User
from django.urls import reverse
from news.models import NewsItemPage
from portal.translation.localize import Translation
from portal.translation.staff.groups import set_up_groups
from portal.translation.staff.models import Role, StaffGroup
set_up_groups()
user = User.objects.create_user("translator", "t@example.org", "{PASSWORD}")
user.groups.add(StaffGroup.objects.get(role=Role.TRANSLATOR, source_language="lt", target_language="en").group)
item = NewsItemPage.objects.order_by("pk").first()
translation = Translation.objects.get(source__object_id=item.translation_key)
segment = translation.source.stringsegment_set.get(context__path="lead")
print(reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk]), segment.string_id)
"""
SAVED = """
from portal.translation.localize import StringTranslation
from tests.portal.translation.memory.agreeing import differences_of_memory
print(differences_of_memory())
print(StringTranslation.objects.get(translation_of={number}).data)
"""


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    """On a database of its own, of the kind that the other tests use."""
    with ExitStack() as created:
        url = ""
        if connection.vendor == "postgresql":
            url = created.enter_context(own_database(f"killed_{os.getpid()}"))
        yield created.enter_context(running_portal(tmp_path / "var", url))


class own_database:  # noqa: N801 (a context manager)
    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> str:
        self._run(f'CREATE DATABASE "{self.name}"')
        base, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
        return f"{base}/{self.name}"

    def __exit__(self, *exception: object) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _run(self, sql: str) -> None:
        import psycopg

        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(sql)


def test_killed_web_processes_leave_no_half_publication_and_are_replaced_while_others_answer(portal: Portal) -> None:
    portal.start_web()
    page = portal.page()
    editor = Editor(portal.port)
    editor.log_in()
    seen = 0
    for number in range(KILLS):
        title = f"Naujiena {number}"
        sending = Thread(target=lambda title=title: publish(editor, page, title))
        before = portal.web_workers()
        assert len(before) == 2
        sending.start()
        time.sleep(random.uniform(0, LONGEST_PUBLISH_SECONDS))  # noqa: S311 (no secret)
        for pid in before if number else before[:1]:
            os.kill(pid, signal.SIGKILL)
        if not number:
            # The other one goes on.
            wait_until(portal.answers)
        sending.join()
        wait_until(lambda: len(portal.web_workers()) == 2)
        wait_until(portal.answers)
        found, shown = portal.differences()
        assert found == "[]", (number, found)
        shown_title, lead = shown.split("|")
        assert lead.startswith(shown_title), shown
        seen += shown_title == title
        time.sleep(CRASH_LOOP_SECONDS)
    assert publish(editor, page, "Po visko") == 302
    assert portal.processes["web"].poll() is None
    print(f"{KILLS} kills; {seen} came after the commit")


def test_no_word_of_a_translator_that_was_said_to_be_saved_is_lost_when_the_server_is_killed(portal: Portal) -> None:
    portal.start_web(workers=1)
    address, number = portal.shell(TRANSLATOR).split()
    translator = Editor(portal.port)
    translator.log_in("translator")
    sent, answered, stored = 0, 0, 0
    for kill in range(KILLS):
        ending = time.monotonic() + random.uniform(0.2, LONGEST_PUBLISH_SECONDS)  # noqa: S311 (no secret)
        (pid,) = portal.web_workers()
        killing = Thread(target=lambda pid=pid, ending=ending: kill_at(pid, ending))
        killing.start()
        while killing.is_alive():
            sent += 1
            try:
                status, text = translator.put(address, {"value": words(sent), "based_on": words(stored)})
            except (OSError, HTTPException):
                break
            assert status == 200, text
            answered = stored = sent
        killing.join()
        wait_until(portal.answers)
        found = portal.shell(SAVED.format(number=number)).splitlines()
        # What was sent last may be stored although nobody could be told.
        assert found[-1] in (words(answered), words(sent)), (kill, found)
        stored = answered if found[-1] == words(answered) else sent
        assert found[-2] == "[]", (kill, found)
        assert portal.differences()[0] == "[]"
        if kill + 1 < KILLS:
            time.sleep(CRASH_LOOP_SECONDS)
    print(f"{KILLS} kills among {sent} saves")


def test_a_killed_worker_leaves_no_half_publication_and_the_next_one_publishes(portal: Portal) -> None:
    seen = 0
    for number in range(KILLS):
        title = f"Suplanuota {number}"
        portal.shell(PLAN.format(title=title))
        portal.start_worker()
        wait_until(lambda: "is running" in portal.log("worker"))
        time.sleep(random.uniform(0, LONGEST_PUBLISH_SECONDS * 2))  # noqa: S311 (no secret)
        portal.processes["worker"].kill()
        portal.processes.pop("worker").wait()
        (portal.folder.parent / "worker.log").unlink()
        found, shown = portal.differences()
        assert found == "[]", (number, found)
        seen += shown.startswith(title)
    portal.shell(PLAN.format(title="Po visko"))
    portal.start_worker()
    wait_until(lambda: portal.differences()[1] == "Po visko|Po visko: įžanga.", 120)
    print(f"{KILLS} kills; {seen} came after the commit")


def words(number: int) -> str:
    """The lead as a translator saves it for the so manieth time; at first it is the factory's."""
    return f"Words {number} of a translator." * 20 if number else "EN Partnerių vizitas Osle: įžanga."


def kill_at(pid: int, moment: float) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))
    os.kill(pid, signal.SIGKILL)


def publish(editor: Editor, page: int, title: str) -> int:
    try:
        return editor.publish(page, title)[0]
    except (OSError, HTTPException):
        return 0
