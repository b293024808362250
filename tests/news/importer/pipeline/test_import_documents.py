"""`manage.py import_documents` as an operator runs it, from raw files to draft pairs."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from news.importer.pipeline.decisions import DecisionRequest, decide, review_of
from news.models import ImportedDocument, ImportedFile, ItemRecord, NewsItemPage

from ..generate_documents import generate_documents
from ..material import reviewer

FOUNDING = Path(__file__).parents[1] / "founding"


@pytest.fixture
def folder(settings: Any, tmp_path: Path, empty_site: None) -> Path:
    """For the documents of a test; what the portal writes goes elsewhere."""
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "documents").mkdir()
    return tmp_path / "documents"


def put(folder: Path, **contents: str | bytes) -> Path:
    """Files by name; `__` stands for the point before an ending."""
    for name, content in contents.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name.replace("__", ".")).write_bytes(data)
    return folder


def import_document(*paths: Path, **options: Any) -> dict[str, Any]:
    """The report of a run."""
    report = paths[0].parent / "report.json"
    arguments = [*map(str, paths), "--report", str(report)]
    for name, value in options.items():
        arguments += [f"--{name.replace('_', '-')}", *([] if value is True else [str(value)])]
    try:
        call_command("import_documents", *arguments)
        code = 0
    except SystemExit as ended:
        code = int(ended.code or 0)
    result: dict[str, Any] = json.loads(report.read_text())
    assert code == (1 if result["rejected"] else 0)
    return result


def counts(report: dict[str, Any]) -> tuple[int, int, int, int]:
    return report["created"], report["changed"], report["unchanged"], report["rejected"]


def small_pair(number: int = 1) -> dict[str, str]:
    return {name.replace(".", "__"): text for name, text in list(generate_documents(number, paragraphs=2))[-2:]}


def state() -> list[Any]:
    """What is stored, as far as a second run must not change it."""
    return [
        list(model._default_manager.order_by("pk").values())
        for model in (ImportedDocument, ImportedFile, ItemRecord, get_document_model())
    ] + [list(NewsItemPage.objects.order_by("pk").values_list("pk", "latest_revision_id", "title"))]


def test_files_under_names_that_say_nothing_become_a_pair_by_what_they_say(folder: Path) -> None:
    put(folder, **{"000_a4__txt": (FOUNDING / "raw.lt.txt").read_bytes()})
    put(folder, **{"001_27__txt": (FOUNDING / "raw.en.txt").read_bytes()})

    assert counts(import_document(folder)) == (1, 0, 0, 0)

    assert sorted(ImportedFile.objects.values_list("language", flat=True)) == ["en", "lt"]
    assert NewsItemPage.objects.count() == 2
    before = state()
    assert counts(import_document(folder)) == (0, 0, 1, 0)
    assert state() == before


def test_the_founding_texts_become_a_draft_pair_by_one_command_and_again_change_nothing(folder: Path) -> None:
    for name in ("raw.lt.txt", "raw.en.txt"):
        shutil.copy(FOUNDING / name, folder)

    report = import_document(folder)

    assert counts(report) == (1, 0, 0, 0)
    document = ImportedDocument.objects.get()
    assert document.state == ImportedDocument.State.WAITING
    assert 0 < document.undecided < 40
    pages = {page.locale.language_code: page for page in NewsItemPage.objects.all()}
    assert sorted(pages) == ["en", "lt"]
    assert not any(page.live for page in pages.values())
    record = ItemRecord.objects.get()
    assert record.raw_texts["lt"] == (FOUNDING / "raw.lt.txt").read_text()
    assert record.checked_on is None
    expected = json.loads((FOUNDING / "facts.json").read_text())
    assert {language: page.title for language, page in pages.items()}["en"].startswith("Project")
    for page in pages.values():
        assert (page.visit_first_day.isoformat(), page.visit_last_day.isoformat()) == ("2017-04-03", "2017-04-06")
        assert (page.visit_place, page.visit_country) == (expected["place"][page.locale.language_code], "NO")
    review = review_of(document)
    people = {review.fact(f"people.{index}.name.lt") for index in range(len(expected["people"]))}
    assert people == {name for person in expected["people"] for name in person["name"]["lt"]}
    [entry] = report["documents"]
    assert entry["repairs"]["misread-word"] > 50
    assert len(entry["doubtful"]) == document.undecided

    before = state()
    assert counts(import_document(folder)) == (0, 0, 1, 0)
    assert state() == before


def test_the_files_are_kept_where_only_who_is_logged_in_may_fetch_them(folder: Path) -> None:
    import_document(put(folder, **small_pair()))
    file = ImportedFile.objects.get(language="lt").file
    assert CollectionViewRestriction.objects.get(collection=file.collection).restriction_type == "login"
    with file.file.open("rb") as stored:
        assert stored.read() == (folder / "synthetic-000001_lt.txt").read_bytes()


def test_the_same_content_under_another_name_changes_nothing(folder: Path) -> None:
    import_document(put(folder, **small_pair()))
    (folder / "synthetic-000001_lt.txt").rename(folder / "kitaip_lt.txt")
    (folder / "synthetic-000001_en.txt").rename(folder / "kitaip_en.txt")

    assert counts(import_document(folder)) == (0, 0, 1, 0)
    assert ImportedDocument.objects.count() == 1


def test_review_only_makes_no_pages_and_a_later_run_leaves_it_so(folder: Path) -> None:
    put(folder, **small_pair())
    assert counts(import_document(folder, review_only=True)) == (1, 0, 0, 0)
    assert counts(import_document(folder)) == (0, 0, 1, 0)
    assert not NewsItemPage.objects.exists()
    assert ImportedDocument.objects.get().item is None


def test_what_is_wrong_with_one_document_keeps_no_other_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, **small_pair(), tuscias__txt="", siuksles__bin=bytes(range(256)) * 50)
    put(folder, svetimas__txt="Der Ausschuss hat heute beschlossen, dass die Gemeinden mehr Geld bekommen. " * 4)

    report = import_document(folder)

    assert counts(report) == (1, 0, 0, 3)
    reasons = {entry["files"][0].rpartition("/")[2]: entry["reason"] for entry in report["documents"]}
    assert all(reasons[name] for name in ("tuscias.txt", "siuksles.bin", "svetimas.txt"))
    assert "svetimas.txt" in capsys.readouterr().err
    assert ImportedDocument.objects.count() == 1


def test_two_texts_that_do_not_belong_together_are_not_paired(folder: Path) -> None:
    passages = list(generate_documents(1))
    other = (
        "The weather service expects strong winds on the coast tomorrow.\n\nFarmers should bring in their animals.\n\n"
        "Ferries will not sail before Sunday evening, and schools near the harbour stay closed."
    )
    put(folder, pora_lt__txt=passages[0][1], pora_en__txt=other)

    report = import_document(folder)

    assert counts(report) == (0, 0, 0, 1)
    assert "pora_en.txt" in report["documents"][0]["reason"]
    assert not ImportedDocument.objects.exists()
    assert not ItemRecord.objects.exists()


def test_a_file_with_both_languages_is_taken_apart(folder: Path) -> None:
    (_, lithuanian), (_, english) = generate_documents(1, paragraphs=2)
    put(folder, abi__txt=f"{lithuanian}\n\n\n{english}")

    assert counts(import_document(folder)) == (1, 0, 0, 0)
    document = ImportedDocument.objects.get()
    assert document.languages == ["lt", "en"]
    assert [file.language for file in document.files.all()] == [""]
    assert sorted(ItemRecord.objects.get().raw_texts) == ["en", "lt"]
    assert NewsItemPage.objects.count() == 2
    assert counts(import_document(folder)) == (0, 0, 1, 0)


def test_a_name_that_says_another_language_than_the_text_is_pointed_out(folder: Path) -> None:
    put(folder, x_lt__txt=list(generate_documents(1))[1][1])
    assert "en" in import_document(folder)["documents"][0]["reason"]


def test_a_script_in_a_web_page_never_reaches_the_text(folder: Path) -> None:
    html = (
        "<html><head><title>Vizitas</title><script>alert('x')</script></head><body><main><h1>Partnerių vizitas</h1>"
        '<p onclick="steal()">Projekto partneriai lankėsi savivaldybėje ir susipažino su jos patirtimi.</p>'
        "<p>Jie taip pat aptarė, kaip <a href='javascript:steal()'>dalytis žiniomis</a> ateityje.</p></main></body>"
    )
    import_document(put(folder, puslapis__html=html), publish=True)
    body = json.dumps(list(NewsItemPage.objects.get().body.raw_data), ensure_ascii=False)
    assert "aptarė" in body
    assert "javascript" not in body
    assert "alert" not in body


def test_changed_files_replace_a_document_that_nobody_has_worked_on(folder: Path) -> None:
    pair = small_pair()
    import_document(put(folder, **pair))
    put(folder, **{name: text + "\nDar viena pastraipa.\n" for name, text in pair.items() if "_lt" in name})
    assert counts(import_document(folder)) == (0, 1, 0, 0)

    decide(ImportedDocument.objects.get(), [DecisionRequest("shown", False, True)], reviewer())
    put(folder, **{name: text + "\nIr dar viena.\n" for name, text in pair.items() if "_lt" in name})
    assert counts(import_document(folder)) == (0, 0, 0, 1)
    assert ImportedDocument.objects.get().decisions.count() == 1


def test_an_item_of_other_origin_is_never_overwritten(folder: Path) -> None:
    pair = small_pair()
    import_document(put(folder, **pair))
    ImportedDocument.objects.all().delete()

    assert counts(import_document(folder)) == (0, 0, 0, 1)


def test_the_report_is_a_page_as_well(folder: Path, tmp_path: Path) -> None:
    put(folder, **small_pair(), tuscias__txt="<b>")
    with pytest.raises(SystemExit):
        call_command("import_documents", str(folder), "--report", str(tmp_path / "report.html"))
    page = (tmp_path / "report.html").read_text()
    assert page.count("<article") == 2
    assert "tuscias.txt" in page
