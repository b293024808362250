"""A filled database that is put back for a test in milliseconds, where to fill it takes a second or more."""

from collections.abc import Iterable
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
        filled = set(with_rows(self._tables))
        # Keys that refer to rows that come later are compared when the transaction ends.
        with transaction.atomic():
            for table, rows in self._tables.items():
                if (rows or table in filled) and _read(table) != rows:
                    _replace(table, rows)
            _advance(self._sequences)
        forget_rows()


# What Django makes of the code's models, with every migration.
MADE_OF_MODELS = frozenset({"auth_permission", "django_content_type", "django_migrations"})


def with_rows(tables: Iterable[str]) -> list[str]:
    """Those of the tables that have any, asked in one statement: nearly all of a hundred are empty."""
    statements = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in sorted(tables)]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements))
        return [name for (name,) in cursor.fetchall()]


def empty_tables(test_case: object) -> None:
    """In the place of Django's flush after a transactional test, which empties a hundred tables and makes content types
    and permissions anew: longer than most tests."""
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    with transaction.atomic(), connection.cursor() as cursor:
        for table in with_rows(tables - MADE_OF_MODELS):
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
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
