"""A note of where an import stands that is of no use makes it begin anew, and stops nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from news.interchange.report import Report
from news.interchange.resuming import Position


@pytest.fixture
def position(settings: Any, tmp_path: Path) -> Position:
    settings.VAR_DIR = tmp_path / "var"
    (tmp_path / "items.jsonl").write_text("{}\n")
    position = Position.of(tmp_path / "items.jsonl")
    position.keep(7, Report(created=7))
    return position


def changed(**values: Any) -> Callable[[Path], Any]:
    def change(path: Path) -> None:
        kept = json.loads(path.read_text())
        path.write_text(json.dumps({**kept, **values}))

    return change


def make_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def test_a_note_is_gone_on_with(position: Position, tmp_path: Path) -> None:
    again = Position.of(tmp_path / "items.jsonl")
    assert again.restore().created == 7
    assert again.line == 7


@pytest.mark.parametrize(
    "break_it",
    [
        lambda path: path.write_text(""),
        lambda path: path.write_text(path.read_text()[:30]),
        lambda path: path.write_text("[]"),
        lambda path: path.write_text("{}"),
        lambda path: path.write_bytes(b"\xff\xfe"),
        changed(line="seven"),
        changed(line=-1),
        changed(report={"unknown": 1}),
        changed(report={"created": "7", "rejections": [], "notes": []}),
        changed(report={"rejections": [{}], "notes": []}),
        make_directory,
    ],
)
def test_a_broken_note_is_none(position: Position, tmp_path: Path, break_it: Callable[[Path], Any]) -> None:
    break_it(position.path)
    again = Position.of(tmp_path / "items.jsonl")

    assert again.restore() == Report()
    assert again.line == 0
    again.keep(3, Report(created=3))
    assert Position.of(tmp_path / "items.jsonl").restore().created == 3
    again.forget()
    assert not position.path.exists()
