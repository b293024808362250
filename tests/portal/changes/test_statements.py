"""Which statements count as a change of what readers see."""

import pytest

from portal.changes.statements import Writes, what_is_written


@pytest.mark.parametrize(
    "sql",
    [
        'INSERT INTO "news_topic" ("name") VALUES (%s)',
        'INSERT OR IGNORE INTO "news_topic" ("name") VALUES (%s)',
        'UPDATE "wagtailcore_page" SET "title" = %s WHERE "id" = %s',
        'UPDATE "wagtailcore_page" SET "draft_title" = %s, "live" = %s WHERE "id" = %s',
        "update wagtailcore_page set path = '0001' where path = '0002'",
        'DELETE FROM "news_topic" WHERE "id" = %s',
        'TRUNCATE "auth_user", "news_topic"',
        "WITH gone AS (DELETE FROM news_topic RETURNING id) SELECT * FROM gone",
        'ALTER TABLE "news_topic" ADD COLUMN "x" integer',
        'INSERT INTO "a_table_of_tomorrow" VALUES (1)',
    ],
)
def test_what_writes_counts(sql: str) -> None:
    assert what_is_written(sql) is Writes.ANYTHING


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT "id" FROM "news_topic" FOR UPDATE',
        "WITH RECURSIVE above AS (SELECT 1) SELECT * FROM above",
        "SAVEPOINT s1",
        "PRAGMA data_version",
        'UPDATE "django_session" SET "session_data" = %s',
        'INSERT INTO "wagtailcore_revision" ("content") VALUES (%s)',
        'UPDATE "wagtailcore_page" SET "draft_title" = %s, "latest_revision_id" = %s WHERE "id" = %s',
        'UPDATE "wagtailcore_page" SET "numchild" = "wagtailcore_page"."numchild" + 1 WHERE path = %s',
        "UPDATE wagtailcore_page SET numchild=numchild+1 WHERE path = %s",
    ],
)
def test_what_no_reader_sees_does_not_count(sql: str) -> None:
    assert what_is_written(sql) is Writes.NOTHING


def test_whom_something_names_changes_lists_only() -> None:
    assert what_is_written('INSERT INTO "wagtailcore_referenceindex" ("object_id") VALUES (%s)') is Writes.LISTS
