"""What is planned for tomorrow becomes due."""

from datetime import timedelta

from django.db.models import F
from wagtail.models import Page, Revision

from portal.translation.release.models import PlannedRelease

TOMORROW = timedelta(days=1)


def pass_time() -> None:
    """What was planned for tomorrow was planned for yesterday."""
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        revision.approved_go_live_at -= 2 * TOMORROW
        revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
        revision.save(update_fields=["approved_go_live_at", "content"])
    PlannedRelease.objects.update(at=F("at") - 2 * TOMORROW)
    for page in Page.objects.filter(expire_at__isnull=False):
        Page.objects.filter(pk=page.pk).update(expire_at=page.expire_at - 2 * TOMORROW)
