"""A picture that cannot be shown costs the picture, never the page: readers' pages, feeds, search and the admin."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.images import get_image_model

from home.models import StandardPage
from news.models import ItemOrganisation, Participation
from portal.media.rendering import is_picture
from tests.client import Client
from tests.factories import content

from . import files

pytestmark = pytest.mark.usefixtures("empty_site", "places")
MISSING = "missing"
NAMES = ("overwritten.png", "cut-off.jpg", "head-only.gif", "cut-off.avif", "bomb.png", "no-pixels.png", "page.png")
FAULTS = {name: files.damaged_pictures()[name] for name in NAMES}
ODD = ("sixteen-bits.png", "grey-transparent.png", "palette.png", "cmyk.jpg", "rotated.jpg", "moving.gif", "line.png")
LINK = re.compile(r'(?:href|src)="(?:http://(?:localhost|testserver))?(/(?:lt|en)/[^"#]*)"')
PICTURE = re.compile(r'src="(/media/[^"]+)"')


def put(picture: Any, body: bytes | None) -> None:
    """Puts another content in the place of the picture's file, as a disk that fails would."""
    storage = picture.file.storage
    storage.delete(picture.file.name)
    if body is not None:
        storage.save(picture.file.name, ContentFile(body))
    picture.renditions.all().delete()
    cache.clear()


@pytest.fixture
def picture() -> Any:
    return get_image_model().objects.create(
        title="Fasadas", file=ContentFile(files.picture(), name="fasadas.png"), file_hash="0" * 40
    )


@pytest.fixture
def pages(picture: Any) -> dict[str, Any]:
    """One of everything that shows a picture."""
    block = {"picture": {"image": picture.pk, "alt_text": "Fasadas", "decorative": False}, "caption": "Antraštė"}
    body = [{"type": "picture", "value": block}]
    organisation = content.make_organisation("Knygnešiai", logo=picture, country="LT")
    person = content.make_person("Vardenė Pavardė", photograph=picture)
    item = content.make_item(
        "Naujausia naujiena", picture=picture, picture_alt_text="Fasadas", body=body, publish=False
    )
    item.organisations.add(ItemOrganisation(organisation=organisation, locale=item.locale))
    item.people.add(Participation(person=person, locale=item.locale))
    item.save_revision().publish()
    project = content.make_project(body=[content.block(part) for part in body])
    standard = StandardPage(title="Apie mus", locale=item.locale, body=[content.block(part) for part in body])
    item.get_parent().get_parent().add_child(instance=standard)
    call_command("search", "rebuild")
    return {
        "item": type(item).objects.get(pk=item.pk),
        "project": project,
        "standard": standard,
        "organisation": organisation,
        "person": person,
    }


def addresses_of_readers(client: Client, pages: dict[str, Any]) -> set[str]:
    """Every page that the front page and the pages with pictures lead to."""
    found = {
        "/lt/",
        "/en/",
        f"{reverse('search:results')}?q=naujausia",
        *(pages[name].url for name in ("item", "project", "standard")),
    }
    for address in list(found):
        found |= {link.replace("&amp;", "&") for link in LINK.findall(client.get(address).content.decode())}
    return found


def addresses_of_staff(picture: Any, pages: dict[str, Any]) -> list[str]:
    choosers = [reverse(f"wagtailimages_chooser:{name}", args=[picture.pk]) for name in ("chosen", "select_format")]
    snippets = [
        reverse(pages[name].snippet_viewset.get_url_name("edit"), args=[pages[name].pk])
        for name in ("organisation", "person")
    ]
    item = pages["item"]
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailimages:index"),
        reverse("wagtailimages:index") + "?layout=list",
        reverse("wagtailimages:index_results"),
        reverse("wagtailimages:edit", args=[picture.pk]),
        reverse("wagtailimages:delete", args=[picture.pk]),
        reverse("wagtailimages:image_usage", args=[picture.pk]),
        reverse("wagtail_bulk_action", args=["wagtailimages", "image", "delete"]) + f"?id={picture.pk}",
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:choose") + "?layout=list",
        reverse("wagtailimages_chooser:choose_results"),
        *choosers,
        reverse("wagtailimages_chooser:chosen_multiple") + f"?id={picture.pk}",
        *snippets,
        *(reverse("wagtailadmin_pages:edit", args=[pages[name].pk]) for name in ("item", "project", "standard")),
        reverse("wagtailadmin_pages:revisions_compare", args=[item.pk, "earliest", "live"]),
        reverse("wagtailadmin_pages:view_draft", args=[item.pk]),
        reverse("wagtailadmin_api:images:listing"),
        reverse("wagtailadmin_api:images:detail", args=[picture.pk]),
    ]


def failures(client: Client, addresses: Any) -> dict[str, int]:
    statuses = {address: client.get(address).status_code for address in addresses}
    return {address: status for address, status in statuses.items() if status >= 400}


@pytest.mark.parametrize("fault", [*FAULTS, MISSING])
def test_a_picture_that_cannot_be_shown_is_left_out_of_every_page(
    client: Client, picture: Any, pages: dict[str, Any], fault: str
) -> None:
    put(picture, FAULTS.get(fault))

    addresses = addresses_of_readers(client, pages)

    assert {"/lt/", pages["item"].url} < addresses
    assert any("/organ" in address for address in addresses)
    assert failures(client, addresses) == {}
    for address in addresses:
        html = client.get(address).content.decode()
        assert "<img" not in html
        assert "<figure" not in html
        assert "Antraštė" not in html


@pytest.mark.parametrize("fault", [*FAULTS, MISSING])
def test_a_picture_that_cannot_be_shown_costs_no_page_of_the_admin(
    admin_client: Client, picture: Any, pages: dict[str, Any], fault: str
) -> None:
    put(picture, FAULTS.get(fault))
    assert failures(admin_client, addresses_of_staff(picture, pages)) == {}


@pytest.mark.parametrize("name", ODD)
def test_a_picture_of_any_mode_is_shown(client: Client, picture: Any, pages: dict[str, Any], name: str) -> None:
    put(picture, files.sound_pictures()[name])

    for address in ("/lt/", pages["item"].url, pages["standard"].url):
        found = PICTURE.findall(client.get(address).content.decode())
        assert found
        assert {client.get(link).status_code for link in found} == {200}


def test_a_damaged_picture_is_not_tried_with_every_view(picture: Any, caplog: pytest.LogCaptureFixture) -> None:
    put(picture, FAULTS["cut-off.jpg"])
    for _view in range(3):
        assert not is_picture(get_image_model().objects.get(pk=picture.pk).get_rendition("width-100"))
    assert len([record for record in caplog.records if "cannot be shown" in record.message]) == 1


def test_a_picture_that_is_back_is_shown_at_once(client: Client, picture: Any, pages: dict[str, Any]) -> None:
    put(picture, None)
    assert "<img" not in client.get(pages["item"].url).content.decode()
    picture.file.storage.save(picture.file.name, ContentFile(files.picture()))
    assert "<img" in client.get(pages["item"].url).content.decode()


def test_a_picture_whose_size_is_gone_costs_that_size_only(client: Client, pages: dict[str, Any]) -> None:
    found = PICTURE.findall(client.get(pages["item"].url).content.decode())
    for rendition in get_image_model().get_rendition_model().objects.all():
        rendition.file.storage.delete(rendition.file.name)
    assert client.get(pages["item"].url).status_code == 200
    assert client.get(found[0]).status_code == 404
