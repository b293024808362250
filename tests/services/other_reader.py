"""A process that shares kept pages with others: `python -m tests.services.other_reader DATABASE REDIS_URL PREFIX`.

It reads a JSON object a line and answers each with one.
"""

import hashlib
import json
import sys
import threading
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402

from portal.changes.listening import hear  # noqa: E402
from portal.changes.stream import stream  # noqa: E402
from portal.kept_pages.release import release  # noqa: E402
from portal.kept_pages.shared import SharedPages  # noqa: E402
from tests.portal.kept_pages.reader import Reader  # noqa: E402


def get(reader: Reader, path: str) -> dict[str, Any]:
    before = reader.made
    received = reader.get(path)
    return {
        "status": received.status,
        "text": received.text,
        "tag": received.headers.get("ETag"),
        "digest": hashlib.sha256(received.body).hexdigest(),
        "made": reader.made - before,
    }


def crowd(reader: Reader, path: str, readers: int) -> dict[str, Any]:
    """Many who ask at once."""
    statuses: list[int] = []
    before, begin = reader.made, threading.Barrier(readers)

    def ask() -> None:
        begin.wait()
        try:
            statuses.append(reader.get(path).status)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"statuses": statuses, "made": reader.made - before}


def main() -> None:
    database, redis_url, prefix = sys.argv[1:]
    connection.settings_dict["NAME"] = database
    shared = SharedPages(redis_url, str(settings.SECRET_KEY), release(), prefix)
    reader = Reader(get_wsgi_application(), shared=shared)
    for line in sys.stdin:
        command = json.loads(line)
        match command["do"]:
            case "get":
                answer = get(reader, command["path"])
            case "crowd":
                answer = crowd(reader, command["path"], command["readers"])
            case _:
                answer = {"hears": hear(), "last": stream.last}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
