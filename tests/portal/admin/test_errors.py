"""What is not there, or not allowed, under the admin's address stays in the admin, and tells strangers nothing."""

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Permission, User
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.users.models import UserProfile

from portal import urls
from portal.storage.transactions import WAGTAILS_REFUSAL
from portal.urls import handler400, handler403, handler404, handler500
from tests.client import Client

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

MISSING = ["/admin/nothing/", "/admin/pages/999999/edit/", "/admin/localize/translate/999999/presence/x/"]
BY_SCRIPT = {"accept": "application/json"}


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("asked for by a test")


urlpatterns = [path("admin/broken/", fail), *urls.urlpatterns]


def somebody(language: str = "lt", *, is_staff: bool = True) -> Client:
    user = User.objects.create_user("somebody", is_superuser=is_staff)
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.mark.parametrize("address", MISSING)
@pytest.mark.parametrize(("language", "words"), [("lt", "Tokio puslapio administravimo srityje nėra"), ("en", "such")])
def test_an_address_that_does_not_exist_stays_in_the_admin_in_the_users_language(
    address: str, language: str, words: str
) -> None:
    response = somebody(language).get(address)
    html = response.content.decode()
    assert response.status_code == 404
    assert f'lang="{language}"' in html
    assert words in html
    assert 'id="wagtail-sidebar"' in html


def test_an_address_without_its_last_slash_is_led_to_the_one_with_it() -> None:
    assert somebody().get("/admin/nothing").headers["Location"] == "/admin/nothing/"


@pytest.mark.parametrize("address", [*MISSING, "/admin/nothing", "/admin/reports/languages/"])
def test_who_is_not_logged_in_is_led_to_the_log_in_by_every_address(address: str) -> None:
    for client in (Client(), somebody(is_staff=False)):
        response = client.get(address)
        assert response.status_code == 302
        assert response.headers["Location"] == f"{reverse('wagtailadmin_login')}?next={address}"


def test_scripts_are_told_as_json() -> None:
    answer = somebody("en").get("/admin/nothing/", headers=BY_SCRIPT)
    assert (answer.status_code, answer.json()["error_code"]) == (404, "not_found")
    for address in ("/admin/nothing/", "/admin/reports/languages/"):
        answer = Client().get(address, headers={**BY_SCRIPT, "x-requested-with": "XMLHttpRequest"})
        assert (answer.status_code, answer.json()["error_code"]) == (403, "logged_out")


def test_a_form_of_another_session_is_refused_with_what_was_typed_and_cannot_be_sent_on() -> None:
    client = somebody()
    response = client.beacon(reverse("translation_memory"), {"note": "Ilgas <tekstas>", "password": "secret"})
    html = response.content.decode()
    assert response.status_code == 403
    assert "Ilgas &lt;tekstas&gt;" in html
    assert "secret" not in html
    assert "<form" not in html.partition("<main")[2].partition("</main>")[0]
    answer = client.beacon(reverse("translation_memory"), {"note": "x"}, headers=BY_SCRIPT)
    assert (answer.status_code, answer.json()["error_code"]) == (403, "token")


@pytest.mark.urls(__name__)
def test_a_mistake_of_the_program_keeps_what_an_editor_typed() -> None:
    client = somebody()
    response = client.forge("/admin/broken/", {"title": "Ilgas pavadinimas"})
    assert response.status_code == 500
    assert "Ilgas pavadinimas" in response.content.decode()
    answer = client.forge("/admin/broken/", {}, headers=BY_SCRIPT)
    assert (answer.status_code, answer.json()["success"]) == (500, False)


@pytest.mark.parametrize("language", ["lt", "en"])
def test_who_may_not_is_told_so_in_his_own_language_whatever_his_browser_prefers(language: str) -> None:
    client = somebody(language, is_staff=False)
    User.objects.get().user_permissions.add(Permission.objects.get(codename="access_admin"))
    told = client.get(reverse("wagtailusers_users:index"), headers={"accept-language": "nb"}, follow=True)
    with translation.override(language):
        assert gettext(WAGTAILS_REFUSAL) in told.content.decode()
    assert gettext(WAGTAILS_REFUSAL) != WAGTAILS_REFUSAL


def test_readers_get_their_own_pages() -> None:
    html = Client().get("/lt/nothing/").content.decode()
    assert "wagtail-sidebar" not in html
    assert Client().get("/administracija/", follow=True).status_code == 404


def test_a_form_with_too_many_fields_stays_in_the_admin(settings: LazySettings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    client = somebody()
    response = client.beacon(reverse("translation_memory"), {str(number): "x" for number in range(9)})
    assert response.status_code == 400
    assert 'id="wagtail-sidebar"' in response.content.decode()
