"""Wherever an address or a form asks for a number, somebody sends what is none, or more digits than Python reads."""

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from tests.client import Client
from tests.factories import content

NO_NUMBERS = ["²", "٣", "1" * 4_301, "9" * 20, "-1", "1_0", "x", ""]


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_an_address_with_what_is_no_number_is_answered(site: None, admin_client: Client, number: str) -> None:
    asked = {
        "/en/search/": {"q": number},
        "/api/search/": {"q": number, "language": "en", "page": number},
        reverse("translation_overview"): {"language": "en", "segment": number},
    }
    for address, query in asked.items():
        # Without an index the search is away, which comes after the query is understood.
        assert admin_client.get(f"{address}?{urlencode(query)}").status_code in (200, 400, 404, 503), address


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_a_form_with_what_is_no_number_changes_nothing(site: None, admin_client: Client, number: str) -> None:
    sent = admin_client.forge(reverse("portal_interrupted_work"), {"action": "run", "row": number})
    assert sent.status_code == 302


def test_a_translation_with_more_digits_than_python_reads_is_shown_and_asked_about(
    site: None, admin_client: Client
) -> None:
    translation = content.submit(content.make_item("Skirta 12 eurų"))
    content.fill(translation, lambda text: "9" * (250 if text == "Skirta 12 eurų" else 5_000))
    segment = translation.source.stringsegment_set.first()
    assert admin_client.get(reverse("translation_segment", args=["en", segment.pk])).status_code == 200
