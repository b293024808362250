"""Publishing and the other acts on a text: asks the gates, runs the effects, in the order of settings.

Every act passes here, whatever leads to it: `wagtail_actions.py` stands in the actions of Wagtail which all ways go
through. Buttons may ask before, with all that they are about (`doors.py`); what has passed is not asked twice.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from enum import StrEnum
from inspect import isgeneratorfunction
from typing import Any, NoReturn

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from wagtail.models import Page

from portal.changes.announcing import everything_changes


class Act(StrEnum):
    """What can be done to a text, by its name in the settings."""

    PUBLISH = "publish"
    SCHEDULE = "schedule"
    HAND_IN = "hand in"
    WITHDRAW = "withdraw"
    RESTRICT = "restrict"
    MOVE = "move"
    COPY = "copy"
    ALIAS = "alias"
    DELETE = "delete"
    TRANSLATE = "translate"


# What they change is known from what they write; the others may hide a text or show it elsewhere.
_OF_FEW_TEXTS = (Act.PUBLISH, Act.SCHEDULE, Act.HAND_IN, Act.TRANSLATE)


class Refused(Exception):
    """An act is refused; the text says why, in the user's language."""


class Interrupted(Exception):
    """Whoever asks for an act is answered first: the transaction of his request is undone."""

    def __init__(self, response: HttpResponseBase) -> None:
        super().__init__("asked before an act")
        self.response = response


@dataclass(frozen=True)
class Change:
    """An act that somebody asks for.

    `instances` are pages and snippets, mostly one. `user` is None for what happens by itself. `request` is that of a
    person who can be answered, None where nobody waits. `destination` is the page below which it is moved or copied;
    `back` the address to which a refusal leads. `is_approval` says that a workflow is about to decide for it;
    `is_content` that the instances are what is published, word for word: otherwise their newest drafts are.
    """

    act: Act
    instances: Sequence[Any]
    user: Any = None
    request: HttpRequest | None = None
    destination: Any = None
    back: str = ""
    is_approval: bool = False
    is_content: bool = False

    def refuse(self, reasons: Sequence[str], back: str = "") -> NoReturn:
        """Tells all the reasons, at `back` rather than at the address of the change.

        Raises:
            Interrupted: where somebody can be answered.
            Refused: where nobody can.
        """
        if self.request is None:
            raise Refused("\n".join(reasons))
        for reason in reasons:
            messages.error(self.request, reason)
        self.turn_back(back)

    def turn_back(self, back: str = "") -> NoReturn:
        """Leads whoever has been told why to `back`, or to where he came from. Raises Interrupted."""
        address = back or self.back or (address_before(self.request) if self.request is not None else "")
        raise Interrupted(redirect(address))


@dataclass(frozen=True)
class _Asking:
    """A request of a person's, and what has passed in it: act, model and key."""

    request: HttpRequest
    passed: set[tuple[Act, type, Any]] = field(default_factory=set)


_asking: ContextVar[_Asking | None] = ContextVar("_asking", default=None)


@contextmanager
def asked_by(request: HttpRequest) -> Iterator[None]:
    """What is done inside is asked for by somebody who can be answered."""
    token = _asking.set(_Asking(request))
    try:
        yield
    finally:
        _asking.reset(token)


def is_asked_by_somebody() -> bool:
    """Whether this is done for a person's request, whose transaction is undone where an act is refused."""
    return _asking.get() is not None


def address_before(request: HttpRequest) -> str:
    """Where the user came from; the admin's front page where that is not known."""
    for address in (request.GET.get("next", ""), request.headers.get("Referer", "")):
        if address and url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
            return address
    return "wagtailadmin_home"


def ask(change: Change) -> None:
    """Asks every gate of the act, in order, about all that has not passed it yet.

    Raises:
        Interrupted: with the page that asks, or the way back after a refusal, where somebody can be answered.
        Refused, or an exception of the gate's own: where nobody can.
    """
    asking = _asking.get()
    if asking is not None:
        # Whoever presses the button is asked, also where Wagtail does not pass on who that is.
        waiting = [each for each in change.instances if _mark(change.act, each) not in asking.passed]
        user = change.user or getattr(asking.request, "user", None)
        change = replace(change, instances=waiting, user=user, request=asking.request)
    if not change.instances:
        return
    for gate in _loaded(settings.PUBLISHING_GATES, change.act):
        response = gate(change)
        if response is not None:
            raise Interrupted(response)
    if asking is not None:
        asking.passed.update(_mark(change.act, each) for each in change.instances)


@contextmanager
def following(act: Act, instance: Any, **details: Any) -> Iterator[None]:
    """Around an act: what follows from it is one transaction with it."""
    with transaction.atomic():
        finish = begin(act, instance, **details)
        yield
        finish()


def begin(act: Act, instance: Any, **details: Any) -> Callable[[], None]:
    """What the effects of an act have to know before it; returns what is to be called after it: they run, in order."""
    if act not in _OF_FEW_TEXTS:
        # Also where it follows from an act that says how few texts it is about.
        everything_changes()
    effects = _loaded(settings.PUBLISHING_EFFECTS, act)
    begun = {effect: effect(instance, **details) for effect in effects if isgeneratorfunction(effect)}
    for running in begun.values():
        next(running)

    def finish() -> None:
        for effect in effects:
            if effect in begun:
                next(begun[effect], None)
            else:
                effect(instance, **details)

    return finish


def follow(act: Act, instance: Any, **details: Any) -> None:
    """The effects of an act that has been done, none of which has to know how things stood before."""
    begin(act, instance, **details)()


def _mark(act: Act, instance: Any) -> tuple[Act, type, Any]:
    # A page is the same as a page of its kind and without.
    return act, Page if isinstance(instance, Page) else type(instance), instance.pk


def _loaded(lists: Mapping[str, Sequence[str]], act: Act) -> Sequence[Callable[..., Any]]:
    return [import_string(path) for path in lists[act]]
