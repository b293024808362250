"""What is due to be published or withdrawn by itself."""

import logging

from django.apps import apps
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from portal.storage.failures import storage_failure
from portal.storage.transactions import whole_transaction

from .models import PlannedRelease
from .releasing import release_due

logger = logging.getLogger(__name__)


def publish_scheduled() -> None:
    """Publishes what is due and withdraws what has expired.

    Wagtail's own command ends at the first object that cannot be published, and all the others wait for it;
    here each object stands for itself, except what is planned to be released together.
    """
    release_due()
    now = timezone.now()
    models = [
        model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    for model in (Page, *models):
        for instance in model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at"):
            try:
                with whole_transaction():
                    instance.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            except Exception as error:
                if storage_failure(error):
                    raise
                logger.exception("%r has expired and could not be withdrawn", instance)
    together = PlannedRelease.revisions.through.objects.values("revision_id")
    single = Revision.objects.filter(approved_go_live_at__lt=now).exclude(pk__in=together)
    for revision in single.order_by("approved_go_live_at"):
        try:
            with whole_transaction():
                revision.publish(log_action="wagtail.publish.scheduled")
        except Exception as error:
            if storage_failure(error):
                raise
            logger.exception("“%s” is due and could not be published", revision.object_str)
