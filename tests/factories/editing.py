"""What the buttons of Wagtail and wagtail-localize do, one call after another: the way that every shortcut is measured
against."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from wagtail_localize.models import SegmentOverride, StringTranslation, Translation, TranslationSource

from news.models import NewsItemPage, NewsListingPage

from .content import locale


def write_by_hand(
    page: NewsItemPage,
    texts: Mapping[str, str],
    values: Mapping[Any, Any] = MappingProxyType({}),
    *,
    language: str = "en",
) -> None:
    """Creates the page, submits it for translation, translates it segment by segment and saves the translation.

    `page` is unsaved and has its address; `texts` are translations by text, both as wagtail-localize's HTML, `values`
    what the translator enters instead of a synchronised value. Publishing a translation waits for the commit.
    """
    page.live = False
    NewsListingPage.objects.get(locale=page.locale).add_child(instance=page)
    page.save_revision().publish()
    source, _ = TranslationSource.update_or_create_from_instance(NewsItemPage.objects.get(pk=page.pk))
    target_locale = locale(language)
    translation = Translation.objects.create(source=source, target_locale=target_locale)
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=target_locale,
            data=texts[segment.string.data],
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
    for overridable in source.overridablesegment_set.select_related("context"):
        if overridable.data in values:
            data = json.dumps(values[overridable.data])
            SegmentOverride.objects.create(context=overridable.context, locale=target_locale, data_json=data)
    translation.save_target(publish=True)
