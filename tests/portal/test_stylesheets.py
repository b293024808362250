import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.templatetags.static import static

from portal.stylesheets import SOURCES, SOURCES_DIRECTORY, STYLESHEET
from tests.client import Client

STAFF_ALONE = {"admin.css", "staff_bar.css"}
PAGES = ["/lt/", "/en/", "/en/news/", "/lt/_util/login/", "/en/search/", "/en/search/?q=oslo", "/en/nothing/here/"]


@pytest.fixture
def own_directory(settings: LazySettings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path / "var"
    return tmp_path


def found() -> Path:
    path = finders.find(STYLESHEET)
    assert isinstance(path, str)
    return Path(path)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("address", PAGES)
def test_a_page_for_readers_asks_for_one_stylesheet(client: Client, address: str) -> None:
    html = BeautifulSoup(client.get(address).content, "html.parser")

    assert [link["href"] for link in html.select("link[rel=stylesheet]")] == [f"/static/{STYLESHEET}"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("address", PAGES)
def test_completion_is_asked_for_by_the_form_that_has_it(client: Client, address: str) -> None:
    html = BeautifulSoup(client.get(address).content, "html.parser")

    scripts = html.select("script[src$='/completion.js']")

    assert len(scripts) == len(html.select("form[data-completions]")) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_the_stylesheet_is_served_without_being_collected(client: Client) -> None:
    response = client.get(f"/static/{STYLESHEET}")

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/css")
    assert b"@layer reset, tokens" in b"".join(response)


def test_every_source_is_in_the_stylesheet_in_its_order(own_directory: Path) -> None:
    text = found().read_text(encoding="utf-8")

    places = [text.index((SOURCES_DIRECTORY / source).read_text(encoding="utf-8")) for source in SOURCES]
    assert places == sorted(places)
    assert {path.name for path in SOURCES_DIRECTORY.glob("*.css")} == {*SOURCES, *STAFF_ALONE}


def test_the_order_of_layers_is_said_before_any_is_filled(own_directory: Path) -> None:
    """What is for paper is a matter of paper alone, and nothing stands outside of a layer."""
    text = re.sub(r"/\*.*?\*/", "", found().read_text(encoding="utf-8"), flags=re.DOTALL)

    assert text.strip().startswith("@layer reset, tokens, base, frame, components, print, utilities;")
    assert {line for line in text.splitlines() if line and not line[0].isspace() and line != "}"} == {
        "@layer reset, tokens, base, frame, components, print, utilities;",
        *(f"@layer {name} {{" for name in ("reset", "tokens", "base", "frame", "components", "utilities")),
        "@media print {",
    }


def test_an_edit_of_a_source_is_seen_at_the_next_look(own_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = own_directory / "sources"
    sources.mkdir()
    for source in SOURCES:
        (sources / source).write_text(f"/* {source} */\n")
    monkeypatch.setattr("portal.stylesheets.SOURCES_DIRECTORY", sources)
    before = found().read_text()
    (sources / "lists.css").write_text("/* ąžuolas */\n", encoding="utf-8")

    after = found().read_text(encoding="utf-8")

    assert "lists.css" in before
    assert "ąžuolas" in after
    assert "lists.css" not in after


def test_nothing_else_is_found_or_made_by_the_way(own_directory: Path) -> None:
    assert finders.find("portal/css/nothing.css") is None
    assert finders.find("portal/css/tokens.css", find_all=True) == [str(SOURCES_DIRECTORY / "tokens.css")]
    assert not (own_directory / "var").exists()


def test_what_is_collected_is_hashed_and_compressed(own_directory: Path, settings: LazySettings) -> None:
    settings.STATIC_ROOT = own_directory / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    name = static(STYLESHEET).removeprefix(settings.STATIC_URL)
    assert re.fullmatch(r"portal/css/readers\.[0-9a-f]{12}\.css", name)
    for ending in ("", ".gz", ".br"):
        assert (settings.STATIC_ROOT / f"{name}{ending}").is_file()
