"""Rebuilding, proving and operating the index."""

import fcntl
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search.engines import Engine, SearchRequest
from search.engines.embedded import EmbeddedRebuild, storage
from search.engines.embedded.layout import ABOUT, TEXTS
from search.index import outbox, rebuild
from search.index.changes import readable_changes
from search.index.interface import EngineAway, EngineBusy, EngineUnavailable, IndexChange
from search.models import DocumentVersion, OutboxEntry
from search.query.parse import parse
from tests.search.corpus import LT, OSLO, MemorySource, distractors, document, key

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def published(index: Engine, source: MemorySource) -> MemorySource:
    """The announcement and forty other items are published and indexed."""
    source.published = {item.key: item for item in [OSLO, *distractors()]}
    assert rebuild.rebuild("embedded") == 41
    return source


def command(*arguments: str) -> str:
    output = StringIO()
    call_command("search", *arguments, stdout=output)
    return output.getvalue()


def total(engine: Engine, typed: str) -> int:
    return engine.search(SearchRequest(parse(typed), LT)).total


def test_verify_proves_an_index_that_matches(published: MemorySource) -> None:
    assert command("verify") == "Index matches database: 41 of 41 (embedded)\n"


def test_verify_names_what_is_missing_outdated_and_surplus(index: Engine, published: MemorySource) -> None:
    index.write([IndexChange(key(100), 1, None)])
    published.published[key(101)] = document(101, lt=("Kitas", "Kitas tekstas."))
    del published.published[OSLO.key]
    result = rebuild.verify("embedded")
    assert (result.missing, result.outdated, result.surplus) == ([key(100)], [key(101)], [OSLO.key])
    with pytest.raises(CommandError, match="Index differs from database: 38 of 40"):
        command("verify")


def test_what_differs_is_repaired_even_where_the_index_is_ahead_of_a_restored_database(
    index: Engine, published: MemorySource
) -> None:
    index.write(
        [IndexChange(key(100), 7, None), IndexChange(key(500), 3, document(500, lt=("Svetimas", "Svetimas tekstas.")))]
    )
    published.published[key(101)] = document(101, lt=("Kitas", "Kitas tekstas."))
    del published.published[OSLO.key]
    output = command("verify", "--repair")
    assert output == "Index embedded: 4 items delivered anew.\nIndex matches database: 40 of 40 (embedded)\n"
    assert total(index, "svetimas") == 0
    outbox.enqueue([key(100)])
    assert rebuild.verify("embedded").is_perfect


@pytest.mark.parametrize("failure", [EngineAway("no route"), EngineBusy("too many requests")])
def test_a_rebuild_waits_for_a_cluster_that_goes_away_or_is_overloaded_meanwhile(
    published: MemorySource, monkeypatch: pytest.MonkeyPatch, failure: EngineUnavailable
) -> None:
    original = EmbeddedRebuild.write
    failures = iter([failure])

    def write(building: EmbeddedRebuild, changes: Any) -> None:
        for error in failures:
            raise error
        original(building, changes)

    monkeypatch.setattr(EmbeddedRebuild, "write", write)
    monkeypatch.setattr(rebuild, "PAUSE_SECONDS", 0.0)
    assert rebuild.rebuild("embedded") == 41
    failures = iter([failure])
    with pytest.raises(type(failure)):
        rebuild.rebuild("embedded", patience=0.0)


