import pytest
from django.conf import settings


def pytest_configure(config: pytest.Config) -> None:
    codes = [code for code, _name in settings.LANGUAGES]
    if codes != ["lt", "en", "vx"]:
        raise pytest.UsageError(f"PORTAL_LANGUAGES has to name three packages; the languages are {codes}.")
