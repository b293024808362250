"""A restriction stands where an editor has set it, once, and is copied to no translation: it closes them all as it is.

wagtail-localize would make copies of it, which would ask for a password a second time and stay when the first is
changed, and would delete what an editor has set on a translation alone.
"""

from typing import Any

from .localize import TranslationSource


def leave_restrictions(source: TranslationSource, original: Any, translation: Any) -> None:
    """In the place of TranslationSource.sync_view_restrictions."""


def keep_restrictions_in_one_place() -> None:
    TranslationSource.sync_view_restrictions = leave_restrictions
