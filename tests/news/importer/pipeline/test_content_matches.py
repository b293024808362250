from pathlib import Path

import pytest

from news.importer.pipeline.content_matches import matched
from news.importer.pipeline.file_groups import FileGroup, FoundFile, Spool, group_files, spooled
from news.importer.pipeline.isolated_reading import FileContent
from portal.runtime.sandbox import Sandbox
from tests.news.importer.alignment.pairs import FOUNDING
from tests.news.importer.announcements import read_announcements


def keep(spool: Spool, files: dict[str, str]) -> list[FoundFile]:
    return [spool.keep(FileContent(name, content.encode())) for name, content in files.items()]


def names(found: list[FileGroup]) -> list[tuple[str, list[str]]]:
    return [(group.identifier, sorted(group.names)) for group in found]


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    announcements = read_announcements()[:3]
    texts = {
        f"{number}{language}9.txt": "\n\n".join(announcement.paragraphs(code))
        for number, announcement in enumerate(announcements)
        for language, code in (("a", "lt"), ("b", "en"))
    }
    founding = {
        f"00{number}.txt": (FOUNDING / name).read_text() for number, name in enumerate(("raw.lt.txt", "raw.en.txt"))
    }
    return {**texts, **founding, "empty.txt": "", "named_lt.txt": "Pirma.", "named_en.txt": "First."}


def test_files_that_say_the_same_become_one_document_in_any_order(files: dict[str, str]) -> None:
    expected = [
        ("0a9", ["0a9.txt", "0b9.txt"]),
        ("1a9", ["1a9.txt", "1b9.txt"]),
        ("2a9", ["2a9.txt", "2b9.txt"]),
        ("empty", ["empty.txt"]),
        ("n-000", ["000.txt", "001.txt"]),
        ("named", ["named_en.txt", "named_lt.txt"]),
    ]
    with spooled() as spool:
        found = keep(spool, files)
        assert names(matched(group_files(found), spool)) == expected
        assert names(matched(group_files(found[::-1]), spool)) == expected
        assert set(matched(group_files(found), spool)[4].files) == {"lt", "en"}


def test_a_file_that_was_read_is_not_read_again(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        spool = Spool(tmp_path, sandbox)
        (found,) = keep(spool, {"a.txt": "Viena pastraipa."})
        read = spool.read(found)
        (tmp_path / found.sha256).unlink()
        assert spool.read(found) == read
