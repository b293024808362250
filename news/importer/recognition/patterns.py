"""One pattern for what several languages say."""

from collections.abc import Iterable

# Matches nowhere.
_NOTHING = r"(?!)"


def any_of(patterns: Iterable[str]) -> str:
    """Alternatives; where none is given, a pattern that matches nowhere."""
    given = [pattern for pattern in patterns if pattern]
    return f"(?:{'|'.join(given) if given else _NOTHING})"
