"""Two releases are known apart by what their pages are made with; one is the same in every process."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from portal.kept_pages.release import release

PRINTED = "import django; django.setup(); from portal.kept_pages.release import release; print(release())"


def in_another_process(**environment: str) -> str:
    command = [sys.executable, "-c", PRINTED]
    own = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.test"} | environment
    return subprocess.run(command, env=own, check=True, capture_output=True, text=True).stdout.strip()


def test_it_is_the_same_on_other_machines_with_other_folders(tmp_path: Path) -> None:
    machines = {"PORTAL_VAR_DIR": str(tmp_path), "PYTHONHASHSEED": "7", "SEARCH_MACHINES": "a,b", "SEARCH_MACHINE": "a"}
    another = {"PORTAL_VAR_DIR": str(tmp_path / "x"), "PYTHONHASHSEED": "8", "SEARCH_MACHINE": "b"}
    assert in_another_process(**machines) == in_another_process(**machines | another)


def test_other_settings_are_another_release(settings: Any) -> None:
    before = release()
    settings.TIME_ZONE = "Europe/Oslo"
    assert release() != before


@pytest.mark.parametrize(
    "path",
    ["news/templates/news/feed.xml", "news/templates/news/item.html", "portal/static/portal/css/base.css", "home/x.py"],
)
def test_another_source_is_another_release(settings: Any, tmp_path: Path, path: str) -> None:
    settings.BASE_DIR = tmp_path
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    seen = {release()}
    for text in ("one", "two"):
        file.write_text(text)
        seen.add(release())
    file.rename(file.with_stem("moved"))
    seen.add(release())
    assert len(seen) == 4


def test_what_no_page_is_made_with_is_no_other_release(settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    before = release()
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal" / "kept.pyc").write_text("compiled")
    settings.KEPT_PAGES_BYTES = settings.KEPT_PAGES_BYTES + 1
    assert release() == before
