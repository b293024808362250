"""What the site knows already: a repair leaves its names alone, and a recognition names them."""

import re
from dataclasses import dataclass, field

from .catalogue import read_catalogue
from .recognition import Catalogue

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class Knowledge:
    """`words` are those of names, in the case in which they are written."""

    catalogue: Catalogue = field(default_factory=Catalogue)
    words: frozenset[str] = frozenset()


def read_knowledge() -> Knowledge:
    """In a constant number of queries."""
    catalogue = read_catalogue()
    names = [
        name
        for known in (*catalogue.people, *catalogue.organisations)
        for versions in known.names.values()
        for name in versions
    ]
    names += [name for place in catalogue.places for name in place.names.values()]
    return Knowledge(catalogue, frozenset(word for name in names for word in WORD.findall(name)))
