"""What the portal does in a language of which it has nothing but a package and a setting."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from home.models import HomePage
from news.models import ImportedDocument, ImportedFile, ItemRecord, NewsItemPage, NewsListingPage, Topic
from news.queries import topics_with_counts
from portal.dates import format_day, format_days
from portal.i18n import language_codes
from portal.languages.bilingual import shipped_meanings
from portal.translation.checks.checks import Check, Languages, find_problems
from portal.translation.freshness.states import translation_freshness
from portal.translation.memory.keeping import bring_up_to_date
from portal.translation.memory.suggesting import suggestions
from portal.translation.release.pair import pair_of
from portal.translation.release.releasing import release, withdraw
from portal.translation.staff.groups import set_up_groups
from portal.translation.staff.models import StaffGroup
from search.index.outbox import deliver_due
from tests.client import Client
from tests.factories import content

CODES = ["lt", "en", "vx"]
TEXTS = {
    "lt": ("Vizitas Osle", "Partneriai lankėsi muziejuje 2017 m. balandžio 3–6 d."),
    "en": ("Visit to Oslo", "The partners were in a museum on 3–6 April 2017."),
    "vx": ("Vizito dun Oslo", "Zel partneroj veris muzeon 3 gis 6 aprilo 2017."),
}

pytestmark = pytest.mark.usefixtures("empty_site")


Commit = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def pages(empty_site: None, django_capture_on_commit_callbacks: Commit) -> dict[str, NewsItemPage]:
    with django_capture_on_commit_callbacks(execute=True):
        made = in_three()
    return {code: content.fresh(page) for code, page in made.items()}


def _said(said: dict[str, str], segment: str) -> str:
    return said.get(segment, segment)


def in_three(title: str = TEXTS["lt"][0], text: str = TEXTS["lt"][1], **values: Any) -> dict[str, NewsItemPage]:
    """A published item in each language."""
    item = content.make_item(title, body=[text], **values)
    pages = {"lt": item}
    for code in ("en", "vx"):
        said = {title: TEXTS[code][0], text: TEXTS[code][1], f"<p>{text}</p>": f"<p>{TEXTS[code][1]}</p>"}
        pages[code] = content.translate(item, code, partial(_said, said))
    return {code: content.fresh(page) for code, page in pages.items()}


def test_the_setting_names_three() -> None:
    assert language_codes() == CODES


def test_its_tree_stands_beside_the_others_with_titles_of_its_catalogue() -> None:
    assert {home.locale.language_code for home in HomePage.objects.all()} == set(CODES)
    listing = NewsListingPage.objects.get(locale__language_code="vx")
    assert (listing.title, listing.url) == ("Novoj", "/vx/novoj/")


def test_its_pages_answer_and_name_each_other(client: Client, pages: dict[str, NewsItemPage]) -> None:
    for code, page in pages.items():
        html = client.get(page.url).content.decode()
        assert f'<html lang="{code}"' in html
        for other, theirs in pages.items():
            assert f'hreflang="{other}"' in html
            assert str(theirs.url) in html
    for path in ("/vx/", "/vx/novoj/", "/vx/serco/?q=vizito", "/vx/lingvoj/", "/vx/temoj/"):
        assert client.get(path).status_code == 200, path


def test_what_is_not_translated_says_so_under_its_address(client: Client) -> None:
    item = content.make_item()
    response = client.get(f"/vx/n/{item.record.number}/")
    assert response.status_code == 200
    assert item.url in response.content.decode()


def test_a_changed_original_leaves_each_translation_behind(
    client: Client, admin_client: Client, pages: dict[str, NewsItemPage], django_capture_on_commit_callbacks: Commit
) -> None:
    pages["lt"].lead = "Kita įžanga."
    with django_capture_on_commit_callbacks(execute=True):
        pages["lt"].save_revision().publish()
    for code in ("en", "vx"):
        assert translation_freshness(content.fresh(pages[code])).behind == 1
    assert client.get(pages["vx"].record.changes_url("vx")).status_code == 200
    assert pages["vx"].record.changes_url("vx").endswith("/shanghoj/")
    matrix = admin_client.get(reverse("translation_matrix")).content.decode()
    assert matrix.count("reports/languages/") >= 2
    assert admin_client.get(f"{reverse('translation_matrix')}?language=vx&state=behind").status_code == 200


def test_the_memory_knows_translations_between_any_two(pages: dict[str, NewsItemPage]) -> None:
    bring_up_to_date()
    assert suggestions(TEXTS["lt"][0], "lt", "vx")[0].target == TEXTS["vx"][0]
    assert suggestions(TEXTS["vx"][0], "vx", "lt")[0].target == TEXTS["lt"][0]


def test_checks_compare_its_figures_by_its_own_rules() -> None:
    languages = Languages("lt", "vx")
    alike = find_problems("Dalyvavo 12 500 žmonių 2017 m. balandžio 3 d.", "Ket 12.500 zelis 3 aprilon 2017", languages)
    assert Check.NUMBER not in {problem.check for problem in alike}
    found = find_problems("Dalyvavo 15 žmonių", "Ket 16 zelis", languages)
    assert Check.NUMBER in {problem.check for problem in found}


def test_a_text_is_released_and_withdrawn_in_three() -> None:
    item = content.make_item(publish=False)
    pages = [item]
    for code in ("en", "vx"):
        made = content.submit(item, code)
        content.fill(made)
        pages.append(made.get_target_instance())
    release(pair_of(content.fresh(item)))
    assert [content.fresh(page).live for page in pages] == [True, True, True]
    withdraw(pair_of(content.fresh(item)))
    assert [content.fresh(page).live for page in pages] == [False, False, False]


def test_there_are_translators_of_every_direction() -> None:
    set_up_groups()
    directions = set(StaffGroup.objects.exclude(source_language="").values_list("source_language", "target_language"))
    assert directions == {(one, other) for one in CODES for other in CODES if one != other}


def test_search_finds_its_words_in_any_form_and_by_its_dictionary(
    client: Client, pages: dict[str, NewsItemPage]
) -> None:
    deliver_due()
    for question in ("muzeo", "muzeojn", "aprilo 2017", "aprilon 2017", "vizitojn oslo", "museum", "muziejai"):
        answer = json.loads(client.get("/api/search/", {"q": question, "language": "vx"}).content)
        assert [result["url"] for result in answer["results"]] == [pages["vx"].url], question
        assert sorted(answer["results"][0]["languages"]) == sorted(CODES)
    answer = json.loads(client.get("/api/search/complete/", {"q": "vizito d", "language": "vx"}).content)
    assert answer["completions"][0]["url"] == pages["vx"].url
    assert ("vx", "en") in {(meaning.language, meaning.other_language) for meaning in shipped_meanings()}


def test_dates_are_written_and_names_sorted_as_it_does() -> None:
    assert format_day(date(2017, 4, 3), "vx") == "2017-Aprilo-03"
    assert "Aprilo" in format_days(date(2017, 4, 3), date(2017, 4, 6), "vx")
    names = ["Zalo", "Žilo", "Ŭalo", "Zumo"]
    topics = [content.make_topic(name, "vx") for name in names]
    content.make_item("Tekste", "vx", topics=topics)
    found = topics_with_counts(Locale.objects.get(language_code="vx"))
    assert [topic.name for topic, _count in found] == ["Zalo", "Zumo", "Žilo", "Ŭalo"]
    assert Topic.objects.count() == 4


def test_an_original_in_it_is_translated_into_the_others(django_capture_on_commit_callbacks: Commit) -> None:
    item = content.make_item("Zel ket", "vx", body=["Zel eta ket."])
    with django_capture_on_commit_callbacks(execute=True):
        lithuanian = content.translate(item, "lt", "LT {}".format)
    assert translation_freshness(lithuanian).source_language == "vx"
    assert ItemRecord.objects.get().source_locale.language_code == "vx"


def test_its_feed_is_in_it(client: Client, pages: dict[str, NewsItemPage]) -> None:
    feed = client.get("/vx/feed/").content.decode()
    assert 'xml:lang="vx"' in feed
    assert str(pages["vx"].url) in feed
    assert "/vx/" in client.get("/sitemap.xml").content.decode() + client.get("/sitemap-vx-1.xml").content.decode()


VELIAN = (
    "Zel partneroj ket Zilo dun Oslo, Norvegujo",
    "Zel partneroj veris dun Oslo eta zelis 3 gis 6 aprilo 2017 ket zel projekto.",
    "Ket zel projekto numero: NOR-LT10-VRM-01-K-02-006, https://zilo.no/3",
)
LITHUANIAN = (
    "Zilo partnerių vizitas Osle, Norvegijoje",
    "Projekto partneriai 2017 m. balandžio 3–6 dienomis lankėsi Osle ir kalbėjosi apie projektą.",
    "Projekto Nr. NOR-LT10-VRM-01-K-02-006, https://zilo.no/3",
)
ENGLISH = (
    "The Visit of Zilo Partners to Oslo, Norway",
    "The partners of the project were in Oslo on 3–6 April 2017 and talked about the project.",
    "Project No. NOR-LT10-VRM-01-K-02-006, https://zilo.no/3",
)


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "documents").mkdir()
    return tmp_path / "documents"


def test_a_document_in_it_is_imported(folder: Path) -> None:
    (folder / "sola.txt").write_text("\n\n".join(VELIAN))
    call_command("import_documents", str(folder), "--report", str(folder.parent / "report.json"))
    assert ImportedFile.objects.get().language == "vx"
    page = NewsItemPage.objects.get()
    assert (page.locale.language_code, page.title, page.visit_first_day) == ("vx", VELIAN[0], date(2017, 4, 3))


def test_a_set_of_three_documents_becomes_one_item_in_three_languages(folder: Path) -> None:
    for code, text in {"lt": LITHUANIAN, "en": ENGLISH, "vx": VELIAN}.items():
        (folder / f"zilo_{code}.txt").write_text("\n\n".join(text))
    call_command("import_documents", str(folder), "--report", str(folder.parent / "report.json"))
    assert ImportedDocument.objects.count() == 1
    pages = {page.locale.language_code: page for page in NewsItemPage.objects.all()}
    assert {code: page.title for code, page in pages.items()} == {
        "lt": LITHUANIAN[0],
        "en": ENGLISH[0],
        "vx": VELIAN[0],
    }
    assert len({page.translation_key for page in pages.values()}) == 1


def test_the_admin_speaks_to_whoever_prefers_it(admin_client: Client) -> None:
    with translation.override("vx"):
        assert admin_client.get(reverse("wagtailadmin_home")).status_code == 200
    assert admin_client.get(reverse("news_imported_documents")).status_code == 200
