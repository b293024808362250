"""Statistics for SQLite's planner: without them an import costs more for every item that is there already."""

from django.db import connection

from portal.translation.localize import (
    StringSegment,
    StringTranslation,
    TemplateSegment,
    Translation,
    TranslationContext,
    TranslationSource,
)

# Without statistics SQLite looks for a segment among all of its template, for a translation among all of its language.
# Not of every table: pages have columns that are empty throughout, and of these SQLite learns the wrong thing (it then
# reads every page to find the aliases of one).
MODELS = (StringSegment, StringTranslation, TemplateSegment, Translation, TranslationContext, TranslationSource)
ROWS_LOOKED_AT = 1000


def refresh_statistics() -> None:
    """Takes milliseconds, whatever the size. Other databases look after themselves."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        for model in MODELS:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
