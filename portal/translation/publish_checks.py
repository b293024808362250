"""Questions before translations are published, whichever button of the admin asks for it.

An app registers a hook `portal_before_publish_translations`, which gets the request and the pages or snippets, and
answers with a page that asks or with None. The page repeats the request with the user's answer.
"""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import TranslatableMixin

from portal.admin.expiry import remove_past_expiry


def question_before_publishing(request: HttpRequest, instances: Sequence[TranslatableMixin]) -> HttpResponse | None:
    """The first question that is not answered yet; None where they may be published."""
    for ask in hooks.get_hooks("portal_before_publish_translations"):
        response: HttpResponse | None = ask(request, instances)
        if response is not None:
            return response
    for instance in instances:
        remove_past_expiry(request, instance)
    return None
