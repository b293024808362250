"""Wagtail's own forms for items and projects: what they refuse, and previews of what was never saved."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.blocks import (
    CharBlock,
    ChooserBlock,
    FieldBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from news.blocks import NewsBodyBlock
from news.models import NewsItemPage, NewsListingPage, ProjectIndexPage, ProjectPage
from tests.client import Client
from tests.factories import content
from tests.factories.forms import ITEM_ROWS, item_form

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

PROJECT_ROWS = ("partners", "indicators", "topics", "comments")


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("administrator", "a@example.org", "secret"))
    return client


def add_address(model: type[Page], parent: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=["news", model._meta.model_name, parent.pk])


def test_an_editor_publishes_an_item_and_it_gets_its_number(administrator: Client) -> None:
    listing = NewsListingPage.objects.get(locale=content.locale())

    administrator.post(add_address(NewsItemPage, listing), item_form(**{"action-publish": "on"}))

    item = NewsItemPage.objects.get()
    assert (item.live, item.record.number, item.record.identifier) == (True, 1, "n-1")
    assert administrator.get("/lt/naujienos/partneriu-vizitas-osle/").status_code == 200


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"lead": ""}, "lead"),
        ({"visit_first_day": "2017-04-06", "visit_last_day": "2017-04-03"}, "__all__"),
        ({"visit_last_day": "2017-04-03"}, "__all__"),
        ({"slug": "2017"}, "slug"),
        ({"date": "2017-02-30"}, "date"),
    ],
)
def test_what_cannot_be_right_is_refused_beside_its_field_and_nothing_is_saved(
    administrator: Client, values: dict[str, str], field: str
) -> None:
    listing = NewsListingPage.objects.get(locale=content.locale())

    response = administrator.post(add_address(NewsItemPage, listing), item_form(**values, **{"action-publish": "on"}))

    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not NewsItemPage.objects.exists()


def test_a_second_project_with_the_same_grant_number_is_refused_beside_its_field(administrator: Client) -> None:
    content.make_project(grant_number="NOR-LT10-VRM-01-K-02-006")
    index = ProjectIndexPage.objects.get(locale=content.locale())
    form = nested_form_data(
        {
            "title": "Kitas projektas",
            "slug": "kitas-projektas",
            "grant_number": "NOR-LT10-VRM-01-K-02-006",
            "body": streamfield([]),
            **{row: inline_formset([]) for row in PROJECT_ROWS},
        }
    )

    response = administrator.post(add_address(ProjectPage, index), form)

    assert list(response.context["form"].errors) == ["grant_number"]
    assert ProjectPage.objects.count() == 1


@pytest.mark.parametrize(("model", "index"), [(NewsItemPage, NewsListingPage), (ProjectPage, ProjectIndexPage)])
def test_a_page_that_was_never_saved_can_be_previewed(
    administrator: Client, model: type[Page], index: type[Page]
) -> None:
    parent = index.objects.get(locale=content.locale())
    rows = ITEM_ROWS if model is NewsItemPage else PROJECT_ROWS
    form = nested_form_data(
        {
            "title": "Peržiūra",
            "slug": "perziura",
            "date": "2017-04-03",
            "lead": "Įžanga.",
            "body": streamfield([("paragraph", rich_text("<p>Pirma pastraipa.</p>"))]),
            **{row: inline_formset([]) for row in rows},
        }
    )
    address = reverse("wagtailadmin_pages:preview_on_add", args=["news", model._meta.model_name, parent.pk])

    add = add_address(model, parent)
    assert administrator.post_by_script(address, form, add).json()["is_valid"]
    response = administrator.get(address)

    assert response.status_code == 200
    assert "Pirma pastraipa." in response.content.decode()


def test_a_copied_item_gets_a_record_of_its_own(administrator: Client) -> None:
    item = content.make_item()

    administrator.post(
        reverse("wagtailadmin_pages:copy", args=[item.pk]),
        {"new_title": "Kopija", "new_slug": "kopija", "new_parent_page": item.get_parent().pk, "publish_copies": "on"},
    )

    copy = NewsItemPage.objects.get(slug="kopija")
    assert copy.record.number == 2
    assert copy.translation_key != item.translation_key


def test_every_streamfield_block_yields_segments_or_is_free_of_language() -> None:
    def leaves(block: Any) -> list[Any]:
        if isinstance(block, ListBlock):
            return leaves(block.child_block)
        if isinstance(block, StreamBlock | StructBlock) and not isinstance(block, ImageBlock):
            return [leaf for child in block.child_blocks.values() for leaf in leaves(child)]
        return [block]

    for leaf in leaves(NewsBodyBlock()):
        assert isinstance(leaf, FieldBlock | ImageBlock)
        assert hasattr(leaf, "get_translatable_segments") or isinstance(
            leaf, CharBlock | TextBlock | RichTextBlock | ChooserBlock | ImageBlock | EmbedBlock
        ), leaf.name


def test_the_text_of_every_block_is_translated_and_its_codes_and_numbers_stay() -> None:
    item = content.make_item(
        body=[
            {"type": "heading", "value": "Antraštė"},
            {"type": "paragraph", "value": "<p>Pirma <b>ryški</b>.</p><ul><li>Punktas</li></ul>"},
            {"type": "quote", "value": {"text": "Citata", "attribution": "Ona Onaitė"}},
            {"type": "table", "value": {"data": [["Metai", "2017"], ["Suma", "430"]], "table_caption": "Lentelė"}},
            {"type": "call_out", "value": {"title": "Dėmesio", "text": "<p>Svarbu</p>"}},
            {"type": "indicator_result", "value": {"indicator": "1.1.1", "text": "Modelis"}},
        ]
    )

    body = content.translate(item).body.raw_data

    assert [block["value"] for block in body if block["type"] != "table"] == [
        "EN Antraštė",
        "<p>EN Pirma <b>ryški</b>.</p><ul><li>EN Punktas</li></ul>",
        {"text": "EN Citata", "attribution": "EN Ona Onaitė"},
        {"title": "EN Dėmesio", "text": "<p>EN Svarbu</p>"},
        {"indicator": "1.1.1", "text": "EN Modelis"},
    ]
    [table] = [block["value"] for block in body if block["type"] == "table"]
    assert (table["table_caption"], table["data"]) == ("EN Lentelė", [["EN Metai", "2017"], ["EN Suma", "430"]])
