"""The tables of the frame."""

from .changes.models import Change
from .runtime.interrupted.models import InterruptedWork

__all__ = ["Change", "InterruptedWork"]
