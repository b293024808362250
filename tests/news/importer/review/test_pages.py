"""The pages of the review as forms are sent to them, with and without the script's help."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from news.importer.pipeline.decisions import DecisionRequest, decide, review_of
from news.models import ImportedDocument, ItemRecord, NewsItemPage
from tests.client import Client
from tests.factories import content

from ..material import reviewer, stored

pytestmark = pytest.mark.usefixtures("languages")
WORD = "word:lt:2:0"


@pytest.fixture
def client(db: None) -> Client:
    user = reviewer("redaktore", is_superuser=True, first_name="Ona", last_name="Onaitė")
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def address(document: ImportedDocument, step: str = "text") -> str:
    return reverse(f"news_imported_document_{step}", args=[document.pk])


def choice(reading: str, seen: Any = None, target: str = WORD) -> dict[str, str]:
    return {target: f"reading:{reading}", f"was-{target}": json.dumps(seen)}


def facts_form(client: Client, document: ImportedDocument, **changes: str) -> dict[str, Any]:
    """What a browser sends of the form as it is shown, with some fields changed (`__` stands for a colon)."""
    form = client.get(address(document, "facts")).context["form"]
    data: dict[str, Any] = {}
    for field in form:
        value = field.value()
        data[field.html_initial_name] = str(value)
        if value is not False:
            data[field.html_name] = value
    return data | changes


@pytest.mark.parametrize("step", ["text", "alignment", "facts"])
def test_only_reviewers_see_a_document(step: str) -> None:
    document = stored()
    user = reviewer("kitas")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    other = Client()
    other.force_login(user)
    assert other.get(address(document, step)).status_code == 302
    assert other.forge(address(document, step), choice("kėlimo")).status_code == 302
    assert other.get(reverse("news_imported_documents")).status_code == 302
    assert document.decisions.count() == 0

    user.user_permissions.add(Permission.objects.get(codename="review_importeddocument"))
    assert other.get(address(document, step)).status_code == 200


def test_the_list_counts_states_and_filters(client: Client) -> None:
    stored()
    stored("kitas", state=ImportedDocument.State.REFUSED)

    page = client.get(reverse("news_imported_documents"), {"state": "waiting"})

    assert [document.identifier for document in page.context["object_list"]] == ["oslo"]
    assert [count for _, _, count in page.context["states"]] == [1, 0, 1]


def test_the_list_costs_as_many_queries_for_many_documents(client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        stored(f"d-{number}")
    client.get(reverse("news_imported_documents"))
    with django_assert_max_num_queries(20):
        client.get(reverse("news_imported_documents"))


def test_a_page_shows_what_was_read_what_was_repaired_and_what_to_choose(client: Client) -> None:
    html = client.get(address(stored())).content.decode()

    assert "Partneriy vizitas Osle" in html
    assert 'title="Was: Partneriy"' in html
    assert 'value="reading:kėlimo"' in html
    assert "2 doubtful words left" in html


def test_a_choice_is_kept_by_a_plain_form_and_shown(client: Client) -> None:
    document = stored()

    page = client.post(address(document), choice("kėlimo"), follow=True)

    assert review_of(document).value(WORD) == "kėlimo"
    assert "1 doubtful word left" in page.content.decode()


def test_the_script_gets_an_answer_to_put_in_place(client: Client) -> None:
    document = stored()

    answer = client.post(address(document), choice("kėlimo"), headers={"accept": "application/json"}).json()

    assert answer["kept"] == [{"target": WORD, "value": "kėlimo"}]
    assert answer["left"] == "1 doubtful word left"


def test_another_reading_is_typed_and_undone(client: Client) -> None:
    document = stored()
    client.post(address(document), {WORD: "other", f"other-{WORD}": " keitimo ", f"was-{WORD}": "null"})
    assert review_of(document).value(WORD) == "keitimo"

    client.post(address(document), {"undecide": WORD, f"was-{WORD}": '"keitimo"'})
    assert review_of(document).value(WORD) is None
    assert document.decisions.count() == 2


def test_a_choice_made_without_sight_of_anothers_is_refused_and_says_so(client: Client) -> None:
    document = stored()
    decide(document, [DecisionRequest(WORD, None, "kėlimo")], reviewer("jonas"))

    page = client.post(address(document), choice("kelimo"), follow=True)

    assert "jonas has decided meanwhile: “kėlimo”" in page.content.decode()
    assert review_of(document).value(WORD) == "kėlimo"


def test_a_form_of_somebodys_own_making_changes_nothing(client: Client) -> None:
    document = stored()
    for data in (choice("x", target="word:lt:99:0"), {WORD: "reading:x", f"was-{WORD}": "{"}):
        answer = client.post(address(document), data, headers={"accept": "application/json"})
        assert answer.status_code == 400
    client.post(address(document, "alignment"), {"act": "join:999", "language": "en", "groups": "[]"})
    client.post(address(document, "alignment"), {"act": "up", "language": "xx", "groups": "null"})
    assert document.decisions.count() == 0


def test_a_paragraph_is_written_anew_and_made_something_else(client: Client) -> None:
    document = stored()
    place = "lt:2"
    shown = review_of(document).text("lt", 2)
    form = {f"text:{place}": shown, f"was-text:{place}": "null", f"was-shown-text:{place}": json.dumps(shown)}
    client.post(address(document), form)
    assert document.decisions.count() == 0

    part = {f"part:{place}": "quotation", f"was-part:{place}": '"paragraph"'}
    client.post(address(document), {**form, **part, f"text:{place}": "Visai\r\nkitaip."})

    review = review_of(document)
    assert (review.text("lt", 2), review.part("lt", 2)) == ("Visai\nkitaip.", "quotation")


def test_a_sure_repair_is_taken_back(client: Client) -> None:
    document, target = stored(), "word:lt:0:0"
    client.post(address(document), {"take-back": target, f"was-back-{target}": '"Partneriy"'})
    assert review_of(document).text("lt", 0) == "Partneriy vizitas Osle"


def test_rows_of_the_alignment_are_moved_by_plain_forms(client: Client) -> None:
    document = stored()
    _, _, groups = client.get(address(document, "alignment")).context["alignments"][0]

    client.post(address(document, "alignment"), {"act": "split:2", "language": "en", "groups": groups})
    assert [group.target for group in review_of(document).groups("en")][2:4] == [(2,), (3,)]

    page = client.post(
        address(document, "alignment"), {"act": "join:0", "language": "en", "groups": groups}, follow=True
    )
    assert "has changed this meanwhile" in page.content.decode()

    client.post(
        address(document, "alignment"),
        {"act": "found", "language": "en", "groups": json.dumps(review_of(document).value("groups:en"))},
    )
    assert review_of(document).groups("en")[2].target == (2, 3)


def test_facts_are_saved_as_decisions_of_their_own(client: Client) -> None:
    document = stored()

    client.post(address(document, "facts"), facts_form(client, document, **{"fact:date": "2017-04-04"}))

    assert [decision.target for decision in document.decisions.all()] == ["fact:date"]
    assert review_of(document).fact("date") == "2017-04-04"


@pytest.mark.parametrize(
    "wrong",
    [
        {"fact:date": "2017-02-30"},
        {"fact:first_day": ""},
        {"fact:title.lt": ""},
        {"fact:country": "XX"},
        {"fact:organisations.0.link.en": "javascript:alert(1)"},
        {"fact:organisations.0.use": "niekas"},
    ],
)
def test_a_wrong_fact_is_told_and_nothing_is_saved(client: Client, wrong: dict[str, str]) -> None:
    document = stored()
    page = client.post(address(document, "facts"), facts_form(client, document, **wrong, **{"fact:place.lt": "Kitur"}))
    assert page.status_code == 422
    assert document.decisions.count() == 0


@pytest.mark.usefixtures("empty_site")
def test_the_draft_pair_opens_in_the_page_editor(client: Client) -> None:
    document = stored()

    answer = client.post(address(document, "facts"), facts_form(client, document, action="write"))

    source = NewsItemPage.objects.get(locale=content.locale("lt"))
    assert answer["location"] == reverse("wagtailadmin_pages:edit", args=[source.pk])
    assert ItemRecord.objects.get().checked_on is None
    assert ImportedDocument.objects.get().state == ImportedDocument.State.WAITING


@pytest.mark.usefixtures("empty_site")
def test_a_document_is_checked_only_when_every_doubtful_word_is_decided(client: Client) -> None:
    document = stored()
    form = facts_form(client, document, action="write", checked="on")
    assert "2 doubtful words are left" in client.post(address(document, "facts"), form, follow=True).content.decode()
    assert not NewsItemPage.objects.exists()

    client.post(address(document), choice("kėlimo") | choice("būdais", target="word:lt:2:1"))
    client.post(address(document, "facts"), form)

    assert ItemRecord.objects.get().checked_by == "Ona Onaitė"
    assert ImportedDocument.objects.get().state == ImportedDocument.State.REVIEWED


@pytest.mark.usefixtures("empty_site")
def test_who_may_not_add_news_cannot_make_a_draft_pair() -> None:
    document = stored()
    user = reviewer("tik-perziura")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "review_importeddocument"]))
    client = Client()
    client.force_login(user)

    client.post(address(document, "facts"), facts_form(client, document, action="write"))

    assert not NewsItemPage.objects.exists()


@pytest.mark.usefixtures("empty_site")
def test_a_document_is_refused_and_taken_up_again_unless_it_has_an_item(client: Client) -> None:
    document = stored()
    client.post(address(document, "facts"), {"action": "refuse"})
    assert ImportedDocument.objects.get().state == ImportedDocument.State.REFUSED

    client.post(address(document, "facts"), {"action": "take-up"})
    client.post(address(document, "facts"), facts_form(client, document, action="write"))
    client.post(address(document, "facts"), {"action": "refuse"})
    assert ImportedDocument.objects.get().state == ImportedDocument.State.WAITING
