"""What the companion is told over HTTP, and who is told nothing."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from tests.client import Client
from tests.factories import content

BODY: list[str | dict[str, Any]] = [
    {"type": "heading", "value": "Antraštė"},
    {"type": "paragraph", "value": "<p>Pastraipa</p><ol><li>Pirmas</li><li>Antras</li></ol>"},
    {"type": "quote", "value": {"text": "Žodžiai", "attribution": "Ona"}},
    {"type": "table", "value": {"data": [["Vardas", "12"], ["Ona", "Utena"]], "table_caption": "Lentelė"}},
    {"type": "call_out", "value": {"title": "Dėmesio", "text": "<p>Svarbu</p>"}},
]


@pytest.fixture
def translation(site: None) -> Translation:
    return content.submit(content.make_item("Vizitas 2017 m.", lead="Įžanga.", body=BODY))


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def someone(site: None) -> Client:
    return client_of(User.objects.create_superuser("someone"))


def segment(translation: Translation, text: str = "Įžanga.") -> StringSegment:
    return StringSegment.objects.get(source=translation.source, string__data=text)


def addresses(translation: Translation) -> list[str]:
    own = segment(translation)
    return [
        f"{reverse('translation_overview')}?language=en&segment={own.pk}",
        reverse("translation_segment", args=["en", own.pk]),
        reverse("translation_files", args=[translation.pk]),
        reverse("translation_xliff", args=[translation.pk]),
        reverse("translation_memory"),
        reverse("translation_memory_tmx"),
        reverse("translation_glossary_csv"),
    ]


def overview(client: Client, translation: Translation) -> Any:
    return client.get(addresses(translation)[0]).json()


def test_the_companion_is_told_what_each_segment_is_and_whether_it_needs_attention(
    someone: Client, translation: Translation
) -> None:
    content.fill(translation)
    StringTranslation.objects.filter(translation_of__data="Antraštė").update(
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE
    )
    item = content.fresh(translation.source.get_source_instance())
    item.title = "Vizitas 2018 m."
    item.save_revision().publish()
    found = {
        text: overview(someone, translation)["segments"][str(segment(translation, text).pk)]
        for text in ("Vizitas 2018 m.", "Antraštė", "Antras", "Žodžiai", "Lentelė", "Utena", "Svarbu")
    }
    assert {text: summary["structure"] for text, summary in found.items()} == {
        "Vizitas 2018 m.": "Pavadinimas",
        "Antraštė": "Antraštė",
        "Antras": "Tekstas, sąrašo punktas 2 iš 2",
        "Žodžiai": "Citata",
        "Lentelė": "Lentelė, prierašas",
        "Utena": "Lentelė, 2 eilutė, 2 stulpelis",
        "Svarbu": "Išskirtas tekstas: Tekstas",
    }
    assert [text for text, summary in found.items() if summary["is_changed"]] == ["Vizitas 2018 m."]
    assert [text for text, summary in found.items() if summary["is_machine_made"]] == ["Antraštė"]
    assert found["Vizitas 2018 m."]["words"] == 3


def test_checks_answer_for_what_is_typed_and_save_nothing(someone: Client, translation: Translation) -> None:
    before = StringTranslation.objects.count()
    address = reverse("translation_checks", args=["en", segment(translation, "Vizitas 2017 m.").pk])
    editor = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    assert "2018" in someone.post_by_script(address, {"value": "Visit in 2018"}, editor).content.decode()
    assert "2017" not in someone.post_by_script(address, {"value": "Visit in 2017"}, editor).content.decode()
    assert StringTranslation.objects.count() == before
    assert someone.get(address).status_code == 405


def test_who_may_not_edit_the_page_or_translate_is_told_nothing(translation: Translation) -> None:
    user = User.objects.create_user("stranger")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = client_of(user)
    for address in addresses(translation):
        response = client.get(address)
        # Wagtail turns people away to its front page, with a message.
        assert (response.status_code, response.get("Location")) in {(302, reverse("wagtailadmin_home")), (403, None)}
        assert Client().get(address).status_code == 302


def test_a_segment_of_no_translation_into_that_language_is_not_found(someone: Client, translation: Translation) -> None:
    own = segment(translation).pk
    for address in (
        reverse("translation_segment", args=["de", own]),
        reverse("translation_segment", args=["en", 10**6]),
        f"{reverse('translation_overview')}?language=en&segment=x",
    ):
        # Django looks for the address under each language's prefix first.
        assert someone.get(address, follow=True).status_code == 404


def test_the_question_before_publishing_passes_other_answers_on_and_holds_for_its_problems_only(
    someone: Client, translation: Translation
) -> None:
    content.fill(translation, text=lambda text: "Visit in 2018" if "2017" in text else f"EN {text}")
    english = translation.get_target_instance()
    address = reverse("wagtailadmin_pages:edit", args=[english.pk])
    asked = someone.post(address, {"action": "publish", "answer": "other"})
    assert asked.status_code == 200
    assert 'name="answer" value="other"' in asked.content.decode()
    mark = asked.context["marks"]
    assert not content.fresh(english).live

    StringTranslation.objects.filter(data="Visit in 2018").update(data="Visit in 2019")
    assert someone.post(address, {"action": "publish", "checked": mark}).status_code == 200
    assert not content.fresh(english).live

    StringTranslation.objects.filter(data="Visit in 2019").update(data="Visit in 2018")
    assert someone.post(address, {"action": "publish", "checked": mark}).status_code == 302
    assert content.fresh(english).live
