"""Every test asks the portal through the one client that enforces CSRF."""

import ast
from pathlib import Path

from .files import ROOT

OWN = ROOT / "tests" / "client.py"
# What would ask without CSRF, by the modules that offer it.
OTHERS = {
    "django.test": {
        *("AsyncClient", "AsyncRequestFactory", "Client", "LiveServerTestCase", "SimpleTestCase", "TestCase"),
        "TransactionTestCase",
    },
    "django.test.client": {"*"},
    "django.test.testcases": {"*"},
    "django.contrib.staticfiles.testing": {"*"},
    "wagtail.test.utils": {"*"},
    "wagtail.test.utils.page_tests": {"*"},
    "wagtail.test.utils.wagtail_tests": {"*"},
}
# Fixtures of pytest-django that are not replaced by ours, and how a request is made that no middleware sees.
FIXTURES = {"async_client", "async_rf", "rf"}
SENDING = {"delete", "generic", "patch", "post", "put"}


def found_in(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module in OTHERS:
            forbidden = OTHERS[node.module]
            found += [each.name for each in node.names if each.name in forbidden or "*" in forbidden]
        elif isinstance(node, ast.Import):
            found += [each.name for each in node.names if each.name.split(".")[:2] == ["django", "test"]]
        elif isinstance(node, ast.arg) and node.arg in FIXTURES:
            found.append(node.arg)
        elif isinstance(node, ast.Attribute) and node.attr in SENDING and ast.unparse(node.value) == "RequestFactory()":
            found.append(ast.unparse(node))
        elif isinstance(node, ast.keyword) and node.arg == "enforce_csrf_checks":
            found.append(node.arg)
        elif isinstance(node, ast.Attribute) and node.attr in {"_dont_enforce_csrf_checks", "client_class"}:
            found.append(node.attr)
    return found


def test_no_test_makes_a_client_that_skips_csrf() -> None:
    paths = [path for path in sorted((ROOT / "tests").rglob("*.py")) if path not in (OWN, Path(__file__))]
    found = {str(path.relative_to(ROOT)): names for path in paths if (names := found_in(path))}
    assert found == {}


def test_other_clients_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "test_something.py"
    for line in (
        "from django.test import Client",
        "from django.test.client import Client as C",
        "import django.test",
        "from django.test import TestCase",
        "from wagtail.test.utils import WagtailTestUtils",
        "def test(rf): pass",
        "RequestFactory().post('/')",
        "make(enforce_csrf_checks=False)",
        "request._dont_enforce_csrf_checks = True",
    ):
        path.write_text(line)
        assert found_in(path), line
