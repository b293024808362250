"""Which statements of SQL change what readers see.

Every statement that writes does, unless `portal/settings/changes.py` names its table or all of the columns that it
sets: a table that nobody thought of counts.
"""

import re
from enum import Enum
from typing import Any

from django.conf import settings

_WRITE = re.compile(
    r"""\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?)\s+"?(\w+)"?""",
    re.IGNORECASE,
)
# What changes no row, whatever follows. All else counts: a statement behind a comment, or one that nobody thought of
# here, makes pages anew for nothing.
_READING = re.compile(
    r"[\s(]*(?:SELECT|VALUES|WITH|EXPLAIN|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|START|COMMIT|END|SET|RESET|SHOW|PRAGMA|LISTEN"
    r"|UNLISTEN|NOTIFY|DECLARE|FETCH|MOVE|CLOSE|ANALYZE|VACUUM|REINDEX|CHECKPOINT|LOCK|DISCARD|DEALLOCATE)\b",
    re.IGNORECASE,
)
# Those of them in which a write may stand.
_MAY_HOLD_A_WRITE = re.compile(r"[\s(]*(?:WITH|EXPLAIN|DECLARE)\b", re.IGNORECASE)
_DEFINITION = re.compile(r"\s*(?:ALTER|CREATE|DROP|REFRESH)\b", re.IGNORECASE)
_WRITE_INSIDE = re.compile(r"\b(?:INSERT|REPLACE|UPDATE|DELETE|MERGE|EXECUTE)\b", re.IGNORECASE)
_SET = re.compile(r"\bSET\b(.*?)(?:\bWHERE\b|$)", re.IGNORECASE | re.DOTALL)
# A text, a comment, a query or a function in what is set may hide a column.
_HIDING = re.compile(r"['$]|/\*|--|\bFROM\b|\w\(|\(\s*SELECT\b", re.IGNORECASE)
_COLUMN = re.compile(r"""(?:^|,)\s*"?(\w+)"?\s*=""")


class Writes(Enum):
    """What a statement may change of what readers see."""

    NOTHING = 0
    LISTS = 1
    ANYTHING = 2


def what_is_written(sql: Any) -> Writes:
    """Of a statement, or of one that psycopg composes."""
    if not isinstance(sql, str):
        return Writes.ANYTHING
    if ";" in sql and ";" in sql.rstrip("; \n"):
        # Several, of which any may write.
        return Writes.ANYTHING
    if sql.startswith("SELECT"):
        return Writes.NOTHING
    if written := _WRITE.match(sql):
        return _of_one_table(sql, written[1].lower())
    if _READING.match(sql) and not (_MAY_HOLD_A_WRITE.match(sql) and _WRITE_INSIDE.search(sql)):
        return Writes.NOTHING
    return Writes.ANYTHING


def _of_one_table(sql: str, table: str) -> Writes:
    if table in settings.UNSEEN_TABLES or (sql.lstrip()[:6].upper() == "UPDATE" and _sets_unseen_columns_only(sql)):
        return Writes.NOTHING
    return Writes.LISTS if table in settings.LISTING_TABLES else Writes.ANYTHING


def defines(sql: Any) -> bool:
    """Whether a statement makes, changes or removes a table, an index or a database."""
    return isinstance(sql, str) and _DEFINITION.match(sql) is not None


def returns_rows(sql: Any) -> bool:
    """Whether a statement that writes returns rows that have to be read before its commit."""
    return not isinstance(sql, str) or "RETURNING" in sql.upper()


def _sets_unseen_columns_only(sql: str) -> bool:
    found = _SET.search(sql)
    assigned = found[1] if found else ""
    columns = _COLUMN.findall(assigned)
    is_plain = not _HIDING.search(assigned) and len(columns) == assigned.count(",") + 1
    return is_plain and {column.lower() for column in columns} <= settings.UNSEEN_COLUMNS
