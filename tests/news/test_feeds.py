"""The feed and the data for programs say of each text what readers of its page are told."""

import json
import re
import uuid
from typing import Any

import pytest
from defusedxml import ElementTree
from django.contrib.auth.models import User
from django.utils.html import escape
from wagtail_localize.models import Translation

from news.models import NewsItemPage
from portal.translation.untranslated import publish_with_gaps
from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# An old document may hold one, and XML cannot.
CONTROL = "\x0b"


def entry_of(client: Client, language: str) -> Any:
    response = client.get(f"/{language}/feed/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    assert feed.get(LANG) == language
    [entry] = feed.findall(f"{ATOM}entry")
    return entry


def text_of(entry: Any, name: str) -> str:
    return str(entry.findtext(f"{ATOM}{name}"))


def data_of(client: Client, page: NewsItemPage) -> dict[str, Any]:
    html = client.get(page.url).content.decode()
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return dict(json.loads(script))


def behind_with_a_gap() -> tuple[NewsItemPage, NewsItemPage]:
    """A pair whose original has a new lead and a new title; of these the title was published untranslated."""
    item = content.make_item("Vizitas Osle")
    english = content.translate(item)
    item.title, item.lead = "Vizitas atšauktas", "Nauja įžanga."
    item.save_revision().publish()
    translation = Translation.objects.get(source__object_id=item.translation_key)
    content.fill(translation)
    translation.source.stringsegment_set.get(context__path="title").string.translations.all().delete()
    publish_with_gaps(translation, User.objects.create_superuser("administrator"))
    return content.fresh(item), content.fresh(english)


def test_the_feed_says_which_language_a_text_is_in_and_that_its_original_has_changed(client: Client) -> None:
    item = content.make_item(f"Vizitas{CONTROL} <b>&</b>")
    only_here = entry_of(client, "en")
    assert only_here.get(LANG) == "lt"
    assert text_of(only_here, "title") == "Vizitas <b>&</b>"
    assert "only in Lithuanian" in text_of(only_here, "summary")
    english = content.translate(item)
    current = entry_of(client, "en")
    assert (current.get(LANG), current.find(f"{ATOM}category")) == ("en", None)
    assert current.find(f"{ATOM}link[@rel='via']").get("href").endswith(f"/lt/n/{item.record.number}/")

    item.lead = "Nauja įžanga."
    item.save_revision().publish()

    behind = entry_of(client, "en")
    assert behind.find(f"{ATOM}category").get("term") == "translation-behind"
    assert f'<p lang="en">{escape(english.lead.replace(CONTROL, ""))}</p>' in text_of(behind, "summary")
    assert "The original in Lithuanian changed on" in text_of(behind, "summary")
    assert text_of(behind, "updated") > text_of(current, "updated")
    assert entry_of(client, "lt").find(f"{ATOM}category") is None


def test_entries_are_the_same_for_subscribers_wherever_the_portal_answers(client: Client, settings: Any) -> None:
    item = content.make_item()
    content.translate(content.make_item("Kita"))
    found = set()
    for base_url, host, secure in [
        ("http://127.0.0.1:8000", "127.0.0.1:8000", False),
        ("https://portal.example", "portal.example", True),
        ("https://portal.example", "other.example:8443", True),
        ("http://portal.example", "localhost", False),
    ]:
        settings.BASE_URL = base_url
        for language in ("lt", "en"):
            response = client.get(f"/{language}/feed/", headers={"host": host}, secure=secure)
            feed = ElementTree.fromstring(response.content)
            found.add((language, *(element.text for element in feed.iter(f"{ATOM}id"))))
            links = [link.get("href") for link in feed.iter(f"{ATOM}link")]
            assert all(link.startswith(f"{base_url}/{language}/") or "/n/" in link for link in links)
    identifiers = [identifier for _language, *identifiers in sorted(found) for identifier in identifiers]
    assert len(found) == 2
    assert len(identifiers) == len(set(identifiers)) == 6
    assert all(uuid.UUID(identifier.removeprefix("urn:uuid:")).urn == identifier for identifier in identifiers)

    only_here = entry_id(client, "en", "Partnerių vizitas Osle")
    content.translate(item)
    assert entry_id(client, "en", "EN Partnerių vizitas Osle") == only_here


def entry_id(client: Client, language: str, title: str) -> str:
    feed = ElementTree.fromstring(client.get(f"/{language}/feed/").content)
    [entry] = [entry for entry in feed.iter(f"{ATOM}entry") if text_of(entry, "title") == title]
    return text_of(entry, "id")


def test_the_feed_without_a_language_is_kept_apart_by_what_chooses_it(client: Client) -> None:
    response = client.get("/feed/", headers={"accept-language": "en"})
    assert response["Vary"] == "Accept-Language, Cookie"
    [link] = ElementTree.fromstring(response.content).findall(f"{ATOM}link[@rel='self']")
    assert link.get("href").endswith("/en/feed/")


def test_a_reader_that_has_the_feed_is_sent_nothing_until_it_changes(client: Client) -> None:
    content.make_item()
    tag = client.get("/lt/feed/")["ETag"]
    assert client.get("/lt/feed/", HTTP_IF_NONE_MATCH=tag).status_code == 304
    content.make_item("Kita")
    assert client.get("/lt/feed/", HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_programs_are_told_what_is_a_translation_of_what_and_which_is_behind(client: Client) -> None:
    item, english = behind_with_a_gap()

    data = data_of(client, english)
    original = data["translationOfWork"]
    assert (data["@type"], data["inLanguage"], original["inLanguage"]) == ("NewsArticle", "en", "lt")
    assert original["url"] == item.full_url
    assert data["headline"] == {"@value": "Vizitas atšauktas", "@language": "lt"}
    assert data["description"] == "EN Nauja įžanga."
    assert data["creativeWorkStatus"]["termCode"] == "translation-behind"
    [translation] = data_of(client, item)["workTranslation"]
    assert (translation["url"], translation["inLanguage"]) == (english.full_url, "en")
    assert translation["creativeWorkStatus"]["termCode"] == "translation-behind"
    assert translation["dateModified"] == data["dateModified"]

    content.fill(Translation.objects.get(source__object_id=item.translation_key))
    content.current(Translation.objects.get(source__object_id=item.translation_key)).save_target(publish=True)
    assert "creativeWorkStatus" not in data_of(client, english)

    Translation.objects.filter(source__object_id=item.translation_key).update(enabled=False)
    apart = data_of(client, english)
    assert apart["isBasedOn"]["url"] == item.full_url
    assert "translationOfWork" not in apart


def test_a_text_that_looks_like_markup_stays_data(client: Client) -> None:
    item = content.make_item("</script><script>alert(1)</script> & <!--")
    assert data_of(client, item)["headline"] == item.title
    assert "<script>alert" not in client.get(item.url).content.decode()
