"""A language is one folder: the portal runs with a third one that lies among the tests."""

import os
import subprocess
import sys
from pathlib import Path

from tests.repository.files import ROOT

PACKAGES = "portal.languages.lt,portal.languages.en,tests.three_languages.velian"


def test_the_portal_runs_with_a_third_language_of_one_package_and_one_setting(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        "PORTAL_LANGUAGES": PACKAGES,
        "PORTAL_VAR_DIR": str(tmp_path / "var"),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'portal.sqlite3'}",
    }
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", "tests/three_languages/portal.py"]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-20_000:]
