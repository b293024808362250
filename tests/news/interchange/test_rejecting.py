"""A bad line is rejected with its number and the reason, and leaves nothing behind; the rest goes in."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation
from wagtail.models import Page, Revision

from home.site import build_site
from news.interchange import reading
from news.interchange.report import Report
from news.models import ItemRecord, Topic

from .content import ENGLISH, LITHUANIAN, counts, import_lines, item_line

with_site = pytest.mark.usefixtures("empty_site")


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


def languages(**changes: Any) -> dict[str, Any]:
    return {"lt": {**LITHUANIAN, **changes}}


BAD_LINES: dict[str, tuple[Any, str]] = {
    "broken JSON": ('{"identifier": "x", ', "Not valid JSON"),
    "no number": ('{"identifier": "x", "number": NaN}', "Not valid JSON"),
    "an endless nesting": ("[" * 100_000, "Not valid JSON"),
    "a nesting too deep": (json.dumps({"visit": json.loads("[" * 50 + "]" * 50)}), "Nested too deeply"),
    "a list": ("[1, 2]", "Not a JSON object"),
    "invalid UTF-8": (b'{"identifier": "\xff"}', "Not valid UTF-8 at byte 17"),
    "a NUL": (item_line(languages=languages(title="a\x00b")), "not allowed"),
    "half a character": ('{"identifier": "\\ud800"}', "not allowed"),
    "no identifier": ({"date": "2017-04-03", "languages": languages()}, "“identifier” is missing"),
    "an identifier of another type": (item_line(identifier=["x"]), "“identifier” must be a text"),  # type: ignore[arg-type]
    "a long identifier": (item_line(identifier="x" * 201), "“identifier” is too long: 201 characters, 200 at most"),
    "a video that is no link": (
        item_line(languages=languages(body=[{"type": "embed", "value": "https://x.lt／en"}])),
        "“／” (U+FF0F) only looks like",
    ),
    "an organisation whose address is a script": (
        {"kind": "organisation", "identifier": "x", "languages": {"lt": {"name": "X", "link": "javascript:alert(1)"}}},
        "“javascript:” is not allowed",
    ),
    "a project whose address is a script": (
        {"kind": "project", "identifier": "x", "link": "javascript:alert(1)", "languages": {"lt": {"title": "X"}}},
        "“link”: “javascript:alert(1)” cannot be a link",
    ),
    "an unknown kind": (item_line(kind="event"), "“kind”: “event” is none of"),
    "no date": (item_line(date=None), "“date” is missing"),
    "a date that does not exist": (item_line(date="2017-02-30"), "“date”: “2017-02-30” is not a date"),
    "a date in words": (item_line(date="3 April"), "“date”"),
    "a date without separators": (item_line(date="20170403"), "“date”"),
    "a date as a number": (item_line(date=20170403), "“date” must be a date"),
    "no languages": (item_line(languages={}), "“languages” is missing"),
    "an unknown language": (item_line(languages={**languages(), "xx": ENGLISH}), "unknown language “xx”"),
    "an unknown source language": (item_line(source_language="xx"), "“source_language”: “xx” is not known"),
    "no text in the source language": (
        item_line(source_language="lt", languages={"en": ENGLISH}),
        "source language “lt”",
    ),
    "no title": (item_line(languages=languages(title=" ")), "“languages.lt.title” is missing"),
    "no lead": (item_line(languages={"lt": {"title": "a", "body": []}}), "“languages.lt.lead” is missing"),
    "a long title": (item_line(languages=languages(title="ą" * 256)), "too long: 256 characters, 255 at most"),
    "a title that is a list": (item_line(languages=languages(title=["a"])), "“languages.lt.title” must be a text"),
    "a body that is a text": (item_line(languages=languages(body="text")), "“languages.lt.body” must be a list"),
    "a body entry that is a number": (
        item_line(languages=languages(body=[1])),
        "“languages.lt.body[0]” must be an object",
    ),
    "an unknown block": (
        item_line(languages=languages(body=[{"type": "script", "value": "x"}])),
        "“languages.lt.body[0]”: unknown block type “script”",
    ),
    "a block part that does not exist": (
        item_line(languages=languages(body=[{"type": "quote", "value": {"text": "a", "author": "b"}}])),
        "“languages.lt.body[0].author” is not a part of this block",
    ),
    "an empty quotation": (
        item_line(languages=languages(body=[{"type": "quote", "value": {"text": ""}}])),
        "“languages.lt.body[0].text” is missing",
    ),
    "a table of numbers": (
        item_line(languages=languages(body=[{"type": "table", "value": {"data": [[1]]}}])),
        "“languages.lt.body[0].data” must be a list of rows",
    ),
    "two blocks with one id": (
        item_line(languages=languages(body=[{"type": "heading", "value": t, "id": "a"} for t in "ab"])),
        "two entries have the same id",
    ),
    "a visit that ends before it starts": (
        item_line(visit={"first_day": "2017-04-06", "last_day": "2017-04-03"}),
        "“visit.last_day” comes before the first day",
    ),
    "a visit without its first day": (item_line(visit={"last_day": "2017-04-03"}), "“visit.last_day”"),
    "an unknown country": (item_line(visit={"country": "XX"}), "“visit.country”: “XX” is not known"),
    "topics that are a text": (item_line(topics="Vizitai"), "“topics” must be a list"),
    "an endless topic": (item_line(topics=["x" * 300]), "“topics” is too long"),
    "an unknown project": (item_line(project="nowhere"), "no project with the identifier “nowhere”"),
    "an unknown person": (item_line(people=[{"person": "nobody"}]), "no person with the identifier “nobody”"),
    "an unknown organisation": (item_line(organisations=["none"]), "no organisation with the identifier “none”"),
    "a person in a block": (
        item_line(languages=languages(body=[{"type": "people", "value": {"people": ["nobody"]}}])),
        "no person with the identifier “nobody”",
    ),
    "a number of zero": (item_line(number=0), "“number” must be a number from 1"),
    "a number that is true": (item_line(number=True), "“number” must be a number"),
    "no UUID": (item_line(translation_key="abc"), "“translation_key”: “abc” is not a UUID"),
    "a document that is not there": (
        item_line(attachments=[{"document": {"file": "a.pdf", "sha1": "0" * 40}, "title": {"lt": "A"}}]),
        "The file “a.pdf” is not on this site",
    ),
    "a document that is not base64": (
        item_line(attachments=[{"document": {"file": "a.pdf", "content": "%%"}, "title": {"lt": "A"}}]),
        "not valid base64",
    ),
    "a picture that is none": (
        item_line(picture={"file": "a.png", "content": "YWJj"}, languages=languages(picture_alt_text="a")),
        "The file “a.png” cannot be used",
    ),
}


@dataclass(frozen=True)
class Attempt:
    """What the import of one line left behind."""

    report: Report
    left: list[int]


@pytest.fixture(scope="module")
def attempts(django_db_setup: None, django_db_blocker: Any) -> dict[str, Attempt]:
    """Every bad line, imported alone into one site: building a site for each would take most of the time."""
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        build_site()
        pages, revisions = Page.objects.count(), Revision.objects.count()
        found = {}
        for name, (line, _reason) in BAD_LINES.items():
            report = import_lines(line)
            records = ItemRecord.objects.count() + Topic.objects.count()
            left = [Page.objects.count() - pages, Revision.objects.count() - revisions, records]
            found[name] = Attempt(report, left)
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("name", BAD_LINES)
def test_a_bad_line_is_rejected_with_number_and_reason_and_leaves_nothing(
    name: str, attempts: dict[str, Attempt]
) -> None:
    attempt = attempts[name]

    assert counts(attempt.report) == (0, 0, 0, 1)
    assert attempt.report.rejections[0].line == 1
    assert BAD_LINES[name][1] in attempt.report.rejections[0].message
    assert attempt.left == [0, 0, 0]


@with_site
def test_good_lines_around_bad_ones_go_in() -> None:
    report = import_lines(item_line("a"), "{", "", item_line("b", date="never"), b"\xff", item_line("c"))

    assert counts(report) == (2, 0, 0, 3)
    assert [rejection.line for rejection in report.rejections] == [2, 4, 5]
    assert report.rejections[1].identifier == "b"
    assert set(ItemRecord.objects.values_list("identifier", flat=True)) == {"a", "c"}


@with_site
def test_a_line_too_long_is_passed_over_and_the_next_one_goes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST_LINE_BYTES", 5_000)

    report = import_lines(item_line("a", note="x" * 20_000), item_line("b"))

    assert counts(report) == (1, 0, 0, 1)
    assert "The line is longer" in report.rejections[0].message
    assert ItemRecord.objects.get().identifier == "b"


@with_site
def test_the_second_of_two_different_lines_with_one_identifier_is_rejected() -> None:
    report = import_lines(item_line(), item_line(), item_line(date="2018-01-01"))

    assert counts(report) == (1, 0, 1, 1)
    assert report.rejections[0].line == 3
    assert "same identifier" in report.rejections[0].message


@with_site
def test_a_grant_number_that_another_project_has_is_rejected() -> None:
    project = {"kind": "project", "grant_number": "NOR-1", "languages": {"lt": {"title": "Projektas"}}}

    report = import_lines({**project, "identifier": "a"}, {**project, "identifier": "b"})

    assert counts(report) == (1, 0, 0, 1)
    assert "The grant number “NOR-1” belongs to another project" in report.rejections[0].message


@with_site
def test_the_source_language_of_an_item_cannot_change() -> None:
    import_lines(item_line())

    report = import_lines(item_line(source_language="en"))

    assert "“lt” and cannot become “en”" in report.rejections[0].message


@with_site
def test_the_reason_is_in_the_language_of_the_user() -> None:
    with translation.override("lt"):
        own = import_lines("{").rejections[0].message
    with translation.override("en"):
        assert import_lines("{").rejections[0].message == "Not valid JSON at character 2."
    assert own


@with_site
def test_what_a_rejected_line_began_to_make_is_not_used_by_the_next() -> None:
    # The first line makes the topic and fails afterwards; the second needs it again.
    bad = item_line("a", topics=["Nauja tema"], people=[{"person": "nobody"}])

    report = import_lines(bad, item_line("b", topics=["Nauja tema"]))

    assert counts(report) == (1, 0, 0, 1)
    assert Topic.objects.get().name == "Nauja tema"
