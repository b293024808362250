"""No word of what is not public reaches an anonymous reader, on any way that one can find; and each guard is needed."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from wagtail.models import Page, PageViewRestriction

from news.models import Person
from news.naming import NAMING
from search.index.learning import learn_translations
from search.index.rebuild import rebuild
from tests.conftest import put_up_site
from tests.saved_database import SavedDatabase

from .planting import Garden, plant
from .searching import search_for

pytestmark = pytest.mark.django_db(transaction=True)


class Planted:
    """The garden, planted once for all of the tests here."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = SavedDatabase()
        self.garden = Garden()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return Planted(tmp_path_factory.mktemp("garden"))


@pytest.fixture
def garden(
    transactional_db: None, saved_site: SavedDatabase, planted: Planted, settings: Any, tmp_path: Path
) -> Garden:
    settings.MEDIA_ROOT = planted.folder
    settings.PUBLIC_MEDIA_ROOT = tmp_path / "media"
    if planted.database.is_saved():
        planted.database.restore()
    else:
        put_up_site(saved_site)
        planted.garden = plant()
        planted.database.save()
    return planted.garden


def fill_indexes() -> None:
    rebuild(settings.SEARCH_ENGINE)
    learn_translations()


def words_file() -> str:
    path = Path(settings.SEARCH_INDEX_PATH).with_name("search-words.json")
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_no_planted_secret_is_found_on_any_public_address(garden: Garden) -> None:
    fill_indexes()

    visit = search_for(garden.secrets, garden.files)

    assert not visit.failed

    found = {f"{garden.secrets[word]}: {word} at {address}" for word, address in visit.found.items()}
    assert not found, "\n".join(sorted(found))
    assert not [word for word in garden.secrets if word in words_file()]
    assert len(garden.secrets) > 100
    assert len(visit.addresses) > 1000


def own_paths() -> tuple[str, ...]:
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))


def no_paths() -> tuple[str, ...]:
    return ()


def no_restrictions(page: Page) -> Any:
    return PageViewRestriction.objects.none()


def answer_at_once(page: Page, request: Any, respond: Callable[[], Any]) -> Any:
    return respond()


def every_entity(model: Any) -> Any:
    return model.objects.filter(live=True)


def own_address(page: Page, closed: Any) -> str:
    return page.url or ""


def every_row(rows: Any) -> Any:
    return rows


def all_pages(pages: Any) -> Any:
    return pages


def no_collections() -> frozenset[int]:
    return frozenset()


def every_segment(values: Any, source: str, target: str) -> Iterator[tuple[str, str]]:
    for _key, text, translation in values:
        yield re.sub("<[^>]+>", " ", text), re.sub("<[^>]+>", " ", translation)


# What is taken out, what stands in its place, and where secrets are found then.
GUARDS: dict[str, tuple[str, Any, str]] = {
    "restrictions travel to translations": ("portal.access.visibility._all_closed_paths", own_paths, "translation"),
    "lists leave out what is restricted": ("portal.access.visibility._all_closed_paths", no_paths, "alone, login"),
    "pages ask for what restricts them": (
        "portal.translation.page.restrictions_of",
        no_restrictions,
        "alone, password",
    ),
    "numbers ask as pages do": ("news.views.behind_gate", answer_at_once, "alone, groups"),
    "search has public pages only": ("news.documents.public_pages", all_pages, "alone, draft"),
    "names stand where something public names them": ("news.queries.public_entities", every_entity, "person, login"),
    "private documents are not listed": ("news.queries._open_to_all", every_row, "private document"),
    "private files are named nowhere": ("portal.media.access.closed_collections", no_collections, "in a body, after"),
    "what changed says nothing of private files": (
        "news.views.without_hidden_texts",
        lambda changes, _versions: changes,
        "private caption in a body, after",
    ),
    "pictures come out with their pages": ("portal.media.access.kept_back", lambda *_files: set(), "of a page, draft"),
    "portraits are as public as names": ("portal.access.visibility._public_rows", {}, "portrait of a person"),
    "names in bodies count": ("news.naming.BODIES", (), "organisation in a body"),
    "employers count": (
        "news.naming.NAMING",
        {model: [each for each in namings if each.source is not Person] for model, namings in NAMING.items()},
        "employer",
    ),
    "menus lead to public pages": ("home.queries.public_pages", all_pages, "linked"),
    "editors' choices are public pages": ("search.results.queries.public_pages", all_pages, "linked"),
    "only live pages are listed": ("wagtail.query.PageQuerySet.live", all_pages, "alone, draft"),
    "links in texts lead to public pages": ("portal.links.references._address", own_address, "linked"),
    "redirects lead to what the reader may read": (
        "portal.addresses.redirects.may_read",
        lambda *_arguments: True,
        "linked",
    ),
    "changes are those of a published original": (
        "portal.translation.freshness.states.is_published",
        lambda _each: True,
        "original that changed",
    ),
}


@pytest.mark.parametrize("guard", GUARDS)
def test_without_a_guard_secrets_are_found(guard: str, garden: Garden, monkeypatch: pytest.MonkeyPatch) -> None:
    target, instead, place = GUARDS[guard]
    monkeypatch.setattr(target, instead)
    # Those made before hold the guard.
    monkeypatch.setattr("news.queries._queries", {})
    monkeypatch.setattr("portal.storage.prepared_queries._prepared", {})
    by_words = target.startswith(("search.", "news.documents."))
    if by_words:
        fill_indexes()

    visit = search_for(garden.secrets, garden.files, by_words=by_words)

    found = [garden.secrets[word] for word in visit.found]
    assert [each for each in found if place in each], found


def test_without_its_guard_search_learns_words_of_drafts(garden: Garden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.index.learning._published", every_segment)
    fill_indexes()

    assert [word for word in garden.secrets if word in words_file()]
