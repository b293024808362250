import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("administrator", "a@example.org", "secret"))
    return client


def test_the_address_of_a_translation_changes_and_the_old_one_leads_to_it(administrator: Client) -> None:
    english = content.translate(content.make_item())
    old = english.url

    administrator.post(reverse("translation_change_address", args=[english.pk]), {"slug": "visit-to-oslo"})

    english = content.fresh(english)
    assert english.url == "/en/news/visit-to-oslo/"
    assert english.get_latest_revision_as_object().slug == "visit-to-oslo"
    response = administrator.get(old)
    assert (response.status_code, response.headers["Location"]) == (301, english.url)


def test_an_address_that_is_taken_is_refused_with_a_message(administrator: Client) -> None:
    taken = content.make_item("Pirma naujiena")
    item = content.make_item("Antra naujiena")

    response = administrator.post(reverse("translation_change_address", args=[item.pk]), {"slug": taken.slug})

    assert response.status_code == 200
    assert response.context["form"].errors["slug"]
    assert content.fresh(item).slug == item.slug


def test_an_address_of_digits_is_refused_because_it_is_that_of_a_year(administrator: Client) -> None:
    item = content.make_item()

    response = administrator.post(reverse("translation_change_address", args=[item.pk]), {"slug": "2017"})

    assert response.context["form"].errors["slug"]


def test_nobody_changes_an_address_without_the_right_to_publish_the_page(client: Client) -> None:
    user = get_user_model().objects.create_user("somebody", "s@example.org", "secret")
    client.force_login(user)
    item = content.make_item()

    response = client.forge(reverse("translation_change_address", args=[item.pk]), {"slug": "kitas"})

    assert response.status_code in {302, 403}
    assert content.fresh(item).slug == item.slug
