"""An archive of some length, imported."""

from home.models import HomePage, StandardPage
from tests.factories import content
from tests.news.interchange.content import ENGLISH, LITHUANIAN, import_lines, item_line


def fill_archive(count: int) -> None:
    """`count` items of one project; the first names `count` topics, people and organisations."""
    numbers = range(count)
    names = {"topic": "Tema", "organisation": "Įstaiga", "person": "Asmuo"}
    entities = [
        {
            "kind": kind,
            "identifier": f"{kind}-{number}",
            "languages": {code: {"name": f"{name} {number}"} for code in ("lt", "en")},
        }
        for kind, name in names.items()
        for number in numbers
    ]
    project = {
        "kind": "project",
        "identifier": "project",
        "grant_number": "NOR-1",
        "promoter": "organisation-0",
        "languages": {"lt": {"title": "Klasterystės projektas", "lead": "K", "body": ["T"]}},
    }
    items = [
        item_line(
            f"item-{number}",
            {"lt": LITHUANIAN | {"title": f"Naujiena {number}"}, "en": ENGLISH | {"title": f"News {number}"}},
            topics=[f"topic-{named}" for named in numbers[: None if number == 0 else 1]],
            people=[{"person": f"person-{named}"} for named in numbers[: None if number == 0 else 1]],
            results=[{"indicator": f"1.1.{named}", "text": "R"} for named in numbers[: None if number == 0 else 1]],
            organisations=[f"organisation-{named}" for named in numbers[: None if number == 0 else 1]],
            project="project",
            visit={"first_day": "2099-01-01", "last_day": "2099-01-02"},
        )
        for number in numbers
    ]
    assert not import_lines(*entities, project, *items).rejected
    front_page = HomePage.objects.get(locale=content.locale())
    front_page.add_child(instance=StandardPage(title="Apie", locale=front_page.locale, body=[content.paragraph("A")]))
