"""The notices of a database, in the order in which every process hears them.

PostgreSQL sends them in the order of commits, to everybody the same. So one process can tell another how new something
is: it holds what was announced up to a certain notice. No clock and no number of a machine's is in it.
"""

import secrets
from dataclasses import dataclass, field
from threading import Lock

from .clock import EVERYTHING, Changed, Clock, clock

# The last ones that are known by name; what was made before them is made anew.
MOST_KNOWN = 4000


@dataclass(frozen=True)
class Notice:
    """`identifier` is no other notice's. `listening` is the listening under which it was written, 0 for none."""

    identifier: str
    listening: int


@dataclass
class Stream:
    """What this process has heard. Used by many threads."""

    clock: Clock
    # The last notice heard in this listening.
    last: str | None = None
    _listening: int = 0
    _begun: int = 0
    # For each notice, the moment up to which everything was heard with it.
    _moments: dict[str, int] = field(default_factory=dict)
    # What this process has committed, and knows before it hears of it: a moment no later than that of each.
    _ahead: dict[str, int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def begin(self) -> None:
        """Notices come from now on; what was told before is not known."""
        with self._lock:
            self._forget()
            self._begun += 1
            self._listening = self._begun
            self.clock.tell(EVERYTHING)

    def end(self) -> None:
        """None will come any longer."""
        with self._lock:
            self._forget()
            self._listening = 0
            self.clock.tell(EVERYTHING)

    def new_notice(self) -> Notice:
        return Notice(secrets.token_urlsafe(9), self._listening)

    def told(self, notice: Notice | None, changed: Changed) -> None:
        """This process has committed it; None where it could tell nobody else."""
        with self._lock:
            # One that was written before the listening is mostly not heard here; where it is, it counts twice.
            will_be_heard = notice is not None and notice.listening == self._listening != 0
            if notice is not None and will_be_heard and notice.identifier not in self._moments:
                self._ahead[notice.identifier] = self.clock.now + 1
            self.clock.tell(changed)

    def heard(self, identifier: str, changed: Changed | None) -> None:
        """A notice has come; None for one that says of no change."""
        with self._lock:
            is_known = self._ahead.pop(identifier, None) is not None
            if changed is not None and not is_known:
                self.clock.tell(changed)
            if not identifier:
                return
            # Others have not heard yet of what is known ahead.
            self._moments[identifier] = min(self._ahead.values(), default=self.clock.now + 1) - 1
            if len(self._moments) > MOST_KNOWN:
                del self._moments[next(iter(self._moments))]
            self.last = identifier

    def moment_of(self, identifier: str) -> int | None:
        """The moment up to which something holds everything that holds what was announced up to this notice.

        None where this process has not heard it: nothing can be said then.
        """
        return self._moments.get(identifier)

    def _forget(self) -> None:
        self.last = None
        self._moments.clear()
        self._ahead.clear()


stream = Stream(clock)
