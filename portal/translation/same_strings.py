"""Strings of wagtail-localize that a reader cannot tell apart are one string, which has one translation."""

import uuid
from typing import Any

from portal.languages.common.normalization import seen

from .localize import String


def know_strings_as_seen() -> None:
    """wagtail-localize knows a string by a digest of its text. For an app's `ready()`.

    So a soft hyphen that goes, or a space that no longer breaks a line, costs no text its translation.
    """

    def digest(cls: Any, data: str) -> uuid.UUID:
        # Halves of surrogate pairs, which no database holds, are written as spaces.
        return uuid.uuid5(String.UUID_NAMESPACE, seen(data))

    String._get_data_hash = classmethod(digest)
