"""A filled database that is put back for a test in milliseconds, where to fill it takes a second or more."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import Site


class SavedDatabase:
    """The rows of every table, in memory."""

    def __init__(self) -> None:
        self._tables: dict[str, Any] = {}
        self._sequences: list[tuple[str, int]] = []

    def is_saved(self) -> bool:
        return bool(self._tables)

    def save(self) -> None:
        names = set(connection.introspection.table_names()) - {"django_migrations"}
        self._tables = {table: _read(table) for table in sorted(names)}
        self._sequences = _sequences()

    def restore(self) -> None:
        """Takes the place of all that the tables hold; within a transaction, too."""
        # Keys that refer to rows that come later are compared when the transaction ends.
        with transaction.atomic():
            for table, rows in self._tables.items():
                _replace(table, rows)
            _advance(self._sequences)
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


def _sequences() -> list[tuple[str, int]]:
    """Names of PostgreSQL's sequences and the last numbers that they gave; SQLite's follow the rows."""
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        found: list[tuple[str, int]] = cursor.execute(
            "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
        ).fetchall()
        return found


def _advance(sequences: list[tuple[str, int]]) -> None:
    """So that none gives a number again that a row has: a test may have set it back. Rolling back does not."""
    with connection.cursor() as cursor:
        for name, last in sequences:
            cursor.execute(
                "SELECT setval(quote_ident(sequencename)::regclass, %s) FROM pg_sequences"
                " WHERE sequencename = %s AND coalesce(last_value, 0) < %s",
                [last, name, last],
            )


def _columns(table: str) -> str:
    """Those that are written: SQLite does not name generated ones here."""
    with connection.cursor() as cursor:
        found = cursor.execute(f'PRAGMA table_info("{table}")').fetchall()
    return ", ".join(f'"{name}"' for _, name, *_ in found)
