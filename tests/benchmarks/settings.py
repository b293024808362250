"""The portal as the demonstration runs it, with the bare view behind its middleware."""

from portal.settings.development import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.urls"
