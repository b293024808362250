"""Imports run one way: home → news → search → portal. Only the settings and the site map name all the apps."""

import ast
from pathlib import Path

import pytest

from tests.repository.files import PACKAGES, ROOT, python_files

ALLOWED = {
    "home": {"news", "search", "portal"},
    "news": {"search", "portal"},
    "search": {"portal"},
    "portal": set(),
}
NAMES_ALL_APPS = (Path("portal/settings"), Path("portal/urls.py"))


def imported_packages(source: str) -> set[str]:
    """Packages of the project that the source imports anywhere, also inside functions and for type checking only."""
    packages = set()
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module]
        elif isinstance(node, ast.Call) and node.args and _is_import_by_name(node.func):
            first = node.args[0]
            names = [first.value] if isinstance(first, ast.Constant) and isinstance(first.value, str) else []
        packages |= {name.split(".")[0] for name in names}
    return packages & {*PACKAGES, "tests"}


def _is_import_by_name(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"import_module", "import_string", "__import__"}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_what_lies_below_it(package: str) -> None:
    wrong = {}
    for path in python_files(package):
        if any(path == exception or exception in path.parents for exception in NAMES_ALL_APPS):
            continue
        upwards = imported_packages((ROOT / path).read_text()) - ALLOWED[package] - {package}
        if upwards:
            wrong[str(path)] = sorted(upwards)
    assert wrong == {}


@pytest.mark.parametrize(
    "source",
    [
        "import news.models",
        "from news import models",
        "def late():\n    from news.models import NewsItemPage",
        "if TYPE_CHECKING:\n    from news import models",
        "import_module('news.models')",
        "django.utils.module_loading.import_string('news.queries.latest')",
    ],
)
def test_every_way_of_importing_is_seen(source: str) -> None:
    assert imported_packages(source) == {"news"}


def test_what_is_not_ours_is_not_counted() -> None:
    assert imported_packages("import newspaper\nfrom . import news\nfrom wagtail.search import index") == set()
