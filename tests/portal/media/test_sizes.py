"""Sizes of pictures are made by the worker when a page is published; a page makes none of them by itself."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connections
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.images.models import Filter
from wagtail.models import Collection

from home.models import StandardPage
from portal.media import sizes
from portal.media.rendering import is_picture
from portal.media.sizes import LARGE, LOGO, PORTRAIT, made_size, make_sizes_of_picture_task
from portal.media.storage import public_path
from portal.runtime.locks import exclusive_lock
from tests.client import Client
from tests.factories import content

from . import files
from .test_pages_that_hold import as_main_picture, block_with, in_a_page_of_text, in_the_body, restrict
from .test_rights import make_picture
from .test_rights import restrict as restrict_collection

pytestmark = pytest.mark.usefixtures("empty_site", "places")
ADDRESS = re.compile(r"/media/[^ \",]+")


def made(picture: Any) -> set[str]:
    return set(picture.renditions.values_list("filter_spec", flat=True))


def addresses(client: Client, page: Any) -> list[str]:
    return ADDRESS.findall(client.get(page.url).content.decode())


def without_large(picture: Any) -> None:
    """As the seconds are between publishing and the worker: the admin has made its own small one."""
    picture.get_rendition("max-165x165")
    picture.renditions.filter(filter_spec__in=LARGE).delete()
    cache.clear()


def restrict_collection_of(picture: Any, page: Any) -> None:
    restrict_collection(picture.collection)


def restrict_page_of(picture: Any, page: Any) -> None:
    restrict(page)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Specs of what is made meanwhile, in this process."""
    specs: list[str] = []
    run = Filter.run

    def noted(self: Filter, *args: Any, **kwargs: Any) -> Any:
        specs.append(self.spec)
        return run(self, *args, **kwargs)

    monkeypatch.setattr(Filter, "run", noted)
    return specs


@pytest.mark.parametrize("place", [as_main_picture, in_the_body, in_a_page_of_text])
def test_publishing_a_page_has_the_worker_make_what_it_shows(
    client: Client, place: Callable[..., Any], written: list[str]
) -> None:
    picture = make_picture()
    page = place(picture, publish=False)
    assert made(picture) == set()

    page.save_revision().publish()
    assert made(picture) == {*LARGE}

    written.clear()
    shown = addresses(client, content.fresh(page))
    assert written == []
    assert len(set(shown)) == len(LARGE)
    assert all(address.startswith("/media/images/") for address in shown)


def test_publishing_a_person_or_an_organisation_does_too() -> None:
    portrait, logo = make_picture("ona.png"), make_picture("biblioteka.png")
    content.make_person(photograph=portrait).save_revision().publish()
    content.make_organisation(logo=logo).save_revision().publish()

    assert made(portrait) == made(logo) == {PORTRAIT, LOGO}


def test_another_file_or_middle_of_a_picture_that_is_shown_is_made_ready_as_well() -> None:
    picture = make_picture()
    as_main_picture(picture)
    picture.focal_point_x, picture.focal_point_y = 10, 10
    picture.focal_point_width = picture.focal_point_height = 20
    picture.renditions.all().delete()

    picture.save()

    assert made(picture) == {*LARGE}


def test_a_new_picture_that_nothing_shows_is_not_made_ready() -> None:
    picture = make_picture()
    picture.save()
    assert made(picture) == set()


def test_a_page_makes_nothing_of_a_picture_that_can_be_shown(client: Client, written: list[str]) -> None:
    picture = make_picture()
    page = as_main_picture(picture)
    ready = dict(zip(LARGE, [picture.get_rendition(spec) for spec in LARGE], strict=True))
    without_large(picture)
    written.clear()

    html = client.get(page.url).content.decode()

    assert written == []
    shown = re.findall(r"/media/pictures/[^/]+/\d+/[^ \",]+", html)
    assert {unquote(address).rpartition("/")[2] for address in shown} == {*LARGE}
    # It takes the same room, and says the same sizes, as it will when they are there.
    for rendition in ready.values():
        assert f" {rendition.width}w" in html
    smallest = ready[LARGE[0]]
    assert f'width="{smallest.width}"' in html
    assert f'height="{smallest.height}"' in html


