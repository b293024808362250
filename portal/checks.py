import stat
from collections.abc import Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import connections
from django.http.request import validate_host
from wagtail.models import Page, Site

from portal.addresses.site_record import differences, site_address

# What a check makes of content that is not as it should be. `migrate` only warns of it: what mends it runs afterwards.
content_message: ContextVar[type[checks.Error] | type[checks.Warning]] = ContextVar(
    "content_message", default=checks.Error
)


def private_data(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """The database, the index and drafts must not be readable by every account of the machine."""
    directories = {Path(settings.VAR_DIR), Path(settings.SEARCH_INDEX_PATH).parent}
    if settings.DATABASES["default"]["ENGINE"] == "portal.storage.engines.sqlite3":
        directories.add(Path(settings.DATABASES["default"]["NAME"]).parent)
    return [
        checks.Warning(
            f"Every account of this machine can read {directory}.",
            hint="chmod 0700; see docs/operations.md.",
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


def no_alias_pages(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """An alias would serve one language under another's address. Run by `check --database default`."""
    errors: list[checks.CheckMessage] = []
    for alias in databases or ():
        if Page._meta.db_table not in connections[alias].introspection.table_names():
            continue
        aliases = Page.objects.using(alias).filter(alias_of__isnull=False)
        errors += [
            content_message.get()(
                f"Page {page.pk} ({page.url_path}) is an alias of page {page.alias_of_id}.",
                hint="`manage.py trees mend` deletes it. Translate what it shows.",
                id="portal.E001",
            )
            for page in aliases
        ]
    return errors


def site_is_where_readers_are(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Wagtail makes addresses from its record of the site. Run by `check --database default`."""
    messages: list[checks.CheckMessage] = []
    for alias in databases or ():
        if Site._meta.db_table not in connections[alias].introspection.table_names():
            continue
        messages += [content_message.get()(text, hint=hint, id="portal.E002") for text, hint in differences(alias)]
    return messages


def readers_are_let_in(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Run by `check --deploy`."""
    host = site_address(settings.BASE_URL)[0]
    if settings.DEBUG or validate_host(host, settings.ALLOWED_HOSTS):
        return []
    return [
        checks.Error(
            f"ALLOWED_HOSTS does not name {host}, the host of PORTAL_BASE_URL: its readers are refused.",
            id="portal.E003",
        )
    ]


def holes_can_be_reported(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Run by `check --deploy`."""
    if settings.SECURITY_CONTACTS:
        return []
    return [
        checks.Warning(
            "Nobody can find out whom to tell about a hole in the portal's security.",
            hint="Set PORTAL_SECURITY_CONTACT, for example to mailto:security@example.org.",
            id="portal.W002",
        )
    ]


def register() -> None:
    """Once, when the program starts."""
    checks.register(private_data, checks.Tags.security)
    checks.register(no_alias_pages, checks.Tags.database)
    checks.register(site_is_where_readers_are, checks.Tags.database)
    checks.register(readers_are_let_in, checks.Tags.security, deploy=True)
    checks.register(holes_can_be_reported, checks.Tags.security, deploy=True)
