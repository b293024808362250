"""Whatever editors do, the search index follows: what is published is found, what is not is not."""

from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import TranslationSource

from search.index import outbox
from search.models import DocumentVersion, OutboxEntry
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


@pytest.fixture
def find(client: Client) -> Any:
    def find(words: str, language: str = "lt") -> list[dict[str, Any]]:
        response = client.get("/api/search/", {"q": words, "language": language})
        assert response.status_code == 200
        return response.json()["results"]

    return find


def test_a_published_item_is_found_at_once_in_either_language_as_one_result(find: Any) -> None:
    item = content.make_item("Partnerių vizitas Osle")
    english = content.translate(item, text=lambda source: "Visit to Oslo" if source == item.title else "English text")

    for words in ("vizite", "visits"):
        [lithuanian_hit], [english_hit] = find(words), find(words, "en")
        assert lithuanian_hit["identifier"] == english_hit["identifier"] == item.record.identifier
        assert lithuanian_hit["languages"] == ["lt", "en"]
        assert (lithuanian_hit["url"], english_hit["url"]) == (item.url, english.url)
    assert not OutboxEntry.objects.exists()


def test_words_of_a_draft_are_never_found(find: Any) -> None:
    item = content.make_item("Vieša naujiena")
    item.lead = "Slaptažodis juodraštyje"
    item.save_revision()
    content.make_item("Nepublikuota naujiena", publish=False)

    assert not find("slaptažodis")
    assert not find("nepublikuota")


def test_a_withdrawn_or_deleted_item_is_no_longer_found(find: Any) -> None:
    withdrawn, deleted = content.make_item("Atšauktas renginys"), content.make_item("Ištrintas renginys")

    withdrawn.unpublish()
    deleted.delete()

    assert not find("renginys")


def test_deleting_a_section_takes_its_items_out_of_the_index(find: Any) -> None:
    item = content.make_item("Skyriaus naujiena")

    Page.objects.get(pk=item.get_parent().pk).delete()

    assert not find("skyriaus")


def test_an_item_that_becomes_private_is_no_longer_found(find: Any) -> None:
    item = content.make_item("Vidinis pranešimas")
    restriction = PageViewRestriction.objects.create(page=item.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert not find("vidinis")

    restriction.delete()

    assert find("vidinis")


def test_a_renamed_organisation_is_found_by_its_new_name_only(find: Any) -> None:
    organisation = content.make_organisation("Senojo pavadinimo įstaiga")
    content.make_item("Naujiena", organisations=[organisation])

    organisation.name = "Kitokia mokykla"
    organisation.save_revision().publish()

    assert find("mokykla")
    assert not find("senojo")


def test_a_deleted_person_is_no_longer_found(find: Any) -> None:
    person = content.make_person("Haakon Eriksen")
    content.make_item("Naujiena", people=[person])
    assert find("Eriksen")

    person.delete()

    assert not find("Eriksen")


def test_a_changed_address_of_the_listing_reaches_the_results(find: Any) -> None:
    item = content.make_item("Partnerių vizitas Osle")
    listing = item.get_parent().specific
    listing.slug = "pranesimai"
    listing.save_revision().publish()

    [hit] = find("vizitas")

    assert hit["url"] == f"/lt/pranesimai/{item.slug}/" == content.fresh(item).url


def test_the_grant_number_and_the_linked_host_are_found(find: Any) -> None:
    project = content.make_project(grant_number="NOR-LT10-VRM-01-K-02-006")
    content.make_item("Vizitas", project=project.record, body=['Žr. <a href="http://www.efaktor.no/">svetainę</a>.'])

    for words in ("NOR-LT10-VRM-01-K-02-006", "02-006", "efaktor", "www.efaktor.no"):
        assert find(words), words


def test_what_could_not_be_delivered_waits_and_is_delivered_later(find: Any, settings: Any) -> None:
    content.make_item("Kita naujiena")
    folder = settings.SEARCH_INDEX_PATH.parent
    hidden = folder.with_name("hidden")
    folder.rename(hidden)
    folder.write_text("A file where the folder of the index should be.")

    item = content.make_item("Nepristatyta naujiena")

    assert item.live
    assert OutboxEntry.objects.get().last_error
    folder.unlink()
    hidden.rename(folder)
    OutboxEntry.objects.update(next_attempt_at=timezone.now())
    outbox.deliver_due()
    assert find("nepristatyta")
    assert not OutboxEntry.objects.exists()


def test_a_publication_and_what_it_makes_of_the_translation_are_delivered_together(find: Any) -> None:
    item = content.make_item("Partnerių vizitas Osle")
    content.translate(item, text=lambda source: "Visit to Oslo" if source == item.title else "English text")
    item.title = "Vizitas Osle atšauktas"
    revision = item.save_revision()
    before = DocumentVersion.objects.get(key=item.translation_key).version

    revision.publish()

    assert DocumentVersion.objects.get(key=item.translation_key).version == before + 1
    assert find("visit", "en")[0]["behind"] == ["en"]


def test_what_fails_after_a_publication_takes_it_back(find: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    item = content.make_item("Partnerių vizitas Osle")
    content.translate(item)
    item.title = "Vizitas Osle atšauktas"
    revision = item.save_revision()
    monkeypatch.delattr(TranslationSource, "update_from_db")

    with pytest.raises(AttributeError):
        revision.publish()

    assert content.fresh(item).title == "Partnerių vizitas Osle"
    assert not find("atšauktas")
