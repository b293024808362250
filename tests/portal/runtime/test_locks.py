"""Locks between processes; the one across machines is PostgreSQL's where that is the database."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.conf import settings
from django.db import connection

from portal.runtime.locks import AlreadyHeld, exclusive_lock, exclusive_lock_across_machines

Lock = Callable[[str], AbstractContextManager[None]]

HOLDER = """
import sys
import django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[2]
from portal.runtime import locks
with getattr(locks, sys.argv[1])("tests"):
    print("held", flush=True)
    sys.stdin.read()
"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[exclusive_lock, exclusive_lock_across_machines], ids=["one machine", "all machines"])
def lock(request: pytest.FixtureRequest) -> Lock:
    made: Lock = request.param
    return made


def test_a_lock_is_held_by_one_at_a_time(lock: Lock) -> None:
    with lock("tests"), pytest.raises(AlreadyHeld), lock("tests"):
        pass
    with lock("tests"), lock("others"):
        pass


def test_a_lock_is_freed_by_an_exception(lock: Lock) -> None:
    with pytest.raises(ZeroDivisionError), lock("tests"):
        raise ZeroDivisionError
    with lock("tests"):
        pass


def test_a_lock_outlives_the_connection_of_its_thread(lock: Lock) -> None:
    with lock("tests"):
        connection.close()
        with pytest.raises(AlreadyHeld), lock("tests"):
            pass


def test_a_killed_process_leaves_no_lock(lock: Lock) -> None:
    environment = os.environ | {
        "PORTAL_VAR_DIR": str(settings.VAR_DIR),
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
    }
    command = [sys.executable, "-c", HOLDER, lock.__name__, str(connection.settings_dict["NAME"])]
    holder = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyHeld), lock("tests"):
            pass
    finally:
        holder.kill()
        holder.communicate()
    end = time.monotonic() + 10
    while not _is_free(lock) and time.monotonic() < end:
        time.sleep(0.05)
    assert _is_free(lock)


def _is_free(lock: Lock) -> bool:
    try:
        with lock("tests"):
            return True
    except AlreadyHeld:
        return False
