"""The two kinds of segments that have something of the translation's own: texts, and values such as links."""

import json
from abc import ABC, abstractmethod
from typing import Any, Self

from wagtail.models import Page

from portal.translation.acceptable import reason_against
from portal.translation.localize import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
)

from .places import place_of
from .recording import as_text


class Place(ABC):
    """A segment of the original as it is, and what stands for it in a translation."""

    def __init__(self, translation: Translation, segment: Any) -> None:
        self.translation = translation
        self.segment = segment

    @classmethod
    @abstractmethod
    def find(cls, translation: Translation, segment_id: int, path: str, source: str) -> Self | None:
        """By its number; where publishing has made it anew, by its place and what it says. None where it is gone."""

    @classmethod
    @abstractmethod
    def replacement(cls, translation: Translation, path: str, source: str) -> StringSegment | None:
        """What stands in the place of a segment that is gone."""

    @property
    @abstractmethod
    def source(self) -> str: ...

    @abstractmethod
    def reason_against(self, text: str) -> str: ...

    @abstractmethod
    def stored(self) -> Any: ...

    @abstractmethod
    def text_of(self, row: Any) -> str: ...

    @abstractmethod
    def store(self, text: str, user: Any) -> tuple[Any, bool]:
        """The row, and whether there was none before."""


class StringPlace(Place):
    @classmethod
    def find(cls, translation: Translation, segment_id: int, path: str, source: str) -> Self | None:
        rows = StringSegment.objects.filter(source_id=translation.source_id).select_related("context", "string")
        found = rows.filter(pk=segment_id).first()
        if found is None and path:
            found = rows.filter(context__path=path, string__data=source).first()
        return cls(translation, found) if found else None

    @classmethod
    def replacement(cls, translation: Translation, path: str, source: str) -> StringSegment | None:
        rows = StringSegment.objects.filter(source_id=translation.source_id).select_related("context", "string")
        return place_of(path, source, list(rows.order_by("order")))

    @property
    def source(self) -> str:
        return str(self.segment.string.data)

    def reason_against(self, text: str) -> str:
        # wagtail-localize copies a title as it is typed into the page, which holds so many characters.
        is_title = self.segment.context.path == "title"
        return reason_against(self.source, text, Page._meta.get_field("title").max_length if is_title else None)

    def _values(self) -> dict[str, int]:
        return {
            "translation_of_id": self.segment.string_id,
            "locale_id": self.translation.target_locale_id,
            "context_id": self.segment.context_id,
        }

    def stored(self) -> StringTranslation | None:
        return StringTranslation.objects.filter(**self._values()).select_related("last_translated_by").first()

    def text_of(self, row: StringTranslation) -> str:
        return str(row.data)

    def store(self, text: str, user: Any) -> tuple[StringTranslation, bool]:
        written: dict[str, Any] = {
            "data": text,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": "",
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        }
        return StringTranslation.objects.update_or_create(**self._values(), defaults=written)


class OverridePlace(Place):
    @classmethod
    def find(cls, translation: Translation, segment_id: int, path: str, source: str) -> Self | None:
        """A value stands for a place, whatever the original has there: a link's address is part of its place."""
        rows = OverridableSegment.objects.filter(source_id=translation.source_id).select_related("context")
        found = rows.filter(pk=segment_id).first() or (rows.filter(context__path=path).first() if path else None)
        return cls(translation, found) if found else None

    @classmethod
    def replacement(cls, translation: Translation, path: str, source: str) -> None:
        return None

    @property
    def source(self) -> str:
        return as_text(self.segment.data)

    def reason_against(self, text: str) -> str:
        return reason_against("", "\0") if "\0" in text else ""

    def _rows(self) -> Any:
        return SegmentOverride.objects.filter(
            locale_id=self.translation.target_locale_id, context_id=self.segment.context_id
        )

    def stored(self) -> SegmentOverride | None:
        found: SegmentOverride | None = self._rows().select_related("last_translated_by").order_by("pk").first()
        return found

    def text_of(self, row: SegmentOverride) -> str:
        return as_text(row.data)

    def store(self, text: str, user: Any) -> tuple[SegmentOverride, bool]:
        row = self.stored()
        is_new = row is None
        if row is None:
            row = SegmentOverride(locale_id=self.translation.target_locale_id, context_id=self.segment.context_id)
        row.data_json, row.last_translated_by = json.dumps(text), user
        row.save()
        return row, is_new
