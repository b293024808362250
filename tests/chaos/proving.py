"""Afterwards: whether everything published is found, and nothing else, asked as readers ask and by `verify`."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.chaos.journal import Item
from tests.chaos.portal import Portal
from tests.chaos.reading import Client


@dataclass
class Proof:
    """`lost` are published and not found, `stale` are found with an older text, `leaked` by what is not public."""

    found: int = 0
    lost: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    hidden_words: int = 0
    by_fallback: int = 0
    waiting: int = 0
    verified: str = ""
    state: str = ""


def prove(portal: Portal, client: Client, items: Sequence[Item]) -> Proof:
    proof = Proof()
    for item in items:
        if item.word:
            titles = _titles(proof, client, item.word, item.key)
            if not titles:
                proof.lost.append(item.key)
            elif not all(item.word in title for title in titles):
                proof.stale.append(item.key)
            else:
                proof.found += 1
        for word in item.hidden:
            proof.hidden_words += 1
            if _titles(proof, client, word, item.key):
                proof.leaked.append(item.key)
    client.close()
    proof.waiting = portal.waiting()
    try:
        proof.verified = portal.run("manage.py", "search", "verify")
    except RuntimeError as error:
        proof.verified = str(error)
    proof.state = portal.run("manage.py", "search", "status")
    return proof


def _titles(proof: Proof, client: Client, word: str, key: str) -> list[str]:
    """Of the results that are the item."""
    answer = client.search(word)
    proof.by_fallback += bool(answer["is_fallback"])
    return [result["title"] for result in answer["results"] if result["translation_key"] == key]
