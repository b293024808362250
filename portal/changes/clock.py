"""What this process knows to have changed, in the order in which it learnt of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

# More texts than these are forgotten, and everything counts as changed.
MOST_TEXTS = 20_000


@dataclass(frozen=True)
class Changed:
    """What has changed: `texts`, by their translation keys and those of what names them, or everything.

    `hides` says that something may have been withdrawn, closed or deleted: what was made before is shown to nobody.
    """

    texts: frozenset[UUID] | None
    hides: bool = True

    def __or__(self, other: "Changed") -> "Changed":
        both = self.texts is not None and other.texts is not None
        texts = (self.texts or frozenset()) | (other.texts or frozenset()) if both else None
        return Changed(texts, self.hides or other.hides)


EVERYTHING = Changed(None)


@dataclass
class Clock:
    """Counts changes. A moment is the number of those before it."""

    now: int = 0
    _everything: int = 0
    _hidden: int = 0
    _texts: dict[UUID, int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def tell(self, changed: Changed) -> None:
        with self._lock:
            moment = self.now + 1
            if changed.hides:
                self._hidden = moment
            if changed.texts is None or len(self._texts) + len(changed.texts) > MOST_TEXTS:
                self._everything = moment
                self._texts.clear()
            else:
                self._texts.update(dict.fromkeys(changed.texts, moment))
            # Last: whoever reads the new moment sees what changed with it.
            self.now = moment

    def is_current(self, moment: int, texts: Iterable[UUID] | None) -> bool:
        """Whether nothing has changed since the moment of all that something was made of: texts, or everything."""
        if moment == self.now:
            return True
        # Everything last: what is told between the two empties the texts.
        return (
            texts is not None
            and all(self._texts.get(text, 0) <= moment for text in texts)
            and self._everything <= moment
        )

    def has_hidden_since(self, moment: int) -> bool:
        return self._hidden > moment


clock = Clock()
