import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from pytest_django.fixtures import Settings

from portal.runtime.health import HealthChecks
from search.models import OutboxEntry

pytestmark = pytest.mark.django_db(transaction=True)


def django(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b"a page"]


def ask(path: str, health: HealthChecks | None = None) -> tuple[str, Any]:
    environ = {"PATH_INFO": path, "HTTP_HOST": "10.0.0.7:8000"}
    setup_testing_defaults(environ)
    statuses: list[str] = []
    body = b"".join((health or HealthChecks(django))(environ, lambda status, headers: statuses.append(status)))
    return statuses[0], json.loads(body) if body.startswith(b"{") else body.decode()


@contextmanager
def database_away(folder: Path) -> Iterator[None]:
    """The connection of this thread leads nowhere."""
    connection = connections["default"]
    connection.close()
    before = dict(connection.settings_dict)
    nowhere = str(folder / "none" / "none.sqlite3") if connection.vendor == "sqlite" else before["NAME"]
    connection.settings_dict.update({"NAME": nowhere, "HOST": "127.0.0.1", "PORT": "1"})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def test_a_process_lives_whatever_else_does_not(tmp_path: Path) -> None:
    with database_away(tmp_path):
        assert ask("/health/live") == ("200 OK", {"live": True})


def test_it_is_ready_where_all_is_well(site: None) -> None:
    assert ask("/health/ready")[1]["index"] == "has to be built"
    call_command("search", "rebuild")
    status, said = ask("/health/ready")
    assert (status, said) == (
        "200 OK",
        {"ready": True, "database": "ok", "index": "ok", "changes": "ok", "tasks": "ok", "disk": "ok"},
    )


def test_it_is_not_ready_without_its_database(tmp_path: Path) -> None:
    with database_away(tmp_path):
        status, said = ask("/health/ready")
    assert status == "503 Service Unavailable"
    assert said == {"ready": False, "database": "away"}
    assert ask("/health/ready")[1]["database"] == "ok"


def test_what_nobody_delivers_is_told_and_readers_are_served(site: None) -> None:
    entry = OutboxEntry.objects.create(key=uuid4(), index="embedded", version=1, next_attempt_at=timezone.now())
    assert ask("/health/ready")[1]["changes"] == "ok"
    OutboxEntry.objects.filter(pk=entry.pk).update(created=timezone.now() - timedelta(minutes=6))
    status, said = ask("/health/ready")
    assert (status, said["ready"], said["changes"]) == ("200 OK", True, "waiting")


def test_a_check_that_fails_is_told_and_fails_nothing_else(settings: Settings) -> None:
    settings.HEALTH_CHECKS = {"database": "portal.runtime.health_checks.database", "other": f"{__name__}.broken"}
    assert ask("/health/ready") == ("200 OK", {"ready": True, "database": "ok", "other": "failed"})


def broken() -> str:
    raise RuntimeError("broken")


def test_an_answer_holds_for_a_moment_however_often_it_is_asked_for(settings: Settings) -> None:
    settings.HEALTH_CHECKS = {"database": f"{__name__}.counted"}
    health = HealthChecks(django)
    counts.clear()
    for _ in range(5):
        ask("/health/ready", health)
    assert len(counts) == 1


counts: list[int] = []


def counted() -> str:
    counts.append(1)
    return "ok"


def test_a_check_that_does_not_end_keeps_one_request_waiting_and_not_the_next(settings: Settings) -> None:
    settings.HEALTH_CHECKS = {"database": f"{__name__}.hanging"}
    health = HealthChecks(django)
    asking = threading.Thread(target=ask, args=("/health/ready", health))
    asking.start()
    try:
        assert is_hanging.wait(20)
        assert ask("/health/ready", health) == ("503 Service Unavailable", {"ready": False, "database": "away"})
    finally:
        may_end.set()
        asking.join()
    assert ask("/health/ready", health)[1]["ready"]


is_hanging, may_end = threading.Event(), threading.Event()


def hanging() -> str:
    is_hanging.set()
    assert may_end.wait(20)
    return "ok"


def test_everything_else_is_djangos() -> None:
    assert ask("/lt/") == ("200 OK", "a page")
