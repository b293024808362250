"""A filled database that is put back for a test in milliseconds, where to fill it takes a second or more."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import Site


class SavedDatabase:
    """The rows of every table, in memory; of one process, whose sequences go on from where they were saved."""

    def __init__(self) -> None:
        self._tables: dict[str, Any] = {}

    def is_saved(self) -> bool:
        return bool(self._tables)

    def save(self) -> None:
        names = set(connection.introspection.table_names()) - {"django_migrations"}
        self._tables = {table: _read(table) for table in sorted(names)}

    def restore(self) -> None:
        """Takes the place of all that the tables hold; within a transaction, too."""
        # Keys that refer to rows that come later are compared when the transaction ends.
        with transaction.atomic():
            for table, rows in self._tables.items():
                _replace(table, rows)
        forget_rows()


def forget_rows() -> None:
    """What Django and Wagtail remember of rows: called where others have taken their place."""
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()


def _read(table: str) -> Any:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return cursor.execute(f'SELECT {_columns(table)} FROM "{table}"').fetchall()  # noqa: S608
        with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as rows:
            return b"".join(rows)


def _replace(table: str, rows: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
        if connection.vendor == "sqlite":
            if rows:
                places = ", ".join(["%s"] * len(rows[0]))
                statement = f'INSERT INTO "{table}" ({_columns(table)}) VALUES ({places})'  # noqa: S608
                cursor.executemany(statement, rows)
            return
        with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as copy:
            copy.write(rows)


def _columns(table: str) -> str:
    """Those that are written: SQLite does not name generated ones here."""
    with connection.cursor() as cursor:
        found = cursor.execute(f'PRAGMA table_info("{table}")').fetchall()
    return ", ".join(f'"{name}"' for _, name, *_ in found)
