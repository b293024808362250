"""The tables of the frame."""

from .runtime.interrupted.models import InterruptedWork

__all__ = ["InterruptedWork"]
