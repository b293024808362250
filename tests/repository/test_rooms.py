"""Imports run one way by package; docs/architecture.md holds the picture."""

import pytest

from tests.repository.files import PACKAGES, python_files
from tests.repository.rooms import (
    DOCUMENT,
    Modules,
    circles,
    drawn_anew,
    impurities,
    modules_of,
    read_modules,
    upward_arrows,
)

# Whoever else wants something of wagtail-localize asks these.
DOORS_TO_WAGTAIL_LOCALIZE = {
    "portal.translation.localize",
    "portal.translation.localize_strings",
    # Guards in the place of its own views, hooks and functions.
    "portal.translation.dangling",
    "portal.translation.staff.guards",
    "portal.translation.staff.offering",
    "portal.translation.wagtail_hooks",
}


@pytest.fixture(scope="module")
def modules() -> Modules:
    return read_modules()


def test_a_room_imports_only_what_lies_below_it(modules: Modules) -> None:
    assert upward_arrows(modules) == []


def test_no_import_leads_back_to_where_it_began(modules: Modules) -> None:
    assert circles(modules) == []


def test_pure_packages_know_no_django(modules: Modules) -> None:
    assert impurities(modules) == []


def test_wagtail_localize_is_behind_few_doors(modules: Modules) -> None:
    users = {name for name, others in modules.others.items() if "wagtail_localize" in others}
    assert users == DOORS_TO_WAGTAIL_LOCALIZE


def test_the_picture_in_the_documentation_is_that_of_the_code(modules: Modules) -> None:
    document = DOCUMENT.read_text()
    assert document == drawn_anew(document, modules), "run make architecture"


def test_every_package_says_what_is_in_it(modules: Modules) -> None:
    packages = {".".join(path.parent.parts) for path in python_files(*PACKAGES) if path.name == "__init__.py"}
    silent = [name for name in packages if not modules.docstrings.get(name, "x")]
    assert [
        name for name in sorted(silent) if not {"management", "commands", "templatetags"} & set(name.split("."))
    ] == []


@pytest.mark.parametrize(
    "source",
    [
        "import news.models",
        "from news import models",
        "def late():\n    from news.models import NewsItemPage",
        "if TYPE_CHECKING:\n    from news import models",
        "import_module('news.models')",
        "django.utils.module_loading.import_string('news.models.latest')",
        "from ..news import models",
    ],
)
def test_every_way_of_importing_is_seen(source: str) -> None:
    found = modules_of({"news": ("", True), "news.models": ("", True), "search.query": (source, False)})
    assert upward_arrows(found) == ["search.query → news.models"]


def test_what_is_not_ours_is_not_counted() -> None:
    sources = {"search.query": ("import newspaper\nfrom . import news\nfrom wagtail.search import index", False)}
    assert upward_arrows(modules_of({"news": ("", True), **sources})) == []


def test_circles_of_any_length_and_between_packages_are_seen() -> None:
    found = modules_of(
        {
            "search.one.a": ("from search.two import b", False),
            "search.two.b": ("def late():\n    import search.three", False),
            "search.three": ("from .one import c", False),
            "search.one.c": ("", False),
        }
    )
    assert circles(found) == ["search.one → search.two → search.three → search.one"]


def test_django_in_a_pure_package_is_seen() -> None:
    found = modules_of({"portal.languages.x": ("from django.conf import settings", False)})
    assert impurities(found) == ["portal.languages.x → django"]
