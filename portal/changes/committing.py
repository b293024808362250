"""What an engine does besides, around statements and commits."""

from typing import Any

from .announcing import announce, committed, forget, watch


class AnnouncesChanges:
    """In front of a DatabaseWrapper of Django's."""

    execute_wrappers: list[Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(watch)

    def _commit(self) -> Any:
        changed = announce(self)
        result = super()._commit()  # type: ignore[misc]
        committed(self, changed)
        return result

    def _rollback(self) -> Any:
        forget(self)
        return super()._rollback()  # type: ignore[misc]

    def close(self) -> None:
        forget(self)
        super().close()  # type: ignore[misc]
