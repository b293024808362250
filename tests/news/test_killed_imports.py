"""Imports that are killed and run again end as if nothing had happened: each run is a process, on a database of its own
(SQLite, whatever the other tests use)."""

import json
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from news.interchange.importing import LINES_A_BATCH
from tests.benchmarks.generate_items import generate_items
from tests.news.importer.generate_documents import write_documents
from tests.news.installation import Installation, without_ids


def stored(installation: Installation, table: str) -> int:
    with closing(sqlite3.connect(installation.folder / "portal.sqlite3")) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - a name of our own


def kill_when(is_time: Callable[[], bool], installation: Installation, *arguments: str, after: float = 0.0) -> None:
    """Kills a run so many seconds after its time has come."""
    process = installation.start(*arguments)
    while not is_time() and process.poll() is None:
        time.sleep(0.02)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "the run ended before it could be killed"


def differences(one: Installation, other: Installation) -> dict[str, tuple[set[str], set[str]]]:
    """By table, the rows that only one of them has."""
    ours, theirs = one.tables(), other.tables()
    assert ours.keys() == theirs.keys()
    return {
        name: (set(ours[name]) - set(theirs[name]), set(theirs[name]) - set(ours[name]))
        for name in ours
        if ours[name] != theirs[name]
    }


def test_documents_are_imported_as_if_no_run_had_been_killed(tmp_path: Path) -> None:
    documents = str(write_documents(tmp_path / "documents", 6, paragraphs=2))
    interrupted = Installation(tmp_path / "var")
    whole = Installation(tmp_path / "whole", like=interrupted)
    for count in (0, 2):
        kill_when(
            lambda count=count: stored(interrupted, "news_importeddocument") >= count,  # type: ignore[misc]
            interrupted,
            *("import_documents", documents),
            after=random.uniform(0, 0.4),  # noqa: S311
        )

    interrupted.run("import_documents", documents)
    whole.run("import_documents", documents)

    assert stored(whole, "news_importeddocument") == 6
    assert differences(interrupted, whole) == {}
    assert len([path for path in (tmp_path / "var" / "private").rglob("*") if path.is_file()]) == 12


def test_items_are_imported_as_if_no_run_had_been_killed(tmp_path: Path) -> None:
    # Two batches: it is killed in the second.
    items = list(generate_items(2 * LINES_A_BATCH, paragraphs=1))
    bad, good = tmp_path / "bad.jsonl", tmp_path / "good.jsonl"
    for file, lines in ((bad, [*items[:3], {"identifier": "bad"}, *items[3:]]), (good, items)):
        file.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
    interrupted = Installation(tmp_path / "var")
    whole = Installation(tmp_path / "whole", like=interrupted)
    position = tmp_path / "var" / "imports"
    kill_when(lambda: bool(list(position.glob("*.json"))), interrupted, "import_items", str(bad), "--publish")

    resumed = interrupted.start("import_items", str(bad), "--publish", "--resume", "--report", str(tmp_path / "r.json"))
    resumed.communicate(timeout=240)

    assert resumed.returncode == 1
    report = json.loads((tmp_path / "r.json").read_text())
    assert report["rejected"] == 1
    assert report["rejections"][0]["line"] == 4
    assert report["created"] + report["unchanged"] == len(items)
    assert report["changed"] == 0
    assert not list(position.glob("*.json"))
    whole.run("import_items", str(good), "--publish")
    exported = without_ids(whole.run("export_items"))
    assert len([line for line in exported if "kind" not in line]) == len(items)
    assert without_ids(interrupted.run("export_items")) == exported
