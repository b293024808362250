"""Builds on the cluster: which stand there, which of them is in use, and what a rebuild has left behind."""

import re
from collections.abc import Iterable

from elasticsearch import Elasticsearch


def in_use(client: Elasticsearch, alias: str) -> list[str]:
    return [index for index, aliases in _aliases(client, alias).items() if alias in aliases]


def not_in_use(client: Elasticsearch, alias: str) -> list[str]:
    """Builds of a rebuild that is running or was killed, and those that the last one has replaced."""
    return [
        index
        for index, aliases in _aliases(client, alias).items()
        # Another portal's prefix may begin like this one's.
        if alias not in aliases and re.fullmatch(rf"{re.escape(alias)}-[0-9a-f]{{8}}", index)
    ]


def _aliases(client: Elasticsearch, alias: str) -> dict[str, set[str]]:
    """Indexes by name, each with its aliases that begin so: every build has one for its writers.

    Asked by a pattern, which finds nothing where there is nothing, instead of failing.
    """
    found = client.indices.get_alias(name=f"{alias}*", filter_path="*.aliases")
    return {index: set(content["aliases"]) for index, content in found.items()}


def closed_to_writing(client: Elasticsearch, indices: Iterable[str]) -> list[str]:
    """Those of the builds that a swap keeps deliveries out of."""
    names = list(indices)
    if not names:
        return []
    blocked = client.indices.get_settings(index=names, filter_path="*.settings.index.blocks.write")
    return list(blocked)


def open_to_writing(client: Elasticsearch, indices: Iterable[str]) -> None:
    for index in indices:
        client.indices.put_settings(index=index, settings={"blocks.write": None})


def remove(client: Elasticsearch, indices: Iterable[str]) -> None:
    for index in indices:
        client.indices.delete(index=index, ignore_unavailable=True)
