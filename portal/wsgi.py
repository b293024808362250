"""The WSGI application; production servers set DJANGO_SETTINGS_MODULE."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")

application = get_wsgi_application()
for path in settings.WARM_UP:
    import_string(path)()
