"""Which text is a translation of which is told alike by whatever way it is asked, whatever was done before."""

from itertools import product

import pytest
from wagtail_localize.models import Translation, TranslationSource

from news.models import NewsItemPage
from portal.translation.freshness.models import PublishedText
from portal.translation.freshness.recording import directions, record_fingerprints
from portal.translation.freshness.states import changes_of, known_freshness, translation_freshness, with_freshness
from portal.translation.translations import translation_of
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

LITHUANIAN_FIRST, ENGLISH_FIRST = ("lt", "en"), ("en", "lt")
STATES = (None, "synced", "apart")


def translation_states(pages: dict[str, NewsItemPage], order: tuple[str, str], states: dict[str, str | None]) -> None:
    """Has each page be translated from the other one in the state by its language, made in this order."""
    Translation.objects.all().delete()
    for language in order:
        original = next(page for code, page in pages.items() if code != language)
        source, _created = TranslationSource.get_or_create_from_instance(original)
        if states[language] is not None:
            Translation.objects.create(
                source=source, target_locale=content.locale(language), enabled=states[language] == "synced"
            )


@pytest.mark.parametrize("is_recorded", [True, False])
def test_every_reader_of_a_state_agrees_on_what_is_a_translation_and_how_far_behind(is_recorded: bool) -> None:
    item = content.make_item()
    pages = {"lt": item, "en": content.translate(item)}
    item.title = "Vizitas atšauktas"
    item.save_revision().publish()
    pages["lt"] = content.fresh(item)
    seen = set()
    for order, states in product((LITHUANIAN_FIRST, ENGLISH_FIRST), product(STATES, STATES)):
        translation_states(pages, order, dict(zip(pages, states, strict=True)))
        PublishedText.objects.all().delete()
        if is_recorded:
            record_fingerprints(pages.values())
        known = directions([item.translation_key])
        for language, page in pages.items():
            case = (language, order, states)
            direction = known.get((page.translation_key, page.locale_id))
            asked = translation_freshness(page)
            assert asked == known_freshness(with_freshness(NewsItemPage.objects.filter(pk=page.pk)).get()), case
            assert asked.is_source == (direction is None), case
            assert asked.is_apart == (direction is not None and direction.is_apart), case
            assert asked.behind == len(changes_of(page)), case
            own = translation_of(page)
            assert (own is None) == asked.is_source, case
            assert own is None or own.enabled != asked.is_apart, case
            assert own is None or own.source.locale.language_code == asked.source_language, case
            seen.add((language, asked.is_source, asked.is_apart, bool(asked.behind)))
    assert {("lt", True, False, False), ("en", False, True, False), ("en", False, False, True)} <= seen
    assert {("en", True, False, False), ("lt", False, True, False), ("lt", False, False, True)} <= seen


def test_a_text_that_was_never_saved_is_a_source() -> None:
    freshness = translation_freshness(NewsItemPage(title="Vizitas", locale=content.locale("en")))
    assert (freshness.is_source, freshness.source_language) == (True, "en")
