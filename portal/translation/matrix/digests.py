"""One e-mail a day at most: what is newly assigned, due or overdue, and which finished translation is behind again.

What was sent is written down after it was sent. Whoever is killed in between sends it again, under the same Message-ID,
by which mail systems know it for one message; nobody is left without.
"""

import datetime
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Exists, F, OuterRef, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.addresses.absolute_urls import absolute_url
from portal.dates import format_day
from portal.runtime.locks import AlreadyHeld, exclusive_lock_across_machines
from portal.translation.freshness.models import PublishedText

from ..staff.models import Assignment, DigestSubscription
from .assigned_work import Work, open_assignments, work

logger = logging.getLogger(__name__)

SOON_DAYS = 2


@dataclass
class Digest:
    """What one person is told; each assignment stands in one list."""

    recipient: Any
    new: list[Work] = field(default_factory=list)
    overdue: list[Work] = field(default_factory=list)
    soon: list[Work] = field(default_factory=list)
    behind: list[Work] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.overdue or self.soon or self.behind)


def send_due() -> None:
    """What the worker does: from settings.DIGEST_HOUR on. Another machine may be sending; then it does."""
    if timezone.localtime().hour < settings.DIGEST_HOUR:
        return
    try:
        send_digests()
    except AlreadyHeld:
        logger.info("Another worker is sending the daily e-mails")


def send_digests() -> int:
    """Sends what has not been sent today and returns the number of e-mails. A failed one is logged, and sent next time.

    Raises:
        AlreadyHeld: while another process sends.
        OSError: where the mail server does not answer.
    """
    with exclusive_lock_across_machines("digests"):
        now = timezone.now()
        found = digests(now)
        if not found:
            return 0
        with get_connection() as connection:
            return sum(_send(digest, now, connection) for digest in found)


def _send(digest: Digest, now: datetime.datetime, connection: Any) -> bool:
    try:
        message(digest, timezone.localdate(now), connection).send()
    except OSError:
        logger.exception("The daily e-mail to %s could not be sent", digest.recipient)
        return False
    values = {"sent_on": timezone.localdate(now), "told_until": now}
    DigestSubscription.objects.update_or_create(user=digest.recipient, defaults=values)
    return True


def digests(now: datetime.datetime) -> list[Digest]:
    """Those that have something to tell to somebody who has an address, wants it and got none today. The number of
    queries does not depend on how many there are."""
    today = timezone.localdate(now)
    subscriptions = {each.user_id: each for each in DigestSubscription.objects.all()}
    found: dict[int, Digest] = {}

    def digest_of(assignment: Assignment) -> Digest | None:
        person = assignment.assignee
        subscription = subscriptions.get(person.pk)
        is_told = subscription is not None and (not subscription.is_wanted or subscription.sent_on == today)
        if is_told or not person.is_active or not person.email:
            return None
        return found.setdefault(person.pk, Digest(person))

    until = {user: each.told_until for user, each in subscriptions.items() if each.told_until}
    for each in work(open_assignments().select_related("assignee__wagtail_userprofile", "target_locale")):
        digest = digest_of(each.assignment)
        if digest is not None and each.cell.is_unfinished:
            _sort_in(digest, each, until.get(digest.recipient.pk), today)
    for each in work(_behind_again(until)):
        digest = digest_of(each.assignment)
        if digest is not None:
            digest.behind.append(each)
    return [digest for digest in found.values() if digest]


def _sort_in(digest: Digest, own: Work, told_until: datetime.datetime | None, today: datetime.date) -> None:
    due = own.assignment.due_on
    if told_until is None or own.assignment.assigned_at > told_until:
        digest.new.append(own)
    elif due is not None and due < today:
        digest.overdue.append(own)
    elif due is not None and due <= today + datetime.timedelta(days=SOON_DAYS):
        digest.soon.append(own)


def _behind_again(until: Mapping[int, datetime.datetime]) -> Iterable[Assignment]:
    """The last assignments of texts that fell behind after somebody had finished them, and who was not told yet."""
    text = PublishedText.objects.filter(
        translation_key=OuterRef("translation_key"), locale_id=OuterRef("target_locale_id"), behind__gt=0
    )
    later = Assignment.objects.filter(
        translation_key=OuterRef("translation_key"), target_locale_id=OuterRef("target_locale_id")
    ).filter(assigned_at__gt=OuterRef("assigned_at"))
    finished = Assignment.objects.filter(~Exists(later), finished_at__isnull=False).annotate(
        behind_since=Subquery(text.values("behind_since")[:1])
    )
    waiting = finished.filter(behind_since__gte=F("finished_at"))
    for each in waiting.select_related("assignee__wagtail_userprofile", "target_locale").order_by("behind_since"):
        told_until = until.get(each.assignee_id)
        if told_until is None or each.behind_since > told_until:
            yield each


def message(digest: Digest, day: datetime.date, connection: Any) -> EmailMessage:
    """In the language that the recipient has chosen for the admin."""
    account = absolute_url(reverse("wagtailadmin_account"))
    context = {"digest": digest, "matrix": absolute_url(reverse("translation_matrix")), "account": account}
    profile = getattr(digest.recipient, "wagtail_userprofile", None)
    chosen = profile.preferred_language if profile else ""
    with translation.override(chosen or settings.LANGUAGE_CODE):
        return EmailMessage(
            subject=_("Translations: %(site)s, %(day)s") % {"site": settings.WAGTAIL_SITE_NAME, "day": format_day(day)},
            body=render_to_string("portal/email/digest.txt", context),
            to=[digest.recipient.email],
            connection=connection,
            headers={
                "Message-ID": f"<digest.{day:%Y%m%d}.{digest.recipient.pk}@{urlsplit(account).hostname}>",
                "List-Unsubscribe": f"<{account}>",
                "Auto-Submitted": "auto-generated",
            },
        )