def test_changes_during_a_rebuild_are_in_the_new_index(
    index: Engine, published: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They go to the old index first, whose rows are then gone from the outbox."""
    original = readable_changes
    is_changed = False

    def change_after_reading(keys: Any) -> tuple[list[IndexChange], list[Any]]:
        nonlocal is_changed
        changes = original(keys)
        if not is_changed:
            is_changed = True
            published.published[OSLO.key] = document(1, lt=("Kosmodromas", "Kosmodromo atidarymas."))
            del published.published[key(100)]
            outbox.enqueue([OSLO.key, key(100)])
        return changes

    monkeypatch.setattr(rebuild, "readable_changes", change_after_reading)
    assert rebuild.rebuild("embedded") == 40
    assert not OutboxEntry.objects.exists()
    assert total(index, "kosmodromas") == 1
    assert rebuild.verify("embedded").is_perfect


def test_a_rebuild_remembers_deletions_so_that_late_deliveries_cannot_undo_them(
    index: Engine, published: MemorySource
) -> None:
    outbox.enqueue([OSLO.key])
    del published.published[OSLO.key]
    outbox.enqueue([OSLO.key])
    rebuild.rebuild("embedded")
    index.write([IndexChange(OSLO.key, 1, OSLO)])
    assert total(index, "Vienola") == 0


def test_a_rebuild_that_fails_leaves_the_index_in_use_and_no_files(
    index: Engine, published: MemorySource, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(keys: Any) -> list[IndexChange]:
        raise ZeroDivisionError

    monkeypatch.setattr(rebuild, "readable_changes", fail)
    with pytest.raises(ZeroDivisionError):
        rebuild.rebuild("embedded")
    assert total(index, "Vienola") == 1
    assert len(list(tmp_path.glob("search-index.build-*"))) == 1


def test_a_document_that_cannot_be_read_keeps_back_no_other_and_is_named_as_missing(
    published: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    readable = published.documents

    def documents(keys: Any) -> Any:
        if OSLO.key in keys:
            raise ZeroDivisionError
        return readable(keys)

    monkeypatch.setattr(published, "documents", documents)

    assert rebuild.rebuild("embedded") == 40
    result = rebuild.verify("embedded")
    assert (result.missing, result.matching, result.surplus) == ([OSLO.key], 40, [])


def test_rebuild_if_needed_does_nothing_where_the_index_is_in_order(published: MemorySource) -> None:
    assert command("rebuild", "--if-needed") == "Index embedded is in order.\n"
    assert command("rebuild") == "Index embedded built: 41 items.\n"


def test_a_missing_index_is_said_to_be_missing_and_built_by_the_worker(
    index: Engine, published: MemorySource, tmp_path: Path
) -> None:
    (tmp_path / "search-index").unlink()
    with pytest.raises(EngineUnavailable, match="no search index"):
        total(index, "Vienola")
    assert "no search index" in command("status")
    outbox.deliver_due()
    assert total(index, "Vienola") == 1


@pytest.mark.parametrize("garbage", [b"", b"not a database at all" * 500])
def test_a_file_that_is_no_index_is_built_anew(
    index: Engine, published: MemorySource, tmp_path: Path, garbage: bytes
) -> None:
    path = tmp_path / "search-index"
    index.close()
    path.unlink()
    path.write_bytes(garbage)
    with pytest.raises(EngineUnavailable):
        total(index, "Vienola")
    outbox.deliver_due()
    assert total(index, "Vienola") == 1


def _text_files(folder: Path) -> list[Path]:
    """Files of the index of texts that a search reads, the largest first."""
    files = (folder / "search-index" / TEXTS).resolve().glob("*.*")
    return sorted((file for file in files if file.suffix != ".json"), key=lambda file: file.stat().st_size)[::-1]


def _cut_short(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _overwrite(content: bytes) -> bytes:
    """All but the end, by which Tantivy knows that a file is one of its own."""
    return b"\xff" * (len(content) - 150) + content[-150:]


@pytest.mark.parametrize("damage", [_cut_short, _overwrite])
@pytest.mark.parametrize("suffix", [".idx", ".term", ".pos", ".store", ".fast", ".fieldnorm"])
def test_an_index_with_a_damaged_file_is_built_anew(
    index: Engine, published: MemorySource, tmp_path: Path, suffix: str, damage: Callable[[bytes], bytes]
) -> None:
    index.close()
    for file in _text_files(tmp_path):
        if file.suffix == suffix:
            content = file.read_bytes()
            # Another file in its place: a thread of Tantivy may still read the old one, and no kernel lets a process
            # live whose mapped file is cut short under it.
            file.unlink()
            file.write_bytes(damage(content))
    with pytest.raises(EngineUnavailable, match="damaged"):
        total(index, "Vienola")
    outbox.deliver_due()
    assert total(index, "Vienola") == 1


def test_an_index_that_lacks_a_file_is_built_anew(index: Engine, published: MemorySource, tmp_path: Path) -> None:
    index.close()
    _text_files(tmp_path)[0].unlink()
    with pytest.raises(EngineUnavailable):
        total(index, "Vienola")
    outbox.deliver_due()
    assert total(index, "Vienola") == 1


@pytest.mark.parametrize("name", ["meta.json", ABOUT])
def test_an_index_that_says_nonsense_about_itself_is_built_anew(
    index: Engine, published: MemorySource, tmp_path: Path, name: str
) -> None:
    index.close()
    folder = (tmp_path / "search-index").resolve()
    (folder / name if name == ABOUT else folder / TEXTS / name).write_text("{", encoding="utf-8")
    with pytest.raises(EngineUnavailable):
        total(index, "Vienola")
    outbox.deliver_due()
    assert total(index, "Vienola") == 1


def test_what_another_process_writes_for_long_is_tried_again_and_the_index_not_built_anew(
    index: Engine, published: MemorySource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "BUSY_SECONDS", 0)
    before = (tmp_path / "search-index").resolve()
    with open(tmp_path / "search-index.lock", "a") as holder:
        fcntl.flock(holder, fcntl.LOCK_EX)
        with pytest.raises(EngineAway, match="written by another process"):
            index.write([IndexChange(OSLO.key, 9, OSLO)])
        # Who reads need not wait.
        assert total(index, "Vienola") == 1
        outbox.enqueue([OSLO.key])
        outbox.deliver_due()
    assert (tmp_path / "search-index").resolve() == before
    outbox.drain()
    assert rebuild.verify("embedded").is_perfect


def test_an_index_made_by_another_analysis_is_built_anew(
    index: Engine, published: MemorySource, tmp_path: Path
) -> None:
    index.close()
    about = tmp_path / "search-index" / ABOUT
    about.write_text(json.dumps(json.loads(about.read_text()) | {"analysis": "older"}), encoding="utf-8")
    assert command("rebuild", "--if-needed") == "Index embedded built: 41 items.\n"


def test_status_tells_what_waits_and_why(index: Engine, published: MemorySource) -> None:
    published.published[key(2)] = document(2)
    published.published[key(2)] = None  # type: ignore[assignment]
    outbox.enqueue([key(2)])
    status = command("status")
    assert "41 items" in status
    assert "waiting for delivery: 1, of which failed before: 1" in status
    assert str(key(2)) in status
    with pytest.raises(CommandError, match="Not everything could be delivered"):
        command("drain")
    del published.published[key(2)]
    assert command("drain") == "Delivered 1, failed 0, waiting 0.\n"


def test_versions_of_an_index_that_never_saw_a_change_begin_at_nothing(published: MemorySource) -> None:
    assert not DocumentVersion.objects.exists()
    outbox.enqueue([OSLO.key])
    assert DocumentVersion.objects.get().version == 1
