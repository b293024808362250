"""The test suite: everything a run writes goes under PORTAL_VAR_DIR, services come from the environment."""

import os
import tempfile
from urllib.parse import urlsplit

# Before the shared settings read it. Each run has a directory of its own, which is gone when the process ends.
if "PORTAL_VAR_DIR" not in os.environ:
    _directory = tempfile.TemporaryDirectory(prefix="portal-tests-")
    os.environ["PORTAL_VAR_DIR"] = _directory.name

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, VAR_DIR

VAR_DIR.mkdir(parents=True, exist_ok=True)
# A file, as in the demonstration: a database in memory has other locks.
if DATABASES["default"]["ENGINE"] == "portal.storage.engines.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / f"test-{os.getpid()}.sqlite3"}

# Processes that share a Redis must not see each other's addresses of sites, nor lose their own when another one empties
# its cache: that empties a whole database. Redis has 16, and pytest starts no more processes than that.
CACHES["default"]["KEY_PREFIX"] = f"test-{os.getpid()}"
if CACHES["default"]["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
    _worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    CACHES["default"]["LOCATION"] = urlsplit(CACHES["default"]["LOCATION"])._replace(path=f"/{_worker}").geturl()

SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["*"]
DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "portal.media.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
