"""Afterwards: whether everything published is found and shown, and nothing else, as readers ask and by `verify`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.chaos.journal import Item
from tests.chaos.pages import shows
from tests.chaos.portal import Portal
from tests.chaos.reading import Client


@dataclass
class Proof:
    """`lost` are published and not found, `stale` are found with an older text, `leaked` by what is not public.

    `old_pages` do not show on each web server what is published.
    """

    found: int = 0
    lost: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    old_pages: list[str] = field(default_factory=list)
    hidden_words: int = 0
    by_fallback: int = 0
    waiting: int = 0
    verified: str = ""
    state: str = ""


def prove(portal: Portal, client: Client, items: Sequence[Item]) -> Proof:
    proof = Proof()
    for item in items:
        if item.word:
            found = _found(proof, client, item.word, item.key)
            if not found:
                proof.lost.append(item.key)
            elif not all(item.word in each["title"] for each in found):
                proof.stale.append(item.key)
            else:
                proof.found += 1
            for path in {urlsplit(each["url"]).path for each in found}:
                if not all(shows(path, item.word, port, portal.port) for port in portal.web_ports):
                    proof.old_pages.append(item.key)
        for word in item.hidden:
            proof.hidden_words += 1
            if _found(proof, client, word, item.key):
                proof.leaked.append(item.key)
    client.close()
    proof.waiting = portal.waiting()
    try:
        proof.verified = portal.run("manage.py", "search", "verify")
    except RuntimeError as error:
        proof.verified = str(error)
    proof.state = portal.run("manage.py", "search", "status")
    return proof


def _found(proof: Proof, client: Client, word: str, key: str) -> list[dict[str, Any]]:
    """The results that are the item."""
    answer = client.search(word)
    proof.by_fallback += bool(answer["is_fallback"])
    return [result for result in answer["results"] if result["translation_key"] == key]
