"""Production as it starts: in a process of its own, for settings are read once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.files import ROOT

READ = """
import django
django.setup()
from django.conf import settings
from django.test import Client
response = Client().get("/lt/?a=1", headers={"host": "portal.internal"})
print(response.status_code, response["Location"], settings.WAGTAILADMIN_BASE_URL, *settings.CSRF_TRUSTED_ORIGINS)
print(Client().get("/lt/", headers={"host": "evil.example"}, secure=True).status_code)
"""


READ_DATABASE = """
from django.conf import settings
database = settings.DATABASES["default"]
options = database["OPTIONS"]
print(options["connect_timeout"], options["options"], database["CONN_HEALTH_CHECKS"], database.get("CONN_MAX_AGE", 0))
"""


def run(folder: Path, code: str = READ, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    own = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PORTAL_VAR_DIR": str(folder),
        "SECRET_KEY": "a-key-for-this-test-only-" * 3,
        "ALLOWED_HOSTS": "portal.example,portal.internal",
        "PORTAL_BASE_URL": "https://portal.example",
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
    }
    return subprocess.run(
        [sys.executable, "-c", code], env=inherited | own | environment, cwd=ROOT, capture_output=True, text=True
    )


def test_whoever_comes_without_https_or_by_another_name_is_led_to_the_portals_own_address(tmp_path: Path) -> None:
    answer = run(tmp_path)
    assert answer.stdout.splitlines() == [
        "301 https://portal.example/lt/?a=1 https://portal.example https://portal.example",
        "400",
    ], answer.stderr


@pytest.mark.parametrize("base_url", ["https://portal.example/", "https://Portal.example", "portal.example", ""])
def test_it_does_not_start_with_an_address_that_is_none(tmp_path: Path, base_url: str) -> None:
    answer = run(tmp_path, PORTAL_BASE_URL=base_url)
    assert answer.returncode != 0
    assert "ImproperlyConfigured: PORTAL_BASE_URL is" in answer.stderr


def test_it_does_not_start_with_a_contact_that_is_none(tmp_path: Path) -> None:
    answer = run(tmp_path, PORTAL_SECURITY_CONTACT="security@portal.example")
    assert "a contact begins with mailto:" in answer.stderr


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "5 -c lock_timeout=20s True 0"),
        ("?connect_timeout=2&conn_max_age=60", "2 -c lock_timeout=20s True 60"),
        ("?options=-c%20lock_timeout%3D3s", "5 -c lock_timeout=3s True 0"),
    ],
)
def test_nobody_waits_for_ever_for_postgresql_unless_the_address_says_so(
    tmp_path: Path, query: str, expected: str
) -> None:
    answer = run(tmp_path, READ_DATABASE, DATABASE_URL=f"postgres://portal:secret@127.0.0.1:1/portal{query}")
    assert answer.stdout.strip() == expected, answer.stderr
