"""Names of people, organisations and topics stand where something that is public names them."""

from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from news.models import OrganisationIndexPage, PersonIndexPage, TopicIndexPage
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def shown(client: Client, model: type[Any], entity: Any) -> list[bool]:
    """Whether the index names it, and whether it has a page."""
    index = model.objects.get(locale=entity.locale).url
    listed = entity.name in client.get(index).content.decode()
    return [listed, client.get(f"{index}{entity.slug}/").status_code == 200]


def test_a_person_of_a_restricted_item_is_not_on_the_page_of_its_project(client: Client) -> None:
    project, person = content.make_project(), content.make_person()
    item = content.make_item(people=[person], project=project.record)
    assert person.name in client.get(project.url).content.decode()

    english = content.translate(item)
    PageViewRestriction.objects.create(page=english, restriction_type="login")

    assert person.name not in client.get(project.url).content.decode()


@pytest.mark.parametrize("hidden_by", ["restriction", "draft", "withdrawal"])
def test_who_is_named_only_by_what_is_not_public_has_no_page_and_is_in_no_list(client: Client, hidden_by: str) -> None:
    person, organisation, topic = content.make_person(), content.make_organisation(), content.make_topic()
    kinds = [(PersonIndexPage, person), (OrganisationIndexPage, organisation), (TopicIndexPage, topic)]
    assert [shown(client, *kind) for kind in kinds] == [[True, True]] * 3
    named: dict[str, Any] = {"people": [person], "organisations": [organisation], "topics": [topic]}

    item = content.make_item(publish=hidden_by != "draft", **named)
    if hidden_by == "restriction":
        PageViewRestriction.objects.create(page=item, restriction_type="login")
    elif hidden_by == "withdrawal":
        item.unpublish()
    assert [shown(client, *kind) for kind in kinds] == [[False, False]] * 3

    content.make_item("Vieša naujiena", **named)
    assert [shown(client, *kind) for kind in kinds] == [[True, True]] * 3
