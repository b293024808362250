"""What the site knows already: a repair leaves its names alone, and a recognition names them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portal.i18n import language_codes

from .catalogue import read_catalogue
from .recognition import Catalogue

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class Knowledge:
    """`words` by language are those of names, in the case in which they are written."""

    catalogue: Catalogue = field(default_factory=Catalogue)
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)


def read_knowledge() -> Knowledge:
    """In a constant number of queries."""
    catalogue = read_catalogue()
    words = {
        language: frozenset(word for name in _names(catalogue, language) for word in WORD.findall(name))
        for language in language_codes()
    }
    return Knowledge(catalogue, words)


def _names(catalogue: Catalogue, language: str) -> Iterator[str]:
    """Those of other languages only where there is none: `Oslo` is not how a text has to write `Osle`."""
    for known in (*catalogue.people, *catalogue.organisations):
        own = known.names.get(language)
        yield from own or (name for versions in known.names.values() for name in versions)
    for place in catalogue.places:
        if language in place.names:
            yield place.names[language]
        else:
            yield from place.names.values()
