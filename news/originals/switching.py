"""Another language becomes that of the original: what was translated from it is translated from the other one then."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from news.interchange.segments import DoesNotPair, pair, segments_of
from news.interchange.translating import save_strings
from news.models import ProjectRecord
from news.models.recorded import RecordedPage
from portal.translation.freshness.recording import record_fingerprints
from portal.translation.localize import Translation, TranslationSource
from portal.translation.release.models import PlannedRelease
from portal.translation.release.pair import Pair, pair_of
from portal.translation.trees.following import place


class CannotSwitch(Exception):
    """Something would be lost or untrue; the reason is for editors."""


def reasons_against(page: Page, pair: Pair) -> list[str]:
    """Why the translation `page` of the pair cannot become its original now; empty where it can."""
    found = []
    original = pair.original
    if original.pk == page.pk:
        return [_("“%(title)s” is the original already.") % {"title": page}]
    if original.live and not page.live:
        found.append(_("“%(title)s” is not published, but its original is.") % {"title": page})
    if PlannedRelease.objects.filter(translation_key=page.translation_key).exists():
        found.append(_("A release in all languages is planned: release or cancel it first."))
    for version in pair.versions:
        if version.page.live and version.page.has_unpublished_changes:
            values = {"title": version.page}
            found.append(_("“%(title)s” has a draft that is not published: publish or discard it first.") % values)
        elif version.behind or version.missing:
            values = {"title": version.page}
            found.append(_("“%(title)s” does not say all that the original says: bring it up to date first.") % values)
    return found


@transaction.atomic
def make_original(page: Page, user: Any = None) -> None:
    """Lets the other languages be translated from `page`; every text stays as it is, published or not.

    What was edited apart on either side is apart on the other side then.

    Raises:
        CannotSwitch: for one of `reasons_against`, or where the texts do not pair up segment by segment.
    """
    page = Page.objects.select_for_update().get(pk=page.pk).specific
    pair = pair_of(page)
    reasons = reasons_against(page, pair)
    if reasons:
        raise CannotSwitch(" ".join(reasons))
    is_apart = {version.page.pk: version.is_apart for version in pair.versions}
    others = [version.page for version in pair.versions if version.page.pk != page.pk]
    # Two rows for the same two languages would leave open which of them is the original.
    Translation.objects.filter(source__object_id=page.translation_key).delete()
    source, _created = TranslationSource.update_or_create_from_instance(page)
    for other in others:
        _translate(source, page, other, is_apart=is_apart[page.pk] or is_apart[other.pk])
    if isinstance(page, RecordedPage):
        _turn_record(page)
    for other in others:
        place(Page.objects.get(pk=other.pk), page)
    record_fingerprints(version for version in (page, *others) if version.live)
    log(page, "news.switch_original", user=user, data={"from": pair.original.locale.language_code})


def _translate(source: TranslationSource, page: Any, other: Any, *, is_apart: bool) -> None:
    Translation.objects.create(source=source, target_locale=other.locale, enabled=not is_apart)
    if is_apart:
        return
    try:
        pairing = pair(segments_of(page), segments_of(other))
    except DoesNotPair as error:
        values = {"title": page, "other": other}
        raise CannotSwitch(_("“%(title)s” and “%(other)s” do not pair up, segment by segment.") % values) from error
    save_strings(source, page, other.locale, pairing)


def _turn_record(page: RecordedPage) -> None:
    record = page.record_model.objects.select_for_update().get(translation_key=page.translation_key)
    record.source_locale = page.locale
    if isinstance(record, ProjectRecord):
        record.title = page.title
    record.save()
