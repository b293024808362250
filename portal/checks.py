from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections


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
