"""The WSGI application; production servers set DJANGO_SETTINGS_MODULE."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from portal.kept_pages.application import KeptPages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")

pages = KeptPages(get_wsgi_application(), settings.KEPT_PAGES_BYTES)
# Imported when the apps are there: it has messages of its own.
application = import_string("portal.runtime.health.HealthChecks")(pages)
for path in settings.WARM_UP:
    import_string(path)()
