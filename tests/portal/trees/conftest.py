from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from home.site import build_site


@pytest.fixture(scope="module")
def built_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The page tree of every language, made once for the tests of a module, in a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        build_site()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def own_pages(built_site: None, db: None) -> None:
    """What a test adds is gone when it ends."""
