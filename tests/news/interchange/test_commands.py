"""The commands as an operator runs them: messages, exit codes, reports, and going on after a kill."""

import json
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from news.interchange import report as reporting
from news.interchange.importing import LINES_A_BATCH
from news.interchange.report import Progress, Report
from tests.benchmarks.generate_items import generate_items
from tests.news.installation import Installation, without_ids

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


def test_an_import_that_is_killed_goes_on_and_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    # Two batches: it is killed in the second.
    items = list(generate_items(2 * LINES_A_BATCH, paragraphs=1))
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
    assert report["created"] + report["unchanged"] == len(items)
    assert report["changed"] == 0
    assert not list(position.glob("*.json"))
    killed = without_ids(installation.run("export_items"))
    assert len([line for line in killed if "kind" not in line]) == len(items)
    write_lines(tmp_path / "good.jsonl", *items)
    whole.run("import_items", str(tmp_path / "good.jsonl"), "--publish")
    assert killed == without_ids(whole.run("export_items"))
