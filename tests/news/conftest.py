import pytest
from wagtail.models import Locale

from home.site import build_site
from portal.i18n import language_codes


@pytest.fixture
def empty_site(db: None) -> None:
    """The page tree of every language, in a transaction that the test's end rolls back."""
    build_site()


@pytest.fixture
def languages(db: None) -> None:
    """Every language, for tests that need no pages."""
    for code in language_codes():
        Locale.objects.get_or_create(language_code=code)
