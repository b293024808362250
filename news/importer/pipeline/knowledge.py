"""What the site knows already: a repair leaves its names alone, and a recognition names them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..recognition import Catalogue


@dataclass(frozen=True)
class Knowledge:
    """`words` by language are those of names, in the case in which they are written."""

    catalogue: Catalogue = field(default_factory=Catalogue)
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
