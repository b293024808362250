"""The only door to wagtail-localize's models, fields and segments: what the portal uses of them, and nothing else.

Beside it stand localize_strings.py, for processes without applications, and the few modules that put a guard of the
portal's in the place of one of wagtail-localize's own views.
"""

from wagtail_localize import synctree
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField, get_translatable_fields
from wagtail_localize.locales.components import LOCALE_COMPONENTS
from wagtail_localize.locales.forms import LocaleForm
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import (
    LocaleSynchronization,
    OverridableSegment,
    RelatedObjectSegment,
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    Template,
    TemplateSegment,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationLog,
    TranslationSource,
    get_edit_url,
    get_schema_version,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments, quote_path_component

__all__ = [
    "LOCALE_COMPONENTS",
    "BaseMachineTranslator",
    "BaseTranslatableField",
    "LocaleForm",
    "LocaleSynchronization",
    "OverridableSegment",
    "OverridableSegmentValue",
    "RelatedObjectSegment",
    "RelatedObjectSegmentValue",
    "SegmentOverride",
    "String",
    "StringSegment",
    "StringSegmentValue",
    "StringTranslation",
    "SynchronizedField",
    "Template",
    "TemplateSegment",
    "TemplateSegmentValue",
    "TranslatableObject",
    "Translation",
    "TranslationContext",
    "TranslationLog",
    "TranslationSource",
    "extract_segments",
    "get_edit_url",
    "get_schema_version",
    "get_translatable_fields",
    "quote_path_component",
    "synctree",
]
