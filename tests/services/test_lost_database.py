"""PostgreSQL goes away, ends connections and makes others wait: what readers and editors get, and that all goes on."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import LiteralString
from urllib.parse import urlsplit

import psycopg
import pytest
from django.utils import translation
from django.utils.translation import gettext

from portal.storage.failures import StorageFailure, storage_failure
from tests.portal.storage.running import Editor, Portal, hidden_fields, running_portal, wait_until
from tests.portal.storage.test_killed_processes import PLAN, own_database

from .relay import Relay, relay

# Connections that are kept are those that a server may have ended; who waits is not kept waiting for long.
OPTIONS = "?conn_max_age=600&options=-c%20lock_timeout%3D2s"


@dataclass
class Lost:
    """A portal that reaches its database by the relay, and an administrator who has an item's editor open."""

    portal: Portal
    relay: Relay
    database: str
    editor: Editor
    page: int

    def connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self.database, autocommit=True)

    def end_connections(self, state: str = "%") -> int:
        """Of all but this one; returns how many."""
        with self.connect() as connection:
            ended = connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND coalesce(wait_event_type, '') LIKE %s",
                [state],
            ).fetchall()
        return len(ended)

    def title(self) -> str:
        return self.portal.differences()[1]


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lost]:
    server = urlsplit(os.environ["DATABASE_URL"])
    assert server.hostname
    assert server.port
    with own_database(f"lost_{os.getpid()}") as database, relay(server.hostname, server.port) as line:
        url = database.replace(f":{server.port}/", f":{line.port}/") + OPTIONS
        with running_portal(tmp_path_factory.mktemp("lost") / "var", url) as portal:
            portal.start_web(workers=1)
            portal.start_worker()
            wait_until(lambda: "is running" in portal.log("worker"))
            editor = Editor(portal.port)
            editor.log_in()
            yield Lost(portal, line, database, editor, portal.page())


def says(text: str, language: str) -> bool:
    with translation.override(language):
        return f'<html lang="{language}">' in text and gettext("This page cannot be shown at the moment") in text


def sent_again(lost: Lost, text: str) -> int:
    fields = hidden_fields(text)
    fields.pop("csrfmiddlewaretoken")
    return lost.editor.post(f"/admin/pages/{lost.page}/edit/", fields)[0]


def test_a_connection_that_the_server_has_ended_between_two_requests_costs_nobody_anything(lost: Lost) -> None:
    for _ in range(3):
        assert lost.editor.get("/lt/")[0] == 200
        assert lost.end_connections()
        assert lost.editor.get("/lt/")[0] == 200
        assert lost.end_connections()
        assert lost.editor.publish(lost.page, "Nenutrūkusi")[0] == 302
    assert lost.title() == "Nenutrūkusi|Nenutrūkusi: įžanga."


def test_an_editor_whose_connection_ends_while_the_page_is_stored_keeps_what_was_typed(lost: Lost) -> None:
    before = lost.title()
    with lost.connect() as other, ThreadPoolExecutor(1) as pool, other.transaction():
        other.execute("SELECT 1 FROM wagtailcore_page FOR UPDATE")
        sent = pool.submit(lost.editor.publish, lost.page, "Nutrūkusi")
        wait_until(lambda: lost.end_connections("Lock"))
        status, text = sent.result()
    assert status == 503
    assert hidden_fields(text)["title"] == ["Nutrūkusi"]
    assert lost.title() == before
    assert sent_again(lost, text) == 302
    assert lost.title() == "Nutrūkusi|Nutrūkusi: įžanga."


def test_nobody_waits_for_ever_for_what_somebody_else_stores(lost: Lost) -> None:
    with lost.connect() as other, other.transaction():
        other.execute("LOCK TABLE wagtailcore_page IN ACCESS EXCLUSIVE MODE")
        for language in ("lt", "en"):
            status, text = lost.editor.get(f"/{language}/")
            assert status == 503
            assert says(text, language)
        status, text = lost.editor.publish(lost.page, "Palaukusi")
    assert status == 503
    assert hidden_fields(text)["title"] == ["Palaukusi"]
    assert sent_again(lost, text) == 302
    assert lost.portal.answers()
    assert lost.title() == "Palaukusi|Palaukusi: įžanga."


def test_all_goes_on_when_the_database_was_away(lost: Lost) -> None:
    lost.portal.shell(PLAN.format(title="Suplanuota"))
    wait_until(lambda: lost.title() == "Suplanuota|Suplanuota: įžanga.", 120)
    begun = len(lost.portal.log("worker"))
    lost.relay.cut()
    for language in ("lt", "en"):
        status, text = lost.editor.get(f"/{language}/")
        assert status == 503
        assert says(text, language)
    status, text = lost.editor.publish(lost.page, "Grįžusi")
    assert status == 503
    assert hidden_fields(text)["title"] == ["Grįžusi"]
    status, opened = lost.editor.get(f"/admin/pages/{lost.page}/edit/")
    assert status == 503
    assert "Traceback" not in opened
    wait_until(lambda: "It is tried again" in lost.portal.log("worker")[begun:], 120)
    assert lost.portal.processes["worker"].poll() is None

    lost.relay.restore()
    wait_until(lost.portal.answers)
    assert sent_again(lost, text) == 302
    assert lost.title() == "Grįžusi|Grįžusi: įžanga."
    lost.portal.shell(PLAN.format(title="Vėl suplanuota"))
    wait_until(lambda: lost.title() == "Vėl suplanuota|Vėl suplanuota: įžanga.", 120)
    said = lost.portal.log("worker")[begun:]
    assert "The storage works again." in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("statements", "failure"),
    [
        (["SET statement_timeout = 100", "SELECT pg_sleep(60)"], StorageFailure.BUSY),
        (["SELECT pg_terminate_backend(pg_backend_pid())"], StorageFailure.AWAY),
        (["SET default_transaction_read_only = on", "CREATE TABLE none ()"], StorageFailure.READ_ONLY),
    ],
)
def test_what_the_server_says_is_told_apart(statements: list[LiteralString], failure: StorageFailure) -> None:
    *before, last = statements
    connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    try:
        for statement in before:
            connection.execute(statement)
        with pytest.raises(psycopg.Error) as raised:
            connection.execute(last)
    finally:
        connection.close()
    assert storage_failure(raised.value) is failure
