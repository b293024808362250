"""Who may see and change a translation: whoever may edit its page or snippet, as in wagtail-localize's editor."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import user_can_edit_instance

from .workbench import Workbench

# Who may translate may use what was translated; wagtail-localize has this permission for translating.
PERMISSION = "wagtail_localize.submit_translation"


def open_workbench(user: Any, translation: Translation) -> Workbench:
    """Raises Http404 where the translated page is gone, PermissionDenied for others' work."""
    try:
        instance = translation.get_target_instance()
    except ObjectDoesNotExist as error:
        raise Http404 from error
    if not user_can_edit_instance(user, instance):
        raise PermissionDenied
    return Workbench(translation)
