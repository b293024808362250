"""Files, folders and ZIP archives."""

import io
import os
from pathlib import Path

from news.importer.reading import SourceFile, find_in_file, find_sources

from .building import archive, docx_with


def names(path: Path) -> list[str]:
    return [file.name for file in find_sources([path])]


def test_a_folder_gives_its_documents_in_order_without_what_systems_leave(tmp_path: Path) -> None:
    folder = tmp_path / "senos"
    for name in ("lt/b.txt", "lt/a.txt", "en/a.txt", "Thumbs.db", ".DS_Store", "lt/~$a.docx", "__MACOSX/lt/a.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    assert names(folder) == ["senos/en/a.txt", "senos/lt/a.txt", "senos/lt/b.txt"]


def test_an_archive_gives_what_is_in_it_and_a_document_itself(tmp_path: Path) -> None:
    (tmp_path / "senos.zip").write_bytes(archive({"lt/a.txt": "Labas", "en/a.docx": docx_with("Hello")}))
    (tmp_path / "b.docx").write_bytes(docx_with("Labas"))
    assert names(tmp_path / "senos.zip") == ["senos.zip/en/a.docx", "senos.zip/lt/a.txt"]
    assert names(tmp_path / "b.docx") == ["b.docx"]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "vamzdis")
    (pipe,) = find_sources([tmp_path / "vamzdis"])
    (absent,) = find_sources([tmp_path / "nėra.txt"])
    assert pipe.problem
    assert absent.problem
    assert pipe.problem != absent.problem


def test_names_inside_an_archive_lead_nowhere() -> None:
    content = archive({"../../etc/a.txt": "a", "/etc/b.txt": "b", "C:\\temp\\c.txt": "c", "d\n.txt": "d"})
    found = [file.name for file in find_in_file("x.zip", io.BytesIO(content))]
    assert found == ["x.zip/d.txt", "x.zip/etc/a.txt", "x.zip/etc/b.txt", "x.zip/temp/c.txt"]


def test_lithuanian_names_of_old_archives_are_read() -> None:
    content = archive({"Xventx.txt": "Labas"}).replace(b"Xventx.txt", "Šventė.txt".encode("cp775"))
    (found,) = find_in_file("x.zip", io.BytesIO(content))
    assert found == SourceFile("x.zip/Šventė.txt", b"Labas")
