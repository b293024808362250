"""Which page leads its translations: the original. Where it goes, they go."""

from collections.abc import Iterable, Mapping, Sequence

from wagtail.models import Page

from portal.translation.freshness.recording import Direction, directions
from portal.translation.freshness.source_versions import Target


def followers(page: Page) -> Sequence[Page]:
    """The pages of other languages that were translated from this one, edited apart or not. Two queries."""
    translations = _translations(page)
    if not translations:
        return []
    from_where = directions([page.translation_key])
    return [each for each in translations if _source_of(each, from_where) == page.locale_id]


def leader(page: Page) -> Page | None:
    """The page that this one was translated from; None for an original. Two queries."""
    translations = _translations(page)
    if not translations:
        return None
    source_locale_id = _source_of(page, directions([page.translation_key]))
    return next((each for each in translations if each.locale_id == source_locale_id), None)


def counterpart(page: Page, locale_id: int) -> Page | None:
    """The page of another language that corresponds to this one; the root of the tree is that of every language."""
    if page.is_root():
        return page
    return Page.objects.filter(translation_key=page.translation_key, locale_id=locale_id).first()


def names(pages: Iterable[Page]) -> str:
    """Titles and languages, for messages."""
    return ", ".join(f"“{page.get_admin_display_title()}” ({page.locale})" for page in pages)


def _translations(page: Page) -> Sequence[Page]:
    return list(Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk).order_by("pk"))


def _source_of(page: Page, from_where: Mapping[Target, Direction]) -> int | None:
    direction = from_where.get((page.translation_key, page.locale_id))
    return direction.source_locale_id if direction is not None else None
