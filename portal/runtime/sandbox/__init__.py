"""Runs a function on what strangers wrote in a process of its own, with limits of time, memory and size.

The process knows no database, no secret and no application: it imports the function's module and what that needs.
"""

from .limits import Limits
from .session import Sandbox, run

__all__ = ["Limits", "Sandbox", "run"]