def test_an_address_makes_the_one_size_that_is_asked_for_and_that_once(client: Client, written: list[str]) -> None:
    picture = make_picture()
    page = as_main_picture(picture)
    without_large(picture)
    address = next(each for each in addresses(client, page) if "avif%7Cwidth-800" in each)
    written.clear()

    for _view in range(2):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/avif"
        assert answer["Cache-Control"] == "public, max-age=60"

    assert written == ["format-avif|width-800"]
    rendition = picture.renditions.get(filter_spec="format-avif|width-800")
    assert public_path(rendition.file.name).exists()
    assert rendition.url in addresses(client, page)


def test_nobody_else_makes_addresses_of_sizes(client: Client) -> None:
    picture = make_picture()
    page = as_main_picture(picture)
    without_large(picture)
    address = addresses(client, page)[0]
    other = make_picture("kita.png")

    assert client.get(address.replace("width-480", "width-481")).status_code == 404
    assert client.get(address.replace(f"/{picture.pk}/", f"/{other.pk}/")).status_code == 404
    assert made(other) == set()
    picture.delete()
    assert client.get(address).status_code == 404


def test_a_size_of_a_restricted_page_is_made_for_whom_may_see_it(client: Client, admin_client: Client) -> None:
    picture = make_picture()
    page = as_main_picture(picture)
    without_large(picture)
    address = addresses(client, page)[0]
    restrict(page)

    assert client.get(address).status_code == 404
    assert made(picture) == {"max-165x165"}
    answer = admin_client.get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    [rendition] = picture.renditions.filter(filter_spec__in=LARGE)
    assert not public_path(rendition.file.name).exists()


def test_a_size_of_a_private_collection_is_made_for_nobody_else(client: Client) -> None:
    picture = make_picture(collection=Collection.get_first_root_node().add_child(name="Nuotraukos"))
    page = as_main_picture(picture)
    without_large(picture)
    address = addresses(client, page)[0]
    restrict_collection(picture.collection)

    assert client.get(address).status_code == 404
    assert made(picture) == {"max-165x165"}


def test_a_picture_without_any_size_is_tried_by_its_smallest(client: Client, written: list[str]) -> None:
    picture = make_picture()
    page = as_main_picture(picture)
    picture.renditions.all().delete()
    cache.clear()
    written.clear()

    assert len(set(addresses(client, page))) == len(LARGE)
    assert written == [LARGE[0]]


def test_a_picture_that_was_damaged_since_costs_its_address_and_then_its_place(client: Client) -> None:
    picture = make_picture()
    page = as_main_picture(picture)
    without_large(picture)
    picture.file.storage.delete(picture.file.name)
    picture.file.storage.save(picture.file.name, ContentFile(files.damaged_pictures()["overwritten.png"]))
    address = addresses(client, page)[0]

    assert client.get(address).status_code == 404
    assert addresses(client, page) == []


def test_the_worker_gives_up_a_damaged_picture_at_its_first_size(caplog: pytest.LogCaptureFixture) -> None:
    picture = make_picture()
    as_main_picture(picture)
    picture.renditions.all().delete()
    cache.clear()
    picture.file.storage.delete(picture.file.name)
    picture.file.storage.save(picture.file.name, ContentFile(files.damaged_pictures()["overwritten.png"]))

    result = make_sizes_of_picture_task.enqueue(picture.pk)

    assert not result.errors
    assert made(picture) == set()
    assert len([record for record in caplog.records if "cannot be shown" in record.message]) == 1


def test_the_worker_forgives_that_a_picture_is_gone() -> None:
    assert not make_sizes_of_picture_task.enqueue(987_654).errors


def test_browsers_keep_a_picture_for_a_year_and_caches_of_many_readers_for_a_minute(client: Client) -> None:
    rendition = make_picture().get_rendition(LARGE[0])
    assert re.search(r"\.[0-9a-f]{16}\.jpg$", rendition.file.name)

    answer = client.get(rendition.url)
    assert answer["Cache-Control"] == "public, max-age=31536000, s-maxage=60, immutable"
    unchanged = client.get(rendition.url, headers={"if-none-match": answer["ETag"]})
    assert unchanged.status_code == 304
    assert unchanged["Cache-Control"] == answer["Cache-Control"]


