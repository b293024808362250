"""The WSGI application; production servers set DJANGO_SETTINGS_MODULE."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from portal.kept_pages.application import KeptPages
from portal.kept_pages.proxies import held_pages
from portal.kept_pages.shared import shared_pages
from portal.runtime.health import HealthChecks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")

application = HealthChecks(KeptPages(get_wsgi_application(), settings.KEPT_PAGES_BYTES, shared_pages(), held_pages()))
for path in settings.WARM_UP:
    import_string(path)()
