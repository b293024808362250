"""What `manage.py check` says about an installation."""

from pathlib import Path
from typing import Any

import pytest

from portal.checks import private_data


@pytest.mark.parametrize(("mode", "count"), [(0o755, 1), (0o711, 1), (0o750, 0), (0o700, 0)])
def test_data_that_every_account_of_the_machine_can_read_is_told(
    settings: Any, tmp_path: Path, mode: int, count: int
) -> None:
    # What pytest makes is its owner's alone.
    for each in (tmp_path, *tmp_path.parents):
        if each.stat().st_mode & 0o777 == 0o700:
            each.chmod(0o755)
    directory = tmp_path / "var"
    directory.mkdir()
    directory.chmod(mode)
    settings.VAR_DIR = directory
    settings.SEARCH_INDEX_PATH = directory / "search-index"
    settings.DATABASES = {"default": {"ENGINE": "portal.storage.engines.sqlite3", "NAME": directory / "portal.sqlite3"}}

    found = private_data(None)

    assert [each.id for each in found] == ["portal.W001"] * count
    assert all(str(directory) in each.msg for each in found)


def test_a_directory_that_is_not_there_yet_is_none_to_warn_of(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "missing"
    settings.SEARCH_INDEX_PATH = tmp_path / "missing" / "search-index"
    settings.DATABASES = {"default": {"ENGINE": "portal.storage.engines.postgresql", "NAME": "portal"}}
    assert private_data(None) == []
