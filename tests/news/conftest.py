import pytest

from home.site import build_site


@pytest.fixture
def empty_site(db: None) -> None:
    """The page tree of every language, in a transaction that the test's end rolls back."""
    build_site()
