import pytest
from wagtail.models import Locale

from portal.i18n import language_codes


@pytest.fixture
def languages(db: None) -> None:
    """Every language, for tests that need no pages."""
    for code in language_codes():
        Locale.objects.get_or_create(language_code=code)
