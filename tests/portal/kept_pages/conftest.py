import time

import pytest
from django.core.wsgi import get_wsgi_application

from portal.changes.listening import hear

from .reader import Reader


@pytest.fixture
def reader(site: None) -> Reader:
    deadline = time.monotonic() + 20
    while not hear():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return Reader(get_wsgi_application())
