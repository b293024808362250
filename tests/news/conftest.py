from collections.abc import Iterator

import pytest
from wagtail.models import Locale

from portal.i18n import language_codes
from tests.conftest import put_up_site
from tests.saved_database import SavedDatabase, forget_rows


@pytest.fixture
def empty_site(db: None, saved_site: SavedDatabase) -> Iterator[None]:
    """The page tree of every language, in a transaction that the test's end rolls back."""
    put_up_site(saved_site)
    yield
    forget_rows()


@pytest.fixture
def languages(db: None) -> None:
    """Every language, for tests that need no pages."""
    for code in language_codes():
        Locale.objects.get_or_create(language_code=code)
