"""A picture is as public as the pages that hold it: it comes out with its page, and goes with it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage, StandardPage
from news.models import Attachment, NewsListingPage
from portal.media.publishing import sweep
from portal.media.storage import public_path
from portal.translation.staff.groups import set_up_groups
from portal.translation.staff.models import Role, StaffGroup
from tests.client import Client
from tests.factories import content

from .test_rights import make_document, make_picture

pytestmark = pytest.mark.usefixtures("empty_site", "places")


def restrict(page: Any, kind: str = "login") -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=kind, password="slapta")


def block_with(picture: Any) -> dict[str, Any]:
    image = {"image": picture.pk, "alt_text": "Fasadas", "decorative": False}
    return {"type": "picture", "value": {"picture": image, "caption": ""}}


def as_main_picture(picture: Any, **values: Any) -> Any:
    return content.make_item("Atidarymas", picture=picture, picture_alt_text="Fasadas", **values)


def in_the_body(picture: Any, **values: Any) -> Any:
    return content.make_item("Atidarymas", body=[block_with(picture)], **values)


def in_a_page_of_text(picture: Any, publish: bool = True) -> Any:
    page = StandardPage(
        title="Pastatas", locale=content.locale(), live=False, body=[content.block(block_with(picture))]
    )
    HomePage.objects.get(locale=content.locale()).add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
    return content.fresh(page)


def of_a_person_who_is_named(picture: Any, **values: Any) -> Any:
    return content.make_item("Atidarymas", people=[content.make_person(photograph=picture)], **values)


def of_an_organisation_that_is_named(picture: Any, **values: Any) -> Any:
    return content.make_item("Atidarymas", organisations=[content.make_organisation(logo=picture)], **values)


PLACES: list[Callable[..., Any]] = [
    as_main_picture,
    in_the_body,
    in_a_page_of_text,
    of_a_person_who_is_named,
    of_an_organisation_that_is_named,
]
every_place = pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)


@every_place
def test_a_picture_of_a_draft_comes_out_with_its_page(client: Client, place: Any) -> None:
    rendition = make_picture().get_rendition("width-100")
    page = place(rendition.image, publish=False)
    assert client.get(rendition.url).status_code == 404
    assert not public_path(rendition.file.name).exists()

    page.save_revision().publish()

    assert client.get(rendition.url)["Cache-Control"].startswith("public")
    assert public_path(rendition.file.name).exists()


def withdraw(page: Any) -> None:
    page.unpublish()


def restrict_page(page: Any) -> None:
    restrict(page)


def restrict_translation(page: Any) -> None:
    restrict(content.translate(page, text=lambda text: f"EN {text}"))


def restrict_above(page: Any) -> None:
    restrict(page.get_parent())


def restrict_above_in_another_language(page: Any) -> None:
    restrict(Page.objects.get(translation_key=page.get_parent().translation_key, locale=content.locale("en")))


def delete_while_a_draft_holds_it(page: Any) -> None:
    page.copy(update_attrs={"title": "Kopija", "slug": "kopija"}, keep_live=False)
    page.delete()


GOING = [
    withdraw,
    restrict_page,
    restrict_translation,
    restrict_above,
    restrict_above_in_another_language,
    delete_while_a_draft_holds_it,
]


@pytest.mark.parametrize("close", GOING, ids=lambda close: close.__name__)
@every_place
def test_a_picture_leaves_the_public_place_with_the_last_page_that_shows_it_to_everybody(
    client: Client, place: Any, close: Any, django_capture_on_commit_callbacks: Any
) -> None:
    rendition = make_picture().get_rendition("width-100")
    page = place(rendition.image)
    client.get(rendition.url)
    assert public_path(rendition.file.name).exists()

    with django_capture_on_commit_callbacks(execute=True):
        close(page)

    assert not public_path(rendition.file.name).exists()
    assert client.get(rendition.url).status_code == 404
    assert not public_path(rendition.file.name).exists()


def test_a_picture_goes_with_a_page_that_is_moved_below_a_closed_one(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    rendition = make_picture().get_rendition("width-100")
    page, closed = in_a_page_of_text(rendition.image), in_a_page_of_text(make_picture("kita.png"))
    restrict(closed)
    client.get(rendition.url)
    assert public_path(rendition.file.name).exists()

    with django_capture_on_commit_callbacks(execute=True):
        page.move(closed, pos="last-child")

    assert not public_path(rendition.file.name).exists()


def test_another_public_page_keeps_a_picture_public(client: Client) -> None:
    rendition = make_picture().get_rendition("width-100")
    closed = as_main_picture(rendition.image)
    in_the_body(rendition.image)
    client.get(rendition.url)

    restrict(closed)

    assert public_path(rendition.file.name).exists()
    assert client.get(rendition.url)["Cache-Control"].startswith("public")


def test_who_has_given_the_password_of_a_page_sees_its_pictures_and_no_cache_keeps_them(client: Client) -> None:
    rendition = make_picture().get_rendition("width-100")
    page = as_main_picture(rendition.image)
    restriction = restrict(page, "password")
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    client.forge(address, {"password": "slapta", "return_url": "/"})

    answer = client.get(rendition.url)

    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert not public_path(rendition.file.name).exists()


@pytest.mark.parametrize("restricted", [0, 1])
@pytest.mark.parametrize("held_by", [0, 1])
def test_a_file_is_kept_back_whichever_language_holds_it_and_whichever_is_restricted(
    client: Client, restricted: int, held_by: int
) -> None:
    document = make_document()
    item = content.make_item("Susitikimas")
    pair = [item, content.translate(item)]
    holder = pair[held_by]
    content.set_apart(pair[1])
    holder.attachments.add(Attachment(document=document, title="Programa", locale=holder.locale))
    holder.save_revision().publish()
    assert client.get(document.url).status_code == 200

    restrict(pair[restricted])

    assert client.get(document.url).status_code == 404


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.REVIEWER, Role.EDITOR])
def test_the_staff_see_the_pictures_of_drafts(client: Client, role: Role) -> None:
    set_up_groups()
    user = User.objects.create_user("darbuotoja")
    user.groups.add(StaffGroup.objects.filter(role=role)[0].group)
    rendition = make_picture().get_rendition("width-100")
    as_main_picture(rendition.image, publish=False)
    client.force_login(user)

    assert client.get(rendition.url)["Cache-Control"] == "private, no-store"


def test_the_sweep_takes_away_what_other_ways_have_closed(client: Client) -> None:
    rendition = make_picture().get_rendition("width-100")
    page = as_main_picture(rendition.image)
    client.get(rendition.url)
    Page.objects.filter(pk=page.pk).update(live=False)

    sweep()

    assert not public_path(rendition.file.name).exists()


def test_the_sweep_costs_as_many_queries_for_many_pictures_as_for_one(client: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            sweep()
        return len(queries)

    def show(number: int) -> None:
        rendition = make_picture(f"fasadas-{number}.png").get_rendition("width-100")
        content.make_item(f"Atidarymas {number}", picture=rendition.image, picture_alt_text="Fasadas")
        client.get(rendition.url)

    show(1)
    one = cost()
    for number in range(2, 8):
        show(number)
    assert cost() == one


@pytest.mark.parametrize("count", [1, 12])
def test_the_address_of_a_picture_costs_the_same_whatever_number_of_pages_holds_it(client: Client, count: int) -> None:
    rendition = make_picture().get_rendition("width-100")
    for number in range(count):
        content.make_item(f"Atidarymas {number}", picture=rendition.image, picture_alt_text="Fasadas")
    client.get(rendition.url)
    with CaptureQueriesContext(connection) as queries:
        client.get(rendition.url)
    assert len(queries) == 5


def test_a_page_with_many_pictures_asks_no_question_for_each(client: Client) -> None:
    def cost(count: int) -> int:
        pictures = [make_picture(f"fasadas-{count}-{number}.png") for number in range(count)]
        item = content.make_item(f"Atidarymas {count}", body=[block_with(picture) for picture in pictures])
        client.get(item.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(item.url)
        about_rights = [query for query in queries if "referenceindex" in query["sql"] or "restriction" in query["sql"]]
        return len(about_rights)

    assert cost(1) == cost(6)


def test_nothing_of_the_public_place_is_left_when_the_whole_portal_is_closed(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    renditions = [make_picture(f"fasadas-{number}.png").get_rendition("width-100") for number in range(3)]
    for rendition in renditions:
        as_main_picture(rendition.image)
        client.get(rendition.url)

    with django_capture_on_commit_callbacks(execute=True):
        restrict(NewsListingPage.objects.get(locale=content.locale("en")))

    assert not any(Path(public_path(rendition.file.name)).exists() for rendition in renditions)
