"""Who may see and change a translation: whoever may edit its page or snippet, in its direction."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from portal.translation.localize import Translation
from portal.translation.staff.rights import SUBMIT, require_edit

from .editor import Workbench

# Who may translate may use what was translated; wagtail-localize has this permission for translating.
PERMISSION = SUBMIT


def open_workbench(user: Any, translation: Translation) -> Workbench:
    """Raises Http404 where the translated page is gone, PermissionDenied for others' work."""
    try:
        instance = translation.get_target_instance()
    except ObjectDoesNotExist as error:
        raise Http404 from error
    require_edit(user, instance)
    return Workbench(translation, user)
