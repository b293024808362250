"""The commands as an operator runs them: messages, exit codes, reports, and going on after a kill."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from news.interchange import report as reporting
from news.interchange.report import Progress, Report
from tests.benchmarks.generate_items import generate_items

from .content import item_line


def write_lines(path: Path, *lines: Any) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def own_folder(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path / "var"
    return tmp_path


@pytest.mark.usefixtures("empty_site")
def test_a_rejected_line_makes_the_command_fail_with_a_summary_and_a_report(
    own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_lines(own_folder / "items.jsonl", item_line(), item_line("b", date="never"))

    with pytest.raises(SystemExit) as ended:
        call_command("import_items", str(file), "--publish", "--report", str(own_folder / "report.json"))

    assert ended.value.code == 1
    output = capsys.readouterr()
    assert "1" in output.out
    assert "2" in output.err
    written = json.loads((own_folder / "report.json").read_text())
    assert (written["created"], written["rejected"]) == (1, 1)
    assert written["rejections"][0]["line"] == 2
    assert written["rejections"][0]["identifier"] == "b"


@pytest.mark.usefixtures("empty_site")
def test_a_clean_file_ends_well_and_exports_to_a_file(own_folder: Path) -> None:
    file = write_lines(own_folder / "items.jsonl", item_line())

    call_command("import_items", str(file), "--publish")
    call_command("export_items", str(own_folder / "export.jsonl"))

    lines = [json.loads(line) for line in (own_folder / "export.jsonl").read_text().splitlines()]
    assert [line.get("kind", "item") for line in lines] == ["topic", "item"]
    assert not list(own_folder.glob("*.part"))


@pytest.mark.usefixtures("db")
def test_a_missing_file_is_said_plainly(own_folder: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.jsonl"):
        call_command("import_items", str(own_folder / "nowhere.jsonl"))


def test_away_from_a_terminal_progress_is_a_line_every_so_often(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(reporting, "LOG_SECONDS", 0.05)
    with (tmp_path / "log").open("w") as log:
        progress = Progress(log)
        for count in range(1, 4):
            progress.show(count)
        time.sleep(0.06)
        progress.show(4)

    lines = (tmp_path / "log").read_text().splitlines()
    assert len(lines) == 1
    assert "4" in lines[0]


def test_a_report_keeps_counting_beyond_what_it_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "DETAILED_LINES", 2)
    report = Report()
    for number in range(5):
        report.reject(number, "x", "bad")

    assert (report.rejected, len(report.rejections)) == (5, 2)


class Installation:
    """An installation of its own with an SQLite database, run by its commands."""

    def __init__(self, folder: Path, like: "Installation | None" = None) -> None:
        """`like`: begins with a copy of that one's data instead of from nothing."""
        self.folder = folder
        self.environment = {
            **os.environ,
            "PORTAL_VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        }
        if like is not None:
            shutil.copytree(like.folder, folder)
            return
        self.run("migrate", "-v0")
        self.run("set_up_site")

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
        return subprocess.Popen(
            command, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, *arguments: str) -> str:
        process = self.start(*arguments)
        output, errors = process.communicate(timeout=240)
        assert process.returncode == 0, errors
        return output


def without_ids(export: str) -> list[Any]:
    """The items of an export without what every site makes up for itself."""

    def stripped(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: stripped(inner) for key, inner in value.items() if key not in ("id", "translation_key")}
        return [stripped(item) for item in value] if isinstance(value, list) else value

    return [stripped(json.loads(line)) for line in export.splitlines()]


def test_an_import_that_is_killed_goes_on_and_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    items = list(generate_items(24, paragraphs=2))
    file = write_lines(tmp_path / "items.jsonl", *items[:3], {"identifier": "bad"}, *items[3:])
    installation = Installation(tmp_path / "var")
    whole = Installation(tmp_path / "whole", like=installation)
    position = tmp_path / "var" / "imports"
    process = installation.start("import_items", str(file), "--publish")
    deadline = time.monotonic() + 200
    while not list(position.glob("*.json")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "the import ended before it could be killed"

    resumed = installation.start(
        "import_items", str(file), "--publish", "--resume", "--report", str(tmp_path / "r.json")
    )
    resumed.communicate(timeout=240)

    assert resumed.returncode == 1
    report = json.loads((tmp_path / "r.json").read_text())
    assert report["rejected"] == 1
    assert report["rejections"][0]["line"] == 4
    assert report["created"] + report["unchanged"] == 24
    assert report["changed"] == 0
    assert not list(position.glob("*.json"))
    killed = without_ids(installation.run("export_items"))
    assert len([line for line in killed if "kind" not in line]) == 24
    write_lines(tmp_path / "good.jsonl", *items)
    whole.run("import_items", str(tmp_path / "good.jsonl"), "--publish")
    assert killed == without_ids(whole.run("export_items"))
