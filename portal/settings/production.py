"""Production: starts only with a secret key, host names and a database of its own."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import BASE_URL, DEMO, env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY needs at least 50 characters.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS names the portal's host names; it is neither empty nor *.")
env.str("PORTAL_BASE_URL")
env.str("DATABASE_URL")
if DEMO:
    raise ImproperlyConfigured("PORTAL_DEMO lets in accounts whose passwords lie in a file: not in production.")

vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
CSRF_TRUSTED_ORIGINS = [BASE_URL]
BEHIND_PROXY = env.bool("PORTAL_BEHIND_PROXY", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = env.bool("PORTAL_REDIRECT_TO_HTTPS", default=True)
SECURE_SSL_HOST = urlsplit(BASE_URL).netloc
SECURE_HSTS_SECONDS = env.int("PORTAL_HSTS_SECONDS", default=31_536_000)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
