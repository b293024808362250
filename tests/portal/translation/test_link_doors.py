"""A link that cannot be published is refused by whichever door it comes, and a stored one is not published."""

import html
import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.test.utils.form_data import rich_text, streamfield
from wagtail_localize.models import OverridableSegment, SegmentOverride

from home.models import Footer, Menu, MenuItem
from news.models import NewsItemPage, NewsListingPage
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

FULL_WIDTH = "https://x.lt／en"
BAD = [FULL_WIDTH, "javascript:alert(1)", "http://[", "https://a@x.lt"]


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("administrator", "a@example.org", "secret"))
    return client


def override(translation: Any, value: str, path: str = "") -> SegmentOverride:
    segment = OverridableSegment.objects.get(source=translation.source, context__path__contains=path)
    return SegmentOverride.objects.update_or_create(
        context=segment.context, locale=translation.target_locale, defaults={"data_json": json.dumps(value)}
    )[0]


@pytest.mark.parametrize("link", BAD)
def test_the_page_editor_says_which_link_it_is(administrator: Client, link: str) -> None:
    listing = NewsListingPage.objects.get(locale=content.locale())
    body = streamfield([("paragraph", rich_text(f'<p><a href="{link}">Žodis</a></p>'))])

    # Wagtail's own editor lets no address of a script get this far: it takes the address away.
    response = administrator.forge(
        reverse("wagtailadmin_pages:add", args=["news", "newsitempage", listing.pk]),
        item_form(body=body, **{"action-publish": "on"}),
    )

    if "script" in link:
        assert "javascript" not in str(NewsItemPage.objects.get().body.raw_data[0])
    else:
        assert response.status_code == 200
        assert not NewsItemPage.objects.exists()
        # The messages of blocks reach the editor's script as JSON.
        assert html.escape(json.dumps("negali būti nuoroda").strip('"')) in response.content.decode()


@pytest.mark.parametrize("link", BAD)
def test_the_link_chooser_refuses_it(administrator: Client, link: str) -> None:
    response = administrator.forge(
        reverse("wagtailadmin_choose_page_external_link"),
        {"external-link-chooser-url": link, "external-link-chooser-link_text": "x"},
    )
    assert json.loads(response.content)["step"] == "external_link"


@pytest.mark.parametrize("link", BAD)
def test_a_translators_own_link_is_kept_with_the_reason_and_not_published(administrator: Client, link: str) -> None:
    item = content.make_item(body=['<a href="https://x.lt/lt">Nuoroda</a>'])
    translation = content.submit(item)
    content.fill(translation, text=str)
    segment = OverridableSegment.objects.get(source=translation.source, context__path__endswith="'")
    address = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])

    def save(value: str) -> Any:
        return administrator.forge(
            address, f"value={value}", method="put", content_type="application/x-www-form-urlencoded"
        )

    answer = save(link)

    assert answer.status_code == 201
    assert answer.json()["data"] == link
    assert answer.json()["error"]
    translation.save_target(publish=True)
    english = content.fresh(translation.get_target_instance())
    assert english.live
    assert 'href="https://x.lt/lt"' in str(english.body)

    save("https://x.lt/en")
    translation.save_target(publish=True)
    assert 'href="https://x.lt/en"' in str(content.fresh(english).body)


def test_a_translators_own_address_of_an_organisation_is_checked_too() -> None:
    translation = content.submit(content.make_organisation(link="https://x.lt/"))
    assert override(translation, "javascript:alert(1)", "link").has_error
    assert not override(translation, "https://x.lt/en", "link").has_error


@pytest.mark.parametrize("link", BAD)
def test_menus_footers_organisations_projects_and_redirects_refuse_it(link: str) -> None:
    locale = content.locale()
    menu = Menu.objects.get(locale=locale)
    refusing = [
        MenuItem(menu=menu, locale=locale, label="x", link=link),
        Redirect(old_path="/x", redirect_link=link),
        content.make_organisation(),
        content.make_project(),
    ]
    for instance in refusing:
        instance.link = link
        with pytest.raises(ValidationError, match=r"nuoroda|link"):
            instance.full_clean()
    footer = Footer.objects.get(locale=locale)
    footer.text = f'<p><a href="{link}">x</a></p>'
    with pytest.raises(ValidationError):
        footer.full_clean()


@pytest.mark.parametrize("link", BAD)
def test_a_stored_bad_link_is_not_published(client: Client, link: str) -> None:
    item = content.make_item("Naujiena", body=[f'<a href="{link}">Žodis</a>', {"type": "embed", "value": link}])
    organisation = content.make_organisation("Įstaiga")
    type(organisation).objects.filter(pk=organisation.pk).update(link=link)
    MenuItem.objects.filter(menu__locale=content.locale()).update(link=link, page=None)
    Redirect.objects.create(old_path="/lt/sena", redirect_link=link)

    pages = [item.url, f"/lt/organizacijos/{organisation.slug}/"]
    for address in pages:
        response = client.get(address)
        assert response.status_code == 200
        assert link not in response.content.decode()
    assert "Žodis" in client.get(item.url).content.decode()
    assert client.get("/lt/sena", follow=True).status_code == 404
    assert client.get("/api/search/", {"q": "naujiena", "language": "lt"}).json()["total"] == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"old_path": "/a", "redirect_link": "//elsewhere.example"}, "redirect_link"),
        ({"old_path": "/a", "redirect_link": "/\\elsewhere.example"}, "redirect_link"),
        ({"old_path": "//elsewhere.example", "redirect_link": "https://example.org/"}, "old_path"),
    ],
)
@pytest.mark.django_db
def test_the_form_of_redirects_takes_no_host_for_a_path(values: dict[str, str], field: str) -> None:
    assert list(RedirectForm(values).errors) == [field]
    assert RedirectForm({"old_path": "/a", "redirect_link": "https://example.org/"}).is_valid()