def test_another_content_has_another_address_whatever_its_file_is_called(client: Client) -> None:
    picture = make_picture()
    first = picture.get_rendition(LARGE[0]).url
    picture.file.storage.delete(picture.file.name)
    picture.file.storage.save(picture.file.name, ContentFile(files.picture(size=(500, 500))))
    picture.renditions.all().delete()
    cache.clear()

    again = get_image_model().objects.get(pk=picture.pk).get_rendition(LARGE[0]).url

    assert again != first
    assert client.get(first).status_code == 404


def test_a_picture_with_another_name_is_asked_for_again_after_a_minute(client: Client) -> None:
    rendition = make_picture().get_rendition("width-100")
    name = rendition.file.storage.save("images/fasadas.width-100.png", rendition.file)
    type(rendition).objects.filter(pk=rendition.pk).update(file=name)

    assert client.get(f"/media/{name}")["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("close", [restrict_collection_of, restrict_page_of])
def test_no_cache_keeps_a_picture_that_is_not_for_everybody(client: Client, admin_client: Client, close: Any) -> None:
    picture = make_picture(collection=Collection.get_first_root_node().add_child(name="Nuotraukos"))
    page = as_main_picture(picture)
    rendition = picture.get_rendition(LARGE[0])
    close(picture, page)

    assert client.get(rendition.url).status_code == 404
    assert admin_client.get(rendition.url)["Cache-Control"] == "private, no-store"


def test_a_long_name_leaves_room_for_the_fingerprint(client: Client) -> None:
    picture = make_picture("labai-" * 14 + "ilgas.png")
    renditions = [picture.get_rendition(spec) for spec in LARGE]

    assert {client.get(rendition.url).status_code for rendition in renditions} == {200}
    assert all("immutable" in client.get(rendition.url)["Cache-Control"] for rendition in renditions)


@pytest.mark.parametrize("is_ready", [True, False])
def test_a_page_reads_the_sizes_of_many_pictures_like_those_of_one(client: Client, is_ready: bool) -> None:
    def queries(count: int) -> int:
        pictures = [make_picture(f"fasadas-{count}-{number}.png") for number in range(count)]
        body = [content.block(block_with(picture)) for picture in pictures]
        page = StandardPage(title=f"Pastatas {count}", locale=content.locale(), live=False, body=body)
        content.make_item("Kita").get_parent().get_parent().add_child(instance=page)
        page.save_revision().publish()
        if not is_ready:
            for picture in pictures:
                without_large(picture)
        client.get(page.url)
        cache.clear()
        with CaptureQueriesContext(connections["default"]) as captured:
            assert len(addresses(client, page)) == count * (len(LARGE) + 1)
        return len(captured)

    assert queries(1) == queries(7)


def test_a_picture_that_a_page_has_twice_is_called_what_each_place_calls_it(client: Client) -> None:
    picture = make_picture()
    blocks = [block_with(picture) for _place in range(2)]
    for part, name in zip(blocks, ("Fasadas rytą", "Fasadas vakare"), strict=True):
        part["value"]["picture"]["alt_text"] = name
    html = client.get(content.make_item("Atidarymas", body=blocks).url).content.decode()

    assert re.findall(r'alt="(Fasadas[^"]*)"', html) == ["Fasadas rytą", "Fasadas vakare"]


@pytest.mark.django_db(transaction=True)
def test_several_who_ask_for_a_size_at_once_make_it_once(written: list[str]) -> None:
    picture = make_picture()

    def ask(_number: int) -> str:
        try:
            current = get_image_model().objects.get(pk=picture.pk)
            return str(made_size(current, LARGE[0]).file.name)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        names = set(threads.map(ask, range(4)))

    assert len(names) == 1
    assert written == [LARGE[0]]


def test_a_lock_that_is_held_for_long_keeps_nobody_from_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = make_picture()
    monkeypatch.setattr(sizes, "LONGEST_WAIT_SECONDS", 0.1)
    with exclusive_lock(f"picture-{picture.pk % sizes.LOCKS}"):
        assert is_picture(made_size(picture, LARGE[0]))
