"""What is no translation is refused before wagtail-localize stores it, with the reason."""

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from portal.translation.acceptable import longest
from portal.translation.exchange.reading import read_isolated
from tests.client import Client

from ..conftest import Content

REFUSED = ["x" * (longest("Vizitas") + 1), "12 " * 66_000, "a\0b", "<b>" * 5_000]


@pytest.fixture
def translation(pairs: Content) -> Translation:
    return Translation.objects.get(source__object_id=pairs.lithuanian.translation_key)


def put(client: Client, translation: Translation, value: str | None) -> tuple[int, str]:
    segment = translation.source.stringsegment_set.get(string__data="Vizitas")
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    body = (
        b""
        if value is None
        else b"".join(
            (b'--B\r\nContent-Disposition: form-data; name="value"\r\n\r\n', value.encode(), b"\r\n--B--\r\n")
        )
    )
    kind = "multipart/form-data; boundary=B"
    response = client.forge(address, body, method="put", content_type=kind)
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("value", [*REFUSED, None])
def test_what_is_no_translation_is_not_stored(translator: Client, translation: Translation, value: str | None) -> None:
    before = list(StringTranslation.objects.values_list("data", flat=True))
    status, answer = put(translator, translation, value)
    assert status == 400
    assert len(answer) < 300
    assert "error" in answer
    assert list(StringTranslation.objects.values_list("data", flat=True)) == before


def test_a_translation_is_stored(translator: Client, translation: Translation) -> None:
    assert put(translator, translation, "A visit")[0] == 200
    assert StringTranslation.objects.filter(data="A visit").exists()


@pytest.mark.parametrize("value", REFUSED)
def test_what_is_typed_and_is_no_translation_is_one_problem(
    translator: Client, translation: Translation, value: str
) -> None:
    segment = translation.source.stringsegment_set.get(string__data="Vizitas")
    response = translator.forge(reverse("translation_checks", args=["en", segment.pk]), {"value": value})
    assert response.status_code == 200
    assert response.content.decode().count("<li") == 1


@pytest.mark.parametrize("value", ["x" * (longest("a") + 1), "<b>" * 101 + "a" + "</b>" * 101])
def test_a_file_has_what_is_no_translation_as_a_problem(value: str) -> None:
    po = f'msgid ""\nmsgstr ""\n\nmsgctxt "title"\nmsgid "a"\nmsgstr "{value}"\n'
    assert [bool(unit.problem) for unit in read_isolated(po.encode()).units] == [True]
