"""Withdrawal, permanent numbers and the notices that stand at an address without a page."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from news.models import ItemRecord, NewsItemPage, ProjectRecord
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def test_withdrawing_the_source_withdraws_the_translation_and_says_gone_in_both_languages(client: Client) -> None:
    item = content.make_item()
    english = content.translate(item)
    addresses = [item.url, english.url, "/lt/n/1/", "/en/n/1/"]

    item.unpublish()

    assert not content.fresh(english).live
    assert [client.get(address).status_code for address in addresses] == [410, 410, 410, 410]


def test_withdrawing_the_translation_leaves_the_source_live(client: Client) -> None:
    item = content.make_item()
    english = content.translate(item)

    english.unpublish()

    assert content.fresh(item).live
    assert item.record.withdrawn_at is None
    assert client.get("/en/n/1/").status_code == 200


def test_a_deleted_item_keeps_its_number_and_says_gone(client: Client) -> None:
    item = content.make_item()
    content.translate(item)

    item.delete()

    assert client.get("/lt/n/1/").status_code == 410
    assert content.make_item("Kita naujiena").record.number == 2


def test_publishing_again_ends_the_withdrawal(client: Client) -> None:
    item = content.make_item()
    item.unpublish()

    content.fresh(item).save_revision().publish()

    assert client.get("/lt/n/1/", follow=True).status_code == 200


def test_a_draft_that_was_never_published_has_no_public_address(client: Client) -> None:
    item = content.make_item(publish=False)

    assert client.get("/lt/n/1/").status_code == 404
    assert client.get(f"/lt/naujienos/{item.slug}/").status_code == 404


def test_an_untranslated_item_says_so_in_the_readers_language_and_links_to_the_original(client: Client) -> None:
    item = content.make_item()

    response = client.get("/en/n/1/")

    page = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="en"' in page
    assert "noindex" in page
    assert item.url in page
    assert item.title in page


@pytest.mark.parametrize(("accepted", "prefix"), [("lt", "/lt/"), ("en-GB,en;q=0.9", "/en/"), ("de", "/lt/")])
def test_the_permanent_number_answers_in_the_readers_language(client: Client, accepted: str, prefix: str) -> None:
    item = content.make_item()
    english = content.translate(item)

    response = client.get("/n/1/", headers={"accept-language": accepted}, follow=True)

    expected = {"/lt/": item.url, "/en/": english.url}[prefix]
    assert response.redirect_chain[-1][0] == expected


def test_the_readers_cookie_comes_before_the_browsers_languages(client: Client) -> None:
    content.make_item()
    client.cookies["django_language"] = "en"

    assert client.get("/n/1/", headers={"accept-language": "lt"}).headers["Location"] == "/en/n/1/"


@pytest.mark.parametrize("address", ["/lt/n/999/", "/lt/n/99999999999999/", "/en/p/7/", "/n/0/"])
def test_an_unknown_number_is_not_found(client: Client, address: str) -> None:
    assert client.get(address, follow=True).status_code == 404


def test_numbers_and_identifiers_belong_to_one_item_each() -> None:
    record = content.make_item().record
    other = content.make_item("Kita").record

    for changed in ({"number": record.number}, {"identifier": record.identifier}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ItemRecord.objects.filter(pk=other.pk).update(**changed)


def test_a_grant_number_belongs_to_one_project_in_all_languages() -> None:
    content.translate(content.make_project(grant_number="NOR-1"))
    other = content.make_project("Kitas projektas")

    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectRecord.objects.filter(pk=other.record.pk).update(grant_number="NOR-1")
    other.grant_number = "NOR-1"
    with pytest.raises(ValidationError) as refused:
        other.full_clean()
    assert list(refused.value.error_dict) == ["grant_number"]


def test_a_visit_that_ends_before_it_starts_is_refused_by_the_database() -> None:
    item = content.make_item(visit_first_day="2017-04-03", visit_last_day="2017-04-06")

    with pytest.raises(IntegrityError), transaction.atomic():
        NewsItemPage.objects.filter(pk=item.pk).update(visit_last_day="2017-04-01")


def test_a_picture_without_alternative_text_is_refused_by_the_database() -> None:
    from wagtail.images import get_image_model
    from wagtail.images.tests.utils import get_test_image_file

    item = content.make_item()
    picture: Any = get_image_model().objects.create(title="Oslas", file=get_test_image_file())

    with pytest.raises(IntegrityError), transaction.atomic():
        NewsItemPage.objects.filter(pk=item.pk).update(picture=picture)
