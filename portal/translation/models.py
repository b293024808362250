"""The tables of translation, each defined beside what works with it."""

from .freshness.models import AcceptedGap, PublishedText
from .glossary.models import GlossaryEntry, LearntTranslation
from .keeping.models import KeptText
from .memory.models import ImportedTranslation
from .release.models import PlannedRelease
from .staff.models import Assignment, DigestSubscription, StaffGroup
from .staff.tasks import TranslationTask

__all__ = [
    "AcceptedGap",
    "Assignment",
    "DigestSubscription",
    "GlossaryEntry",
    "ImportedTranslation",
    "KeptText",
    "LearntTranslation",
    "PlannedRelease",
    "PublishedText",
    "StaffGroup",
    "TranslationTask",
]
