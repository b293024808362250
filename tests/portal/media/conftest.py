from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture
def places(settings: Any, tmp_path: Path) -> None:
    """Folders of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "private"
    settings.PUBLIC_MEDIA_ROOT = tmp_path / "public" / "media"
    # Wagtail finds renditions of the test before there.
    cache.clear()
