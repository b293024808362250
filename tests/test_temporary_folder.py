"""The folder in memory in which a whole run writes."""

import os
import tempfile
from pathlib import Path

import pytest

from tests import temporary_folder
from tests.temporary_folder import in_memory, temporary_folder_of_all


@pytest.fixture(autouse=True)
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(temporary_folder, "MEMORY", tmp_path)
    monkeypatch.setattr(temporary_folder, "ROOM", 1)
    return tmp_path


def test_what_is_written_inside_is_in_memory_and_gone_afterwards(memory: Path) -> None:
    before = tempfile.gettempdir()
    with in_memory():
        made = Path(tempfile.mkdtemp())
        assert made.is_relative_to(memory)
        assert made.is_relative_to(os.environ["TMPDIR"])
        assert made.is_relative_to(temporary_folder_of_all())
    assert not list(memory.iterdir())
    assert tempfile.gettempdir() == before


def test_a_machine_without_room_in_memory_writes_where_it_always_does(
    memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(temporary_folder, "ROOM", 1 << 60)
    before = tempfile.gettempdir()
    with in_memory():
        assert tempfile.gettempdir() == before


def test_no_service_of_another_user_is_put_into_a_private_folder(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(memory))
    assert temporary_folder_of_all() == "/tmp"
