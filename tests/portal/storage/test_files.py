"""Files of the portal's own making are whole, its owner's, and made anew where they are broken."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from portal.storage.files import kept_secret, make_private, write_first, write_whole

SECRET = "s" * 50

Breaking = Callable[[Path], object]


@pytest.fixture(autouse=True)
def same_umask() -> Iterator[None]:
    """`make_private` sets that of the process."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_written_whole_for_its_owner_alone_in_place_of_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "below" / "file"
    write_whole(path, "one")
    write_whole(path, "two")
    assert (path.read_text(), mode(path)) == ("two", 0o600)
    assert os.listdir(path.parent) == ["file"]


def test_a_directory_in_its_place_is_moved_aside_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.mkdir()
    (path / "kept").write_text("something")
    write_whole(path, "text")
    assert path.read_text() == "text"
    [kept] = tmp_path.rglob("kept")
    assert kept.read_text() == "something"


def test_of_several_that_write_first_one_wins(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_first(path, "one")
    write_first(path, "two")
    assert path.read_text() == "one"
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.parametrize(
    "break_it",
    [
        lambda path: path.write_text(""),
        lambda path: path.write_text(SECRET[:20]),
        lambda path: path.write_bytes(b"\xff" * 60),
        lambda path: path.mkdir(),
    ],
    ids=["empty", "cut off", "no text", "a directory"],
)
def test_a_broken_secret_is_made_anew_and_stays_then(tmp_path: Path, break_it: Breaking) -> None:
    path = tmp_path / "secret-key"
    break_it(path)
    assert kept_secret(path, lambda: SECRET, shortest=50) == SECRET
    assert kept_secret(path, lambda: "t" * 50, shortest=50) == SECRET
    assert mode(path) == 0o600


def test_a_directory_that_others_use_is_not_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_private(tmp_path, is_own=False)
    assert mode(tmp_path) == 0o755
    make_private(tmp_path, is_own=True)
    assert mode(tmp_path) == 0o700


PROGRAM = """
import django; django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import send_mail
from django.core.management import call_command
from search.results.log import note_search
from home.demonstration_accounts import _write_logins
from portal.runtime.locks import exclusive_lock
call_command("migrate", verbosity=0, interactive=False)
call_command("search", "rebuild")
default_storage.save("documents/a.txt", ContentFile(b"text"))
send_mail("Subject", "Text", None, ["a@example.org"])
note_search("vizitas", "lt", 1)
_write_logins({"editor": "password"})
with exclusive_lock("demo"):
    pass
from django.contrib.auth.models import Group
Group.objects.create(name="written")
"""


def test_a_real_process_writes_nothing_that_others_can_read_whatever_its_shells_umask_is(tmp_path: Path) -> None:
    var = tmp_path / "var"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.development", "PORTAL_VAR_DIR": str(var)}
    for name in ("DATABASE_URL", "REDIS_URL", "SEARCH_ENGINE"):
        environment.pop(name, None)
    command = ["sh", "-c", 'umask 000 && exec "$0" -c "$1"', sys.executable, PROGRAM]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True, stdout=subprocess.PIPE)

    written = [var, *var.rglob("*")]
    assert {each.name for each in written} >= {"portal.sqlite3", "demo-logins", "secret-key", "searches.jsonl", "mail"}
    open_to_others = [str(each) for each in written if not each.is_symlink() and mode(each) & 0o077]
    assert open_to_others == []
