"""Accounts of the demonstration: who they are, what they may do, and why they are turned away elsewhere.

They belong to the group DEMONSTRATION_GROUP. An e-mail address would not do as the mark: users edit their own.
"""

import datetime
import logging
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, get_page_models

from portal.i18n import language_codes
from portal.storage.files import write_whole
from portal.translation.matrix.rows import State, matrix, state_name
from portal.translation.staff.assigning import assign, original_of
from portal.translation.staff.groups import set_up_groups
from portal.translation.staff.models import Assignment, Role, StaffGroup
from portal.translation.staff.workflows import set_up_workflow

logger = logging.getLogger(__name__)

DEMONSTRATION_GROUP = "Demonstration"
ADMINISTRATOR = "administrator"
# Until the examples of assignments are due.
EXAMPLES_DAYS = 7
PASSWORD_BYTES = 12
# In the letters that stand for them.
SHORTEST_PASSWORD = PASSWORD_BYTES * 4 // 3


class AccountBackend(ModelBackend):
    """Django's own accounts, without those of the demonstration unless settings.DEMO is on.

    Django asks this at log-in and again for every request of a session, so sessions end with the switch as well.
    """

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        if user is None or not super().user_can_authenticate(user):
            return False
        return settings.DEMO or not user.groups.filter(name=DEMONSTRATION_GROUP).exists()


class NameTaken(Exception):
    """An account that is not of the demonstration has the user name."""


def account_name(staff: StaffGroup) -> str:
    """One account a group. That of the translators from the first language into the second is called `translator`."""
    direction = [staff.source_language, staff.target_language]
    if staff.role != Role.TRANSLATOR or direction == language_codes()[:2]:
        return str(staff.role)
    return "-".join([staff.role, *direction])


def logins_file() -> Path:
    return settings.VAR_DIR / "demo-logins"


def read_logins() -> dict[str, str]:
    """Passwords by user name, as `prepare_accounts` left them; empty before the first time."""
    try:
        lines = logins_file().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        logger.warning("%s is made anew: %s", logins_file(), error)
        return {}
    logins = dict(line.split(maxsplit=1) for line in lines if len(line.split()) == 2)
    # A password that was cut off with its file would be one that can be guessed.
    return {name: password for name, password in logins.items() if len(password) >= SHORTEST_PASSWORD}


@transaction.atomic
def prepare_accounts() -> dict[str, str]:
    """Creates the accounts or puts them right; returns passwords by user name, which stay the same from run to run.

    Raises NameTaken rather than changing an account that somebody else made.
    """
    known = read_logins()
    groups = {account_name(staff): [staff.group] for staff in set_up_groups()} | {ADMINISTRATOR: []}
    set_up_workflow()
    logins = {name: known.get(name) or secrets.token_urlsafe(PASSWORD_BYTES) for name in groups}
    marker, _ = Group.objects.get_or_create(name=DEMONSTRATION_GROUP)
    for name, own in groups.items():
        user, created = User.objects.get_or_create(username=name, defaults={"email": f"{name}@demo.invalid"})
        if not created and not user.groups.filter(pk=marker.pk).exists():
            raise NameTaken(name)
        user.is_superuser = user.is_staff = name == ADMINISTRATOR
        if not user.check_password(logins[name]):
            user.set_password(logins[name])
        user.save()
        user.groups.set([marker, *own])
    if logins != known:
        _write_logins(logins)
    return logins


def assign_examples() -> None:
    """Gives each translator something to do, unless anything was assigned ever."""
    if Assignment.objects.exists():
        return
    due_on = timezone.localdate() + datetime.timedelta(days=EXAMPLES_DAYS)
    for staff in StaffGroup.objects.filter(role=Role.TRANSLATOR):
        own = matrix().filter(locale__language_code=staff.source_language)
        waiting = own.filter(**{f"{state_name(staff.target_language)}__in": [State.BEHIND, State.MISSING]})
        text = waiting.filter(content_type__in=ContentType.objects.get_for_models(*get_page_models()).values())
        if first := text.order_by("-waiting_since", "pk").first():
            target = Locale.objects.get(language_code=staff.target_language)
            assign(original_of(first), target, User.objects.get(username=account_name(staff)), due_on=due_on)


def _write_logins(logins: dict[str, str]) -> None:
    write_whole(logins_file(), "".join(f"{name} {password}\n" for name, password in logins.items()))
