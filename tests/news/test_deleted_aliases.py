"""What is left of an alias that another program has made, when it is deleted: nothing but a number that was taken."""

from typing import Any

import pytest
from wagtail.models import Page

from news.models import NewsItemPage
from portal.translation.freshness.models import PublishedText
from portal.translation.localize import Translation
from portal.translation.trees.comparing import TreeFault, differences
from portal.translation.trees.mending import mend
from search.index import outbox
from search.index.rebuild import verify
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def twin_of(item: NewsItemPage) -> NewsItemPage:
    """What Wagtail makes by *Copy* of an alias: a text of its own key and number that says the same."""
    copy = item.copy(update_attrs={"title": "Antrininkas", "slug": "antrininkas"}, keep_live=True)
    Page.objects.filter(pk=copy.pk).update(alias_of=item.pk)
    return content.fresh(copy)


def filled_in(item: NewsItemPage) -> NewsItemPage:
    """What wagtail-localize makes by filling a language: the same text, with its key, under another language."""
    alias = item.copy_for_translation(content.locale("en"))
    Translation.objects.filter(source__object_id=item.translation_key).delete()
    Page.objects.filter(pk=alias.pk).update(alias_of=item.pk, live=True)
    content.fresh(alias).save()
    return content.fresh(alias)


def found(client: Client, words: str) -> list[Any]:
    answer: list[Any] = client.get("/api/search/", {"q": words, "language": "lt"}).json()["results"]
    return answer


def test_a_twin_goes_with_its_number_and_is_found_by_no_search(client: Client) -> None:
    item = content.make_item()
    alias = twin_of(item)
    number, address = alias.record.number, alias.url
    assert client.get(address).status_code == 200
    assert found(client, "antrininkas")

    result = mend()

    assert [each.kind for each in result.mended] == [TreeFault.ALIAS]
    assert differences() == []
    assert client.get(f"/lt/n/{number}/").status_code == 410
    assert client.get(address).status_code == 404
    assert not found(client, "antrininkas")
    assert not PublishedText.objects.filter(translation_key=alias.translation_key).exists()
    assert client.get(item.url).status_code == 200
    assert all(verify(index).is_perfect for index in outbox.index_names())


def test_what_a_language_was_filled_with_goes_and_the_originals_keep_their_numbers(client: Client) -> None:
    item = content.make_item()
    alias = filled_in(item)
    address = alias.url
    assert client.get(address).status_code == 200

    mend()

    assert client.get(address).status_code == 404
    assert client.get(f"/lt/n/{item.record.number}/", follow=True).status_code == 200
    notice = client.get(f"/en/n/{item.record.number}/")
    assert notice.status_code == 200
    assert content.fresh(item).record.withdrawn_at is None
    assert differences() == []
    assert all(verify(index).is_perfect for index in outbox.index_names())
