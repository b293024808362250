"""Something is published again and again, and its process is killed before this and that statement:

`python -m tests.portal.storage.killed_way WAY FIRST STEP`. The database is that of the test, named in
TEST_DATABASE; in it are an item that is translated, and the account `administrator`. Prints how often it was killed;
ends with an error where a kill has left something that is neither as before nor whole.
"""

import hashlib
import itertools
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

# They tell of the visit, or of what is still to be delivered.
BESIDE = {"django_session", "search_outboxentry", "search_documentversion"}
# Ways of one transaction, after which nothing follows: whatever tables they change, they change at once.
AT_ONCE = {"save_segment", "save_segment_in_conflict"}


def main() -> None:
    way, first, step = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    django.setup()
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
    act = _scheduled() if way == "scheduler" else _pressed(way)
    from django.db import connections

    first_state = before = _state()
    kills = 0
    changes = []
    for number in itertools.count(first, step):
        connections.close_all()
        if not _is_killed(act, number):
            break
        kills += 1
        after = _state()
        if after != before:
            # It was killed after the commit, or there is something between.
            _check(f"{way}, killed before statement {number}")
            changes.append(_changed(before, after))
            before = after
    _check(f"{way}, not killed")
    last = _state()
    assert last != first_state, "nothing was ever published"
    if way in AT_ONCE:
        whole = _changed(before, last)
        assert all(each == whole for each in changes), f"{way}, killed: {changes}, not {whole}"
    print(kills)


def _pressed(way: str) -> Callable[[], Any]:
    from django.contrib.auth import get_user_model

    from news.models import NewsItemPage
    from tests.client import Client
    from tests.portal.storage import ways

    client = Client()
    client.force_login(get_user_model().objects.get(username="administrator"))
    pair = tuple(NewsItemPage.objects.order_by("pk")[:2])
    return lambda: getattr(ways, way)(client, pair)


def _scheduled() -> Callable[[], Any]:
    from portal.translation.release.scheduled import publish_scheduled

    return publish_scheduled


def _is_killed(act: Callable[[], Any], number: int) -> bool:
    """Whether the child was killed before its statement of this number; it may have had no such many."""
    pid = os.fork()
    if pid:
        status = os.waitpid(pid, 0)[1]
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            return True
        assert status == 0, f"the child failed before statement {number}"
        return False
    try:
        from django.db import connection

        numbers = itertools.count()

        def count(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
            if next(numbers) == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, parameters, many, context)

        with connection.execute_wrapper(count):
            act()
        os._exit(0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        os._exit(1)


def _state() -> dict[str, str]:
    """A digest of the rows of each table, as the database has them."""
    from django.apps import apps
    from django.db import connection

    tables = {model._meta.db_table: model._meta.pk.column for model in apps.get_models(include_auto_created=True)}
    found = {}
    with connection.cursor() as cursor:
        for table, key in tables.items():
            if table not in BESIDE and not table.startswith("wagtailsearch_indexentry_fts"):
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY "{key}"')  # noqa: S608 (our own tables)
                found[table] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found


def _changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """Names of the tables that differ."""
    return {table for table in after if after[table] != before[table]}


def _check(when: str) -> None:
    from portal.translation.consistency import check
    from portal.translation.trees.comparing import differences as differences_of_trees
    from search.index import outbox
    from search.index.rebuild import verify
    from tests.portal.translation.memory.agreeing import differences_of_memory

    outbox.drain()
    differences = [str(each) for each in [*check(), *differences_of_trees()]]
    differences += differences_of_memory()
    differences += [f"{key} in the index" for name in outbox.index_names() for key in verify(name).differing]
    assert not differences, f"{when}: {differences}"


if __name__ == "__main__":
    main()
