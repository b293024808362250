"""What follows in the other trees when a page is moved, withdrawn, deleted or translated."""

from collections.abc import Iterator
from typing import Any

from wagtail.models import Page, PageViewRestriction

from portal.access.visibility import restrictions_of
from portal.translation.localize import StringSegmentValue, Translation, TranslationSource, extract_segments
from portal.translation.restrictions import keep_closed

from .aliases import delete_aliases
from .following import delete_followers, follow_move, is_being_deleted, is_being_placed, place, withdraw_followers


def move_translations(page: Page) -> None:
    """The translations follow their original to its new place."""
    follow_move(Page.objects.get(pk=page.pk))


def keep_closed_there(page: Page) -> Iterator[None]:
    """What closed a page closes it in its new place, when its translations stand where they belong, too: they could be
    what closes it."""
    closing = [] if is_being_placed(page) else list(restrictions_of(page))
    yield
    keep_closed(Page.objects.get(pk=page.pk), closing)


def withdraw_translations(instance: Any) -> None:
    """The original is withdrawn, and its published translations with it."""
    if isinstance(instance, Page):
        withdraw_followers(instance)


def delete_what_shows_it(instance: Any) -> Iterator[None]:
    """Aliases that another program has made go with the page that they show, before it."""
    if isinstance(instance, Page):
        delete_aliases(instance)
    yield


def delete_translations(instance: Any) -> Iterator[None]:
    """The original goes, and its translations with it, before it."""
    if isinstance(instance, Page):
        delete_followers(instance)
    yield


def hand_over_restrictions(instance: Any) -> Iterator[None]:
    """What closes the text of a page that is deleted goes on closing the other languages, those that stay."""
    own = list(PageViewRestriction.objects.filter(page=instance.pk)) if isinstance(instance, Page) else []
    if own:
        for translation in Page.objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk):
            if not is_being_deleted(translation):
                keep_closed(translation, own, going=own)
    yield


def place_translation(instance: Any, original: Any) -> None:
    """Wagtail puts a new translation last. The caller goes on with the instance, which has to know where it is."""
    if isinstance(instance, Page):
        place(Page.objects.get(pk=instance.pk), Page.objects.get(pk=original.pk))
        instance.refresh_from_db(fields=["path", "depth", "numchild", "url_path"])


def know_as_translation(instance: Any, original: Any) -> None:
    """A copy for another language is a translation of what it copies, whoever made it: else it would be an original.

    It is synced, as one made by button is; set apart where whoever copied has written words of its own in it already,
    which the translation editor would replace.
    """
    row = {"source__object_id": original.translation_key, "target_locale": instance.locale}
    if Translation.objects.filter(**row).exists():
        return
    source, _created = TranslationSource.get_or_create_from_instance(original)
    is_synced = _texts(instance) <= _texts(original)
    translation = Translation.objects.create(source=source, target_locale=instance.locale, enabled=is_synced)
    if isinstance(instance, Page):
        # What it refers to is of its own language, where that exists.
        translation.save_target(publish=False)


def _texts(instance: Any) -> set[str]:
    return {each.string.data for each in extract_segments(instance) if isinstance(each, StringSegmentValue)}
