"""A rebuild that stops where it is told, until killed: `python -m tests.search.index.pausing_rebuild INDEX POINT NAME`.

NAME is that of the test's database; everything else comes from the environment.
"""

import signal
import sys
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import django


def pause() -> None:
    print("paused", flush=True)
    signal.pause()


def main() -> None:
    index, point, database = sys.argv[1:]
    django.setup()
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    from search.engines.elasticsearch import builds
    from search.engines.embedded.storage import Storage
    from search.index import document, rebuild
    from tests.search.corpus import OSLO, MemorySource, distractors

    document._sources = [MemorySource([OSLO, *distractors()])]
    passes = 0
    original = rebuild._missed

    def missed(versions: Any) -> Iterator[Any]:
        """The first pass is made when the build is filled, the second while deliveries are kept out."""
        nonlocal passes
        passes += 1
        if point == ("filled", "swapping")[passes - 1]:
            pause()
        return original(versions)

    def pause_before_tidying(*arguments: Any) -> None:
        if passes == 2:
            pause()

    patch.object(rebuild, "_missed", missed).start()
    if point == "swapped":
        patch.object(builds, "remove", pause_before_tidying).start()
        patch.object(Storage, "remove_unused_builds", pause_before_tidying).start()
    rebuild.rebuild(index)


if __name__ == "__main__":
    main()
