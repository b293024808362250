"""Files that are broken or mean harm: each gets a message in the user's language, and none much memory or time."""

import io
import random
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from django.utils.translation import override

from news.importer.pipeline.wording import worded
from news.importer.reading import find_in_file, find_sources, package, read_document
from news.importer.reading.document import Unreadable
from news.importer.reading.limits import (
    LARGEST_FILE_BYTES,
    LARGEST_TEXT_BYTES,
    MEBIBYTE,
    MOST_ARCHIVE_FILES,
    MOST_PAGES,
)

from .building import Pdf, archive, bare_docx, document_xml, pdf

PARAGRAPH = "<w:p><w:r><w:t>Labas</w:t></w:r></w:p>"
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
ENTITY_BOMB = f'<!DOCTYPE x [<!ENTITY e0 "bum">{ENTITIES}]>' + document_xml("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>")
FOREIGN_ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + document_xml(PARAGRAPH)


def junk(length: int) -> bytes:
    return random.Random(5).randbytes(length)  # noqa: S311


def locked_pdf() -> bytes:
    document = Pdf(password="slaptas")
    document.write(["Labas"])
    return document.content()


def encrypted_archive() -> bytes:
    content = bytearray(archive({"a.txt": "Labas"}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + flags] |= 1
    return bytes(content)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "20 MB of text": lambda: b"Labas rytas. " * 1_600_000,
    "too large for any kind": lambda: b"%PDF-1.7" + bytes(LARGEST_FILE_BYTES),
    "binary junk": lambda: junk(100_000),
    "junk that says it is a PDF": lambda: b"%PDF-1.7\n" + junk(20_000),
    "half a PDF": lambda: (content := pdf(["Labas"]))[: len(content) // 2],
    "PDF with a password": locked_pdf,
    "PDF of too many pages": lambda: pdf(*[["x"]] * (MOST_PAGES + 1)),
    "DOCX with a password": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "DOCX that is cut off": lambda: bare_docx(document_xml(PARAGRAPH)[:80]),
    "DOCX whose directory is cut off": lambda: bare_docx(document_xml(PARAGRAPH))[:-30],
    "entity bomb": lambda: bare_docx(ENTITY_BOMB),
    "entity that reads a file": lambda: bare_docx(FOREIGN_ENTITY),
    "DOCX that unpacks to gigabytes": lambda: bare_docx(document_xml("a" * 20_000_000)),
    "DOCX of too much text": lambda: bare_docx(
        document_xml(PARAGRAPH.replace("Labas", junk(LARGEST_TEXT_BYTES // 4 + 10).hex()) * 2)
    ),
    "DOCX nested without end": lambda: bare_docx(document_xml("<w:ins>" * 5000 + "</w:ins>" * 5000)),
    "HTML nested without end": lambda: b"<html>" + b"<div>" * 100_000 + b"Labas",
    "HTML of too many elements": lambda: b"<html>" + b"<p>Labas" * 60_000,
    "HTML of scripts alone": lambda: b"<html><script>alert(1)</script>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_cannot_be_read_is_refused_in_the_users_language(kind: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_document("naujiena", HOSTILE[kind]())
    messages = set()
    for language in ("lt", "en"):
        with override(language):
            messages.add(worded(refusal.value.message))
    assert len(messages) == 2
    assert all(message.endswith(".") for message in messages)


def test_a_docx_of_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_XML_ELEMENTS", 1000)
    assert read_document("naujiena", bare_docx(document_xml(PARAGRAPH * 300))).raw_text
    with pytest.raises(Unreadable, match="1000"):
        read_document("naujiena", bare_docx(document_xml(PARAGRAPH * 400)))


def test_macros_are_left_out_and_told() -> None:
    document = read_document("naujiena.docm", bare_docx(document_xml(PARAGRAPH), **{"word/vbaProject.bin": "Sub x()"}))
    assert document.raw_text == "Labas"
    assert len(document.warnings) == 1


@pytest.mark.parametrize(
    "content",
    [
        lambda: archive({"a.txt": b"0" * 30_000_000}),
        lambda: archive({"b.zip": archive({"a.txt": "Labas"})}),
        lambda: archive({"a.txt": "Labas"}, zipfile.ZIP_LZMA),
        lambda: archive({"a.txt": "Labas rytas"}, zipfile.ZIP_STORED).replace(b"Labas", b"Vakar", 1),
        lambda: archive(dict.fromkeys(map(str, range(MOST_ARCHIVE_FILES + 1)), "")),
        lambda: archive({"a.txt": "Labas"})[:-10],
        encrypted_archive,
    ],
    ids=["bomb", "archive inside", "other compression", "changed", "too many files", "cut off", "password"],
)
def test_of_a_hostile_archive_nothing_is_read(content: Callable[[], bytes]) -> None:
    (file,) = find_in_file("x.zip", io.BytesIO(content()))
    if not file.problem:
        with pytest.raises(Unreadable, match=r"\w"):
            read_document(file.name, file.content)


def test_an_archive_that_lies_about_its_number_of_files_is_not_opened() -> None:
    content = bytearray(archive({f"{number:0300}.txt": "" for number in range(MOST_ARCHIVE_FILES + 2000)}))
    end = content.rindex(b"PK\x05\x06")
    content[end + 8 : end + 12] = b"\1\0\1\0"
    (file,) = find_in_file("x.zip", io.BytesIO(bytes(content)))
    assert file.problem


def test_a_document_beside_a_bomb_is_read() -> None:
    content = archive({"a.txt": "Labas", "b.txt": b"0" * 30_000_000})
    first, second = find_in_file("x.zip", io.BytesIO(content))
    assert (first.content, first.problem) == (b"Labas", None)
    assert second.problem


@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_pdf_is_read_or_refused_and_never_falls_over(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    content = bytearray(pdf(["Labas rytas, Lietuva"] * 20))
    for _number in range(40):
        content[chance.randrange(len(content))] = chance.randrange(256)
    with suppress(Unreadable):
        assert "a" in read_document("a.pdf", bytes(content)).raw_text


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_docx_or_page_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    markup = document_xml(PARAGRAPH * 5).encode()
    damaged = bytearray(markup)
    for _number in range(5):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    for content in (bare_docx(damaged.decode("latin-1")), b"<html>" + bytes(damaged)):
        with suppress(Unreadable):
            assert read_document("a", content).raw_text


@pytest.mark.parametrize("kind", ["20 MB of text", "entity bomb", "DOCX that unpacks to gigabytes"])
def test_refusing_takes_little_memory(kind: str) -> None:
    content = HOSTILE[kind]()
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable):
            read_document("naujiena", content)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40 * MEBIBYTE


def test_of_many_documents_one_at_a_time_is_in_memory(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.txt").write_bytes(b"Labas rytas, Lietuva. " * 50_000)

    tracemalloc.start()
    try:
        lengths = [len(read_document(file.name, file.content).raw_text) for file in find_sources([tmp_path])]
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert lengths == [1_100_000] * 20
    assert peak < 15 * MEBIBYTE
