"""Which statements count as a change of what readers see."""

from typing import Any

import pytest
from psycopg.sql import SQL

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
        'INSERT INTO "public"."news_topic" VALUES (1)',
        '/* by hand */ UPDATE "news_topic" SET "name" = %s',
        "-- by hand\nDELETE FROM news_topic",
        'EXPLAIN ANALYZE DELETE FROM "news_topic"',
        "DO $$ BEGIN DELETE FROM news_topic; END $$",
        "CALL tidy_up()",
        'DELETE FROM "django_session"; DELETE FROM "news_topic"',
        'UPDATE "wagtailcore_page" SET "locked" = %s, ("live", "slug") = (%s, %s)',
        """UPDATE "wagtailcore_page" SET "locked" = 'a WHERE b', "live" = %s""",
        """UPDATE "wagtailcore_page" SET "latest_revision_id" = (SELECT "id" FROM "a"), "live" = %s WHERE "id" = %s""",
        'UPDATE "wagtailcore_page" SET "locked" = "a" IS DISTINCT FROM "b", "title" = %s',
        'UPDATE "wagtailcore_page" SET "locked" = %s /* WHERE */, "title" = %s',
        'SELECT 1; DELETE FROM "news_topic"',
        'BEGIN; UPDATE "news_topic" SET "name" = 1; COMMIT',
        "WITH a AS (SELECT 1) REPLACE INTO news_topic SELECT * FROM a",
        "EXPLAIN ANALYZE EXECUTE prepared",
        SQL("DELETE FROM news_topic"),
    ],
)
def test_what_writes_counts(sql: Any) -> None:
    assert what_is_written(sql) is Writes.ANYTHING


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT "id" FROM "news_topic" FOR UPDATE',
        "WITH RECURSIVE above AS (SELECT 1) SELECT * FROM above",
        '(SELECT "id" FROM "news_topic") UNION (SELECT "id" FROM "news_person")',
        "SAVEPOINT s1",
        "SET CONSTRAINTS ALL IMMEDIATE",
        'DECLARE "c" NO SCROLL CURSOR WITH HOLD FOR SELECT "id" FROM "news_topic"',
        "PRAGMA data_version",
        'UPDATE "django_session" SET "session_data" = %s',
        'INSERT INTO "wagtailcore_revision" ("content") VALUES (%s)',
        'UPDATE "wagtailcore_page" SET "draft_title" = %s, "latest_revision_id" = %s WHERE "id" = %s',
        'UPDATE "wagtailcore_page" SET "numchild" = "wagtailcore_page"."numchild" + 1 WHERE path = %s',
        "UPDATE wagtailcore_page SET numchild=numchild+1 WHERE path = %s",
        'UPDATE "wagtailcore_page" SET "numchild" = ("wagtailcore_page"."numchild" + %s) WHERE "path" = %s',
    ],
)
def test_what_no_reader_sees_does_not_count(sql: str) -> None:
    assert what_is_written(sql) is Writes.NOTHING


def test_whom_something_names_changes_lists_only() -> None:
    assert what_is_written('INSERT INTO "wagtailcore_referenceindex" ("object_id") VALUES (%s)') is Writes.LISTS
