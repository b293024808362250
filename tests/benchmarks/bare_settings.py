"""Django and one view, without middleware: what the portal's pages are measured against."""

from .settings import *  # noqa: F403

MIDDLEWARE = []
