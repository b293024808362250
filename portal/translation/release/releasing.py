"""Publishes and withdraws a text in all its languages, each time in one transaction."""

import datetime
import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from portal.storage.failures import storage_failure
from portal.translation.localize import Translation, TranslationSource
from portal.translation.publishing import Act, Change, Refused, ask
from portal.translation.translations import Gaps, UntranslatedSegments, undecided_segments

from .models import PlannedRelease
from .pair import LanguageVersion, Pair

logger = logging.getLogger(__name__)


class PlanIsVoid(Exception):
    """What was planned can no longer be released together; the reason is for editors."""


@transaction.atomic
def release(pair: Pair, user: Any = None, at: datetime.datetime | None = None) -> PlannedRelease | None:
    """Publishes the newest drafts of all languages, or plans it for a time.

    A synced translation is made from what the translation editor holds now, also where it is planned: later work in the
    editor waits for another release.

    Raises:
        UntranslatedSegments: where a translation lacks something that nobody decided to show untranslated.
    """
    cancel(pair)
    # Of all at once, so that all reasons and questions are told together; and of what is to be released, which the
    # translation editor shows only now.
    if any(version.translation is not None for version in pair.versions):
        TranslationSource.update_or_create_from_instance(_draft(pair))
    pages = [version.page for version in pair.versions]
    ask(Change(Act.PUBLISH if at is None else Act.SCHEDULE, pages, user))
    revisions = [_publish(_draft(pair), user, at)]
    synced = [version.translation for version in pair.versions if version.translation is not None]
    if at is not None and synced:
        # Where it is published at once, the translation editor has been told by that.
        TranslationSource.update_or_create_from_instance(revisions[0].as_object())
    revisions += [_publish(_content(version), user, at) for version in pair.versions[1:]]
    if at is None:
        return None
    _show_published(pair)
    plan = PlannedRelease.objects.create(
        translation_key=pair.original.translation_key, at=at, size=len(revisions), planned_by=user
    )
    plan.revisions.set(revisions)
    return plan


@transaction.atomic
def prepare(pair: Pair, user: Any = None) -> None:
    """Shows the original's draft in the translation editor before it is published, so that both can be released.

    What readers see of the translations stays as it is.
    """
    cancel(pair)
    TranslationSource.update_or_create_from_instance(_draft(pair))
    PlannedRelease.objects.create(translation_key=pair.original.translation_key, planned_by=user)


def _draft(pair: Pair) -> Any:
    return Page.objects.get(pk=pair.original.pk).specific.get_latest_revision_as_object()


def _publish(instance: Any, user: Any, at: datetime.datetime | None) -> Revision:
    instance.go_live_at = at
    if instance.expire_at is not None and instance.expire_at <= (at or timezone.now()):
        instance.expire_at = None
    revision = instance.save_revision(user=user, log_action=True)
    revision.publish(user=user)
    return revision


def _content(version: LanguageVersion) -> Any:
    """The translation as it is to be published: what the editor holds, or by hand where it is edited apart."""
    if version.translation is None:
        return Page.objects.get(pk=version.page.pk).get_latest_revision_as_object()
    translation = Translation.objects.select_related("source", "target_locale").get(pk=version.translation.pk)
    count = undecided_segments(translation).count()
    if count:
        raise UntranslatedSegments(version.page, Gaps(count))
    return translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)


@transaction.atomic
def cancel(pair: Pair) -> bool:
    """Takes a planned or prepared release back; True where there was one."""
    plan = PlannedRelease.objects.filter(translation_key=pair.original.translation_key).first()
    if plan is None:
        return False
    _show_published(pair)
    for revision in plan.revisions.all():
        # Publishing the page by itself, or saving it, must not bring the time back.
        Page.objects.filter(pk=revision.object_id, go_live_at=plan.at).update(go_live_at=None)
        revision.content["go_live_at"] = None
        revision.approved_go_live_at = None
        revision.save(update_fields=["content", "approved_go_live_at"])
    plan.delete()
    return True


def _show_published(pair: Pair) -> None:
    """The translation editor goes on with the original as it is published."""
    source = next((version.translation.source for version in pair.versions if version.translation is not None), None)
    if source is not None and Page.objects.filter(pk=pair.original.pk, live=True).exists():
        source.update_from_db()


def release_due() -> None:
    """Publishes what is planned up to now. What cannot be published is published in no language, and says why."""
    for plan in PlannedRelease.objects.filter(at__lte=timezone.now(), problem="").order_by("at", "pk"):
        try:
            _carry_out(plan)
        except (PlanIsVoid, Refused, ValidationError) as error:
            # It will not be better by itself: somebody has to look at it.
            problem = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            logger.error("The planned release %s could not be published: %s", plan, problem)
            PlannedRelease.objects.filter(pk=plan.pk).update(problem=problem)
        except Exception as error:
            # It fails for everything else as well.
            if storage_failure(error):
                raise
            logger.exception("The planned release %s could not be published", plan)


@transaction.atomic
def _carry_out(plan: PlannedRelease) -> None:
    revisions = list(plan.ordered())
    if len(revisions) != plan.size or any(revision.approved_go_live_at is None for revision in revisions):
        raise PlanIsVoid(_("One of the pages was published, unscheduled or deleted by itself since this was planned."))
    # From here on nothing keeps them from being published.
    PlannedRelease.objects.filter(pk=plan.pk).delete()
    newest = {revision.pk for revision in revisions if revision.is_latest_revision()}
    for revision in revisions:
        # Publishing the original has saved what is the same in every language to its published translations.
        if revision.pk in newest and not revision.is_latest_revision():
            revision = revision.as_object().save_revision(user=plan.planned_by, changed=False, clean=False)
        revision.publish(log_action="wagtail.publish.scheduled")


@transaction.atomic
def withdraw(pair: Pair, user: Any = None, at: datetime.datetime | None = None) -> None:
    """Unpublishes all languages, or lets the original expire at a time: its translations are withdrawn with it."""
    cancel(pair)
    if at is None:
        for version in pair.versions:
            page = Page.objects.get(pk=version.page.pk).specific
            if page.live:
                page.unpublish(user=user)
        return
    original = pair.original
    Page.objects.filter(pk=original.pk).update(expire_at=at)
    for revision in Revision.objects.filter(pk__in={original.live_revision_id, original.latest_revision_id}):
        revision.content["expire_at"] = at.isoformat()
        revision.save(update_fields=["content"])
