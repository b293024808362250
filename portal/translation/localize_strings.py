"""The door to wagtail-localize's strings, which are read in processes without applications as well."""

from wagtail_localize.strings import INLINE_TAGS, StringValue, validate_translation_links

__all__ = ["INLINE_TAGS", "StringValue", "validate_translation_links"]
