"""A picture, document, person or page is deleted while items show it: everything goes on with the rest."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation

from home.models import StandardPage
from news.interchange.exporting import export_lines
from news.models import Attachment, NewsItemPage, Result
from news.originals.rejoining import plan_rejoining, rejoin
from news.originals.switching import make_original
from portal.translation.freshness.segments import cut
from portal.translation.release.pair import pair_of
from portal.translation.release.releasing import release
from search.index import outbox
from search.index.rebuild import verify
from tests.client import Client
from tests.factories import content
from tests.news.interchange.content import import_bytes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def make_picture() -> Any:
    return get_image_model().objects.create(title="Oslas", file=get_test_image_file())


def make_document() -> Any:
    return get_document_model().objects.create(title="Ataskaita", file=ContentFile(b"%PDF-1.4", "ataskaita.pdf"))


def make_page() -> Any:
    page = StandardPage(title="Apie", locale=content.locale(), slug="apie-x")
    content.make_item("Kita").get_parent().get_parent().add_child(instance=page)
    return page


def items_of(key: int) -> list[dict[str, Any]]:
    return [{"type": "item", "value": key, "id": "b7d2ac18-6c0f-4ad2-8d0b-1ac7b9f9b601"}]


def showing(name: str, key: int) -> list[dict[str, Any] | str]:
    picture = {"picture": {"image": key, "alt_text": "Rotušė", "decorative": False}, "caption": "Antraštė"}
    blocks: dict[str, dict[str, Any] | str] = {
        "picture": {"type": "picture", "value": picture},
        "document": {"type": "document", "value": {"document": key, "title": "Ataskaita"}},
        "person": {"type": "people", "value": {"people": items_of(key)}},
        "organisation": {"type": "organisations", "value": {"organisations": items_of(key)}},
        "linked page": f'<a linktype="page" id="{key}">puslapis</a>',
        "linked document": f'<a linktype="document" id="{key}">dokumentas</a>',
        "embedded picture": f'<embed embedtype="image" id="{key}" format="left" alt="x"/>Žodis',
    }
    return [blocks[name]]


MAKE: dict[str, Callable[[], Any]] = {
    "picture": make_picture,
    "document": make_document,
    "person": content.make_person,
    "organisation": content.make_organisation,
    "linked page": make_page,
    "linked document": make_document,
    "embedded picture": make_picture,
}


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("administrator", "a@example.org", "secret"))
    return client


def read_everywhere(administrator: Client, *pages: NewsItemPage) -> None:
    assert outbox.drain().waiting == 0
    for index in outbox.index_names():
        result = verify(index)
        assert (result.missing, result.outdated, result.surplus) == ([], [], [])
    for page in map(content.fresh, pages):
        cut(page)
        addresses = [reverse("wagtailadmin_pages:edit", args=[page.pk])]
        addresses += [page.url] if page.live else []
        if page.revisions.count():
            addresses.append(reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"]))
        for address in addresses:
            response = administrator.get(address)
            assert response.status_code == 200, address
        if page.live:
            assert "Pirma pastraipa" in administrator.get(page.url).content.decode()


BEFORE, MEANWHILE, AFTER = "before it is translated", "before it is saved", "after it was published"
CASES = [*((name, MEANWHILE) for name in MAKE), ("picture", BEFORE), ("picture", AFTER), ("person", AFTER)]


@pytest.mark.parametrize(("name", "when"), CASES)
def test_the_rest_is_translated_published_and_read(administrator: Client, name: str, when: str) -> None:
    shown = MAKE[name]()
    item = content.make_item(body=["Pirma pastraipa.", *showing(name, shown.pk)])
    if when == BEFORE:
        shown.delete()
    translation = content.submit(item)
    content.fill(translation)
    if when == MEANWHILE:
        shown.delete()
    translation.save_target(publish=True)
    if when == AFTER:
        shown.delete()
        read_everywhere(administrator, item, translation.get_target_instance())
        translation.save_target(publish=True)
    english = content.fresh(translation.get_target_instance())
    assert english.live
    read_everywhere(administrator, item, english)

    again = content.fresh(item)
    again.title = "Kitas pavadinimas"
    again.save_revision().publish()
    translation = content.current(translation)
    content.fill(translation)
    translation.save_target(publish=True)
    read_everywhere(administrator, item, english)
    release(pair_of(content.fresh(item)))
    lines = "\n".join(export_lines(with_files=False))
    report = import_bytes(lines.encode())
    assert report.rejected == 0, report.rejections
    translation = content.set_apart(content.fresh(english))
    rejoin(translation, range(len(plan_rejoining(translation).rows)))
    content.fill(content.current(translation))
    content.current(translation).save_target(publish=True)
    make_original(content.fresh(english))
    read_everywhere(administrator, item, english)


def test_rows_that_went_with_a_person_or_a_document_do_not_keep_a_translation_back(administrator: Client) -> None:
    person, document = content.make_person("Ona"), make_document()
    item = content.make_item(people=[person])
    item.people.first().delete()
    item = content.fresh(item)
    item.people.create(person=person, role="vadovė", locale=item.locale)
    item.attachments.add(Attachment(document=document, title="Ataskaita", locale=item.locale))
    item.results.add(Result(indicator="1.1", text="Rezultatas", locale=item.locale))
    item.save_revision().publish()
    translation = content.submit(content.fresh(item))
    content.fill(translation)
    person.delete()
    document.delete()

    translation.save_target(publish=True)

    read_everywhere(administrator, item, translation.get_target_instance())


@pytest.mark.parametrize("path", ["picture", "body"])
def test_a_picture_that_only_the_translation_has_may_go_too(administrator: Client, path: str) -> None:
    first, own = make_picture(), make_picture()
    item = content.make_item(
        body=["Pirma pastraipa.", *showing("picture", first.pk)], picture=first, picture_alt_text="Rotušė"
    )
    translation = content.submit(item)
    content.fill(translation)
    segments = OverridableSegment.objects.filter(source=translation.source, data_json=str(first.pk))
    for segment in segments.filter(context__path__startswith=path):
        SegmentOverride.objects.create(
            context=segment.context, locale=translation.target_locale, data_json=json.dumps(own.pk)
        )
    translation.save_target(publish=True)
    own.delete()

    translation.save_target(publish=True)

    read_everywhere(administrator, item, translation.get_target_instance())
    first.delete()
    translation = Translation.objects.get(pk=translation.pk)
    translation.save_target(publish=True)
    read_everywhere(administrator, item, translation.get_target_instance())
    assert content.fresh(item).picture is None


def test_an_editor_is_told_which_block_is_empty(administrator: Client) -> None:
    picture = make_picture()
    item = content.make_item(body=["Pirma pastraipa.", *showing("picture", picture.pk)])
    picture.delete()
    page = administrator.get(reverse("wagtailadmin_pages:edit", args=[item.pk])).content.decode()
    assert "2 blokas (Paveikslas) tuščias" in page


def test_what_may_not_be_deleted_says_so(administrator: Client) -> None:
    project = content.make_project()
    content.make_item(project=project.record)
    response = administrator.forge(reverse("wagtailadmin_pages:delete", args=[project.pk]), follow=True)
    assert response.status_code == 200
