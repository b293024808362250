"""The commands as an operator runs them: messages, exit codes, reports, and going on after a kill."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from news.interchange import report as reporting
from news.interchange.report import Progress, Report

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
