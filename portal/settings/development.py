"""A workstation and the demo: SQLite, the embedded index and a secret key of this installation, all under var/."""

from django.core.management.utils import get_random_secret_key

from .base import *  # noqa: F403
from .base import VAR_DIR, env

VAR_DIR.mkdir(parents=True, exist_ok=True)
_secret_key_file = VAR_DIR / "secret-key"
if not _secret_key_file.exists():
    _secret_key_file.touch(mode=0o600)
    _secret_key_file.write_text(get_random_secret_key())

SECRET_KEY = _secret_key_file.read_text()
DEBUG = env.bool("PORTAL_DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
# Files are served as they are in the source tree: no collectstatic between an edit and a look.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    "default": {"BACKEND": "portal.media.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
