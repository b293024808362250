"""On the second database those tests run again in which a database takes part."""

from pathlib import Path

import pytest

from .conftest import uses_database


def test_a_test_of_pure_functions_does_not(request: pytest.FixtureRequest) -> None:
    assert not uses_database(request.node)


@pytest.mark.django_db
def test_one_that_is_marked_does(request: pytest.FixtureRequest) -> None:
    assert uses_database(request.node)


def test_one_that_asks_by_a_fixture_does(request: pytest.FixtureRequest, empty_site: None) -> None:
    assert uses_database(request.node)


def test_one_that_starts_a_portal_of_its_own_does(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(request.config.rootpath) / "tests/portal/storage"
    monkeypatch.setattr(request.node, "path", folder / "test_killed_processes.py")
    assert uses_database(request.node)
