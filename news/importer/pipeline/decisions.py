"""Keeps what reviewers decide, and refuses to overwrite what somebody else has decided meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from news.models import ImportedDocument, ReviewDecision

from .analysis import analysis_from_json
from .reviewed import Review


@dataclass(frozen=True)
class DecisionRequest:
    """A reviewer, who saw `before` as the value of a target, wants `after`."""

    target: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Conflict:
    """Somebody else has decided otherwise since the reviewer looked."""

    target: str
    present: Any
    user_name: str


@dataclass
class DecisionOutcome:
    review: Review
    kept: list[ReviewDecision] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def review_of(document: ImportedDocument) -> Review:
    """One query."""
    decided = document.decisions.order_by("number").values_list("target", "after")
    return Review(analysis_from_json(document.analysis), dict(decided))


@transaction.atomic
def decide(document: ImportedDocument, requested: Iterable[DecisionRequest], user: Any) -> DecisionOutcome:
    """Keeps each request whose target still has the value that the reviewer saw; one for what holds already is met.

    Raises:
        InvalidDecision: for what no form offers; nothing is kept then.
    """
    # One after another: the numbers of decisions are in the order in which they were made.
    document = ImportedDocument.objects.select_for_update().get(pk=document.pk)
    review = review_of(document)
    decided = dict(review.decided)
    outcome = DecisionOutcome(Review(review.analysis, decided))
    last = document.decisions.order_by("-number").values_list("number", flat=True).first() or 0
    for wanted in requested:
        outcome.review.check(wanted.target, wanted.after)
        present = outcome.review.value(wanted.target)
        if present == wanted.after:
            continue
        if present != wanted.before:
            outcome.conflicts.append(Conflict(wanted.target, present, _decider(document, wanted.target)))
            continue
        last += 1
        decision = ReviewDecision.objects.create(
            document=document,
            number=last,
            target=wanted.target,
            before=present,
            after=wanted.after,
            user=user,
            user_name=name_of(user),
        )
        decided[wanted.target] = wanted.after
        outcome.review = Review(review.analysis, decided)
        outcome.kept.append(decision)
    document.undecided, document.readings = outcome.review.undecided, outcome.review.readings
    document.save(update_fields=["undecided", "readings"])
    return outcome


def name_of(user: Any) -> str:
    """As the record keeps it: the full name, else the user name."""
    return (user.get_full_name() or user.get_username())[:200]


def _decider(document: ImportedDocument, target: str) -> str:
    names = document.decisions.filter(target=target).order_by("-number").values_list("user_name", flat=True)
    return names.first() or ""
