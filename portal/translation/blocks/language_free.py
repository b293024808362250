from collections.abc import Sequence

from wagtail import blocks

from portal.translation.localize import OverridableSegmentValue, StringSegmentValue


class LanguageFreeCharBlock(blocks.CharBlock):
    """A code that reads the same in every language: it yields no segments for translators."""

    def get_translatable_segments(self, value: str) -> list[StringSegmentValue]:
        return []

    def restore_translated_segments(self, value: str, segments: Sequence[OverridableSegmentValue]) -> str:
        return value
