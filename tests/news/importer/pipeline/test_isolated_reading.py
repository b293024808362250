"""Files that mean harm are read or refused within their limits, and the next one is read as if nothing had been."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from news.importer.pipeline.document_analysis import analyse
from news.importer.pipeline.isolated_analysis import limits_of, separated_isolated, warm
from news.importer.pipeline.isolated_reading import find_isolated, picture_isolated, read_isolated
from news.importer.pipeline.knowledge import Knowledge
from news.importer.pipeline.text_pairs import pair_texts
from news.importer.pipeline.wording import Refused
from news.importer.reading import ReadDocument
from portal.runtime.sandbox import Limits, Sandbox

from ..reading import hostile
from ..reading.building import docx_with

# A guard against what never ends; a file takes a fraction of it.
ANALYSING = Limits(seconds=240, processor_seconds=30)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        sandbox.keep("knowledge", Knowledge())
        sandbox.run(pair_texts, [], limits=limits_of(0), refusal=Refused, warm=warm)
        yield sandbox


def read(sandbox: Sandbox, content: bytes) -> ReadDocument | str:
    """What was read, or the refusal."""
    try:
        return read_isolated(sandbox, "failas", content)
    except Refused as refusal:
        return str(refusal)


def languages(sandbox: Sandbox, document: ReadDocument) -> str:
    try:
        return " ".join(separated_isolated(sandbox, document))
    except Refused as refusal:
        return str(refusal)


@pytest.mark.parametrize("name", hostile.FILES)
def test_a_hostile_file_is_read_or_refused_and_what_was_read_is_analysed_in_time(sandbox: Sandbox, name: str) -> None:
    document = read(sandbox, hostile.FILES[name]())
    if isinstance(document, str):
        assert document.endswith(".")
    else:
        analysed = sandbox.run(
            analyse, {"lt": document}, "lt", kept=("knowledge",), limits=ANALYSING, refusal=Refused, warm=warm
        )
        assert analysed.analysis.texts["lt"]
        # In what languages, or that it says too little, not that it took too long.
        assert "ilgai" not in languages(sandbox, document)
    after = read(sandbox, docx_with("Labas rytas, Lietuva"))
    assert not isinstance(after, str)
    assert after.raw_text == "Labas rytas, Lietuva"


@pytest.mark.parametrize("name", hostile.ARCHIVES)
def test_a_hostile_archive_gives_its_files_or_a_message(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    path = tmp_path / "archyvas"
    path.write_bytes(hostile.ARCHIVES[name]())
    found = list(find_isolated(sandbox, "archyvas.zip", path))
    assert found
    for file in found:
        assert bool(file.problem) != bool(file.content)
        assert file.name.startswith("archyvas.zip")
        assert ".." not in file.name
    for file in found[:5]:
        if not file.problem:
            read(sandbox, file.content)
    assert not Path("/tmp/portal-escaped.txt").exists()
    assert list(tmp_path.iterdir()) == [path]


def test_a_picture_out_of_a_hostile_file_is_refused() -> None:
    with pytest.raises(Refused):
        picture_isolated(hostile.PACKAGES["DOCX nested"]()[:-20], "word/media/image1.png")
    assert picture_isolated(docx_with("Labas"), "word/media/image1.png") is None
