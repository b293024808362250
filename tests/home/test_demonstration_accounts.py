"""The demonstration's accounts work while it runs, and nowhere else."""

import stat
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, User
from pytest_django.fixtures import Settings

from home.demonstration_accounts import DEMONSTRATION_GROUP, NameTaken, logins_file, prepare_accounts, read_logins
from portal.translation.staff.models import StaffGroup
from tests.client import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def logins(settings: Settings, tmp_path: Path) -> dict[str, str]:
    settings.VAR_DIR = tmp_path
    settings.DEMO = True
    return prepare_accounts()


def test_every_account_can_log_in_with_its_printed_password(logins: dict[str, str]) -> None:
    assert set(logins) == {"editor", "reviewer", "translator", "translator-en-lt", "administrator"}
    for name, password in logins.items():
        assert authenticate(username=name, password=password) == User.objects.get(username=name)


def test_passwords_are_random_and_only_their_owner_can_read_the_file(logins: dict[str, str]) -> None:
    assert len({*logins.values()}) == len(logins)
    assert min(len(password) for password in logins.values()) >= 16
    assert stat.S_IMODE(logins_file().stat().st_mode) == 0o600


def test_a_second_run_keeps_passwords_and_sessions(logins: dict[str, str], client: Client) -> None:
    client.login(username="editor", password=logins["editor"])
    assert prepare_accounts() == logins == read_logins()
    assert client.get("/admin/").status_code == 200


def test_a_damaged_file_gives_new_passwords_that_work(logins: dict[str, str]) -> None:
    logins_file().write_text("editor\nnonsense without end\n\n")
    renewed = prepare_accounts()
    assert renewed["editor"] != logins["editor"]
    assert authenticate(username="editor", password=renewed["editor"])
    assert set(read_logins()) == set(renewed)


@pytest.mark.parametrize("how", ["a directory", "no text", "cut off"])
def test_a_broken_file_of_log_ins_is_made_anew(logins: dict[str, str], how: str) -> None:
    text = logins_file().read_text()
    logins_file().unlink()
    if how == "a directory":
        logins_file().mkdir()
    else:
        logins_file().write_bytes(b"\xff\xfe" if how == "no text" else text[: len("editor ") + 3].encode())
    renewed = prepare_accounts()
    assert min(len(password) for password in renewed.values()) >= 16
    assert read_logins() == renewed


def test_log_in_is_refused_unless_the_demonstration_runs(logins: dict[str, str], settings: Settings) -> None:
    settings.DEMO = False
    assert [authenticate(username=name, password=password) for name, password in logins.items()] == [None] * 5


def test_a_session_ends_with_the_demonstration(logins: dict[str, str], settings: Settings, client: Client) -> None:
    client.login(username="administrator", password=logins["administrator"])
    assert client.get("/admin/").status_code == 200
    settings.DEMO = False
    assert client.get("/admin/").status_code == 302


def test_another_account_is_let_in_always(settings: Settings) -> None:
    user = User.objects.create_user("someone", password="a long password")
    settings.DEMO = False
    assert authenticate(username="someone", password="a long password") == user


def test_changing_the_address_does_not_take_the_mark_away(logins: dict[str, str], settings: Settings) -> None:
    User.objects.filter(username="editor").update(email="editor@example.org")
    settings.DEMO = False
    assert authenticate(username="editor", password=logins["editor"]) is None


def test_an_account_that_somebody_else_made_is_not_taken_over(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    user = User.objects.create_user("editor", password="a long password")
    with pytest.raises(NameTaken):
        prepare_accounts()
    user.refresh_from_db()
    assert user.check_password("a long password")
    assert not Group.objects.filter(name=DEMONSTRATION_GROUP).exists()
    assert not logins_file().exists()


def test_there_is_an_account_for_each_group_and_one_without_bounds(logins: dict[str, str]) -> None:
    groups = [staff.group for staff in StaffGroup.objects.select_related("group")]
    for group in groups:
        members = group.user_set.all()
        assert [member.username in logins for member in members] == [True], group
    assert User.objects.filter(groups__in=groups).count() == len(logins) - 1
    assert [user.username for user in User.objects.filter(is_superuser=True)] == ["administrator"]
