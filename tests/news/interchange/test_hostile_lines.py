"""A line of somebody's file costs at most itself: it is imported or rejected with its number, and the rest goes in."""

import base64
import time
from collections.abc import Callable
from typing import Any

import pytest

from news.models import NewsItemPage

from .content import LITHUANIAN, import_lines, item_line

# What takes so long is no accident; an honest line takes milliseconds.
MOST_SECONDS = 30


def body(*entries: Any) -> dict[str, Any]:
    return item_line("bad", {"lt": {**LITHUANIAN, "body": list(entries)}})


def rich(html: str) -> dict[str, Any]:
    return body({"type": "paragraph", "value": html})


def carried(name: str, content: bytes = b"%PDF-1.4", **values: str) -> dict[str, Any]:
    file = {"file": name, "title": "x", "content": base64.b64encode(content).decode(), **values}
    return item_line("bad", attachments=[file])


TABLE = {"data": [["a" * 10] * 60] * 60}
LINES: dict[str, Callable[[], Any]] = {
    "HTML of nested elements": lambda: rich("<b>" * 20_000 + "žodis" + "</b>" * 20_000),
    "HTML of nested lists": lambda: rich("<ul><li>" * 20_000 + "žodis"),
    "HTML of elements that are never closed": lambda: rich("<p><i>" * 20_000),
    "HTML of empty comments": lambda: rich("<!---->" * 50_000),
    "HTML of broken comments": lambda: rich("<!" * 100_000),
    "HTML of declarations": lambda: rich("<![" * 50_000),
    "HTML of processing instructions": lambda: rich("<?" * 100_000),
    "HTML of attributes": lambda: rich("<a " + " ".join(f'a{number}="1"' for number in range(100_000)) + ">x</a>"),
    "HTML of one word": lambda: rich("a" * 500_000),
    "HTML of references": lambda: rich("&" * 300_000),
    "HTML of links": lambda: rich('<a href="javascript:x">y</a>' * 5_000),
    "HTML of links to pages": lambda: rich('<a linktype="page" id="x">y</a>' * 5_000),
    "HTML of the beginnings of links": lambda: rich("<a " * 100_000 + 'linktype="page"'),
    "HTML of paragraphs": lambda: rich("<p>Tekstas</p>" * 20_000),
    "bare texts": lambda: rich("<br>a" * 20_000),
    "blocks": lambda: body(*["Tekstas."] * 2_000),
    "empty blocks": lambda: body(*[""] * 500_000),
    "blocks of no type": lambda: body(*[{"type": "x"}] * 100_000),
    "a huge table": lambda: body({"type": "table", "value": TABLE}),
    "a huge number": lambda: '{"identifier": "bad", "number": ' + "9" * 100_000 + "}",
    "a number without end": lambda: '{"identifier": "bad", "number": 1e999999999}',
    "a number of many digits": lambda: item_line("bad", number=10**30),
    "one key many times": lambda: '{"identifier": "bad", ' + '"date": "2017-04-03", ' * 100_000 + '"x": 1}',
    "keys that nobody knows": lambda: {**item_line("bad"), **{f"k{number}": 1 for number in range(100_000)}},
    "topics": lambda: item_line("bad", topics=[f"Tema {number}" for number in range(50)]),
    "a topic of many letters": lambda: item_line("bad", topics=["a" * 100_000]),
    "a title of many letters": lambda: item_line("bad", {"lt": {**LITHUANIAN, "title": "a" * 100_000}}),
    "marks without a letter": lambda: item_line("bad", {"lt": {**LITHUANIAN, "lead": "\u0301" * 300_000}}),
    "an address that leads out": lambda: carried("../../../etc/passwd"),
    "an absolute address": lambda: carried("/etc/passwd"),
    "a file that is not carried": lambda: item_line("bad", attachments=[{"file": "/etc/passwd", "sha1": "a" * 40}]),
    "a file's name of many letters": lambda: carried("a" * 4000 + ".pdf"),
    "a file's name that is a folder": lambda: carried(".."),
    "a file's name of two lines": lambda: carried("a\n\u202efdp.exe"),
    "a picture that is none": lambda: item_line("bad", picture={"file": "a.png", "content": "AAAA"}),
    "a picture of the web": lambda: item_line("bad", picture={"file": "http://127.0.0.1:1/a.png", "sha1": "a"}),
    "a picture in place of a number": lambda: item_line("bad", picture=7),
    "content that is no base64": lambda: item_line("bad", attachments=[{"file": "a.pdf", "content": "ą" * 100}]),
    "a date that no calendar has": lambda: item_line("bad", date="9999-99-99"),
    "the last day of all": lambda: item_line("bad", date="9999-12-31"),
    "the first day of all": lambda: item_line("bad", date="0001-01-01"),
    "a moment at the end of time": lambda: item_line("bad", withdrawn_at="9999-12-31T23:59:59-23:59"),
    "a slug of signs": lambda: item_line("bad", {"lt": {**LITHUANIAN, "slug": "../" * 1000}}),
    "values of other kinds": lambda: item_line("bad", {"lt": {**LITHUANIAN, "body": {"a": [[[]]]}}}, people=7),
}


@pytest.mark.usefixtures("empty_site")
@pytest.mark.parametrize("name", LINES)
def test_a_hostile_line_costs_itself_at_most(name: str) -> None:
    begun = time.process_time()
    report = import_lines(item_line("first"), LINES[name](), item_line("last"))
    assert time.process_time() - begun < MOST_SECONDS
    assert report.created + report.rejected == 3
    assert report.created >= 2
    assert all(each.line == 2 and each.message for each in report.rejections)
    assert NewsItemPage.objects.filter(title=LITHUANIAN["title"], locale__language_code="lt").count() >= 2
