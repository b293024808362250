import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import connections


@checks.register(checks.Tags.security)
def private_data(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """The database, the index and drafts must not be readable by every account of the machine."""
    directories = {Path(settings.VAR_DIR), Path(settings.SEARCH_INDEX_PATH).parent}
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
        directories.add(Path(settings.DATABASES["default"]["NAME"]).parent)
    return [
        checks.Warning(
            f"Every account of this machine can read {directory}.",
            hint="chmod 0700, or 0750 with a group for a proxy that serves files from it; see docs/operations.md.",
            id="portal.W001",
        )
        for directory in sorted(directories)
        if _is_open_to_everybody(directory)
    ]


def _is_open_to_everybody(directory: Path) -> bool:
    """One directory on the way that is closed to others closes what is in it."""
    try:
        return all(each.stat().st_mode & stat.S_IXOTH for each in (directory, *directory.absolute().parents))
    except OSError:
        # Not made yet, or out of reach.
        return False


@checks.register(checks.Tags.database)
def no_alias_pages(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """An alias would serve one language under another's address. Run by `check --database default`."""
    from wagtail.models import Page

    errors: list[checks.CheckMessage] = []
    for alias in databases or ():
        if Page._meta.db_table not in connections[alias].introspection.table_names():
            continue
        aliases = Page.objects.using(alias).filter(alias_of__isnull=False)
        errors += [
            checks.Error(
                f"Page {page.pk} ({page.url_path}) is an alias of page {page.alias_of_id}.",
                hint="Translate the page, or delete the alias.",
                id="portal.E001",
            )
            for page in aliases
        ]
    return errors
