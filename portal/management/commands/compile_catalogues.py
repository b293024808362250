from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed

from portal.runtime.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Compiles the message catalogues of LOCALE_PATHS that changed; GNU gettext is not needed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        for source in compile_catalogues(settings.LOCALE_PATHS):
            # This process may have looked for messages already, as `manage.py demo` does before it makes the site.
            translation_file_changed(sender=None, file_path=source.with_suffix(".mo"))
            if verbosity:
                self.stdout.write(f"Compiled {source.relative_to(settings.BASE_DIR)}")
