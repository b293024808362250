"""One transaction for a change and all that follows from it, whichever button of the admin asks for it.

Wagtail and wagtail-localize save a page, its revision, its publication and the log one after another, and put off some
of what follows until after the commit. Here nothing is stored unless all of it is.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import wraps
from typing import Any

from django.contrib.messages import get_messages
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.utils.urlpatterns import decorate_urlpatterns

View = Callable[..., HttpResponseBase]

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
# Modules that write to the database from `transaction.on_commit`: the redirects and index rows of a changed slug, and
# what wagtail-localize publishes by `Revision.publish`. Files are deleted and indexes are told after the commit.
PUTTING_OFF = ("wagtail.models.pages", "wagtail.models.revisions")
# They store a single row, several times a minute, and must not keep other writers of SQLite waiting.
PREVIEWS = ("preview_on_add", "preview_on_edit")
WAGTAILS_REFUSAL = "Sorry, you do not have permission to access this area."


@contextmanager
def whole_transaction(savepoint: bool = True) -> Iterator[None]:
    """A transaction that also holds what Wagtail would write to the database after its commit.

    Args:
        savepoint: within another transaction, whether a failure undoes this part alone.
    """
    joins = connection.in_atomic_block and not savepoint
    with nullcontext() if joins else transaction.atomic():
        begun = len(connection.run_on_commit)
        yield
        if not connection.needs_rollback:
            run_what_is_put_off(begun)


def run_what_is_put_off(begun: int = 0) -> None:
    """Within a transaction: runs what PUTTING_OFF has left for after the commit.

    Args:
        begun: how many functions were waiting for the commit before; they go on waiting.
    """
    # Django's list, in place: by its identity the outbox knows that it is still in the same transaction.
    functions: list[Any] = connection.run_on_commit
    while found := next(filter(_is_put_off, functions[begun:]), None):
        functions.remove(found)
        found[1]()


def _is_put_off(waiting: Any) -> bool:
    return getattr(waiting[1], "__module__", "") in PUTTING_OFF


def each_in_one_transaction(included: Any) -> Any:
    """The addresses of an included module, each of whose views is `in_one_transaction`."""
    decorate_urlpatterns(included.urlpatterns, in_one_transaction)
    return included


def in_one_transaction(view: View) -> View:
    """A view whose writing requests store all or nothing: nothing where it fails, refuses or cannot show its answer.

    Unlike Django's ATOMIC_REQUESTS it leaves reading requests alone, which would wait for SQLite's one writer, and
    takes an answer with an error status for the failure that it is. `transaction.non_atomic_requests` exempts a view.
    """

    @wraps(view)
    def in_transaction(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not _needs_transaction(request, view):
            return view(request, *args, **kwargs)
        with whole_transaction():
            response = view(request, *args, **kwargs)
            if callable(render := getattr(response, "render", None)):
                response = render()
            if response.status_code >= 400 or _says_forbidden(request, response):
                transaction.set_rollback(True)
        return response

    return in_transaction


def _needs_transaction(request: HttpRequest, view: View) -> bool:
    if request.method in SAFE_METHODS or DEFAULT_DB_ALIAS in getattr(view, "_non_atomic_requests", ()):
        return False
    return request.resolver_match is None or request.resolver_match.url_name not in PREVIEWS


def _says_forbidden(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether Wagtail has made a redirect with a message of a PermissionDenied, which no middleware sees."""
    if getattr(response, "url", None) != reverse("wagtailadmin_home"):
        return False
    refusal = gettext(WAGTAILS_REFUSAL)
    return any(refusal in str(message) for message in getattr(get_messages(request), "_queued_messages", ()))
