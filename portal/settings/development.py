"""A workstation and the demo: SQLite, the embedded index and a secret key of this installation, all under var/."""

from django.core.management.utils import get_random_secret_key

from portal.storage.files import kept_secret, make_private

from .base import *  # noqa: F403
from .base import BASE_DIR, VAR_DIR, env

# The database, e-mails, log-ins and drafts of this installation are its owner's, whatever the shell's umask says.
make_private(VAR_DIR, is_own=VAR_DIR == BASE_DIR / "var")

SECRET_KEY = kept_secret(VAR_DIR / "secret-key", get_random_secret_key, shortest=50)
DEBUG = env.bool("PORTAL_DEBUG", default=False)
if DEBUG:
    # Whoever writes a template looks at it.
    KEPT_PAGES_BYTES = 0
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
