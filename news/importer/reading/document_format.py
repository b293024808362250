"""Document formats: what each reader declares of itself, and all that have been declared."""

import pkgutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from .document import ReadDocument
from .limits import READING, Cost

_FOLDER = Path(__file__).with_name("formats")


def _never(_content: object) -> bool:
    return False


@dataclass(frozen=True)
class Format:
    """A format, by the module that reads it.

    `kind` is what people call it, and `suffixes` are those of its files' names, the usual one first. `media_type` is
    that of the documents that come out of `read`, which is given a file's name and its content and raises Unreadable.
    `cost` is what a process may take for it.

    A file is known by one of these, asked in this order: `by_signature`, by which programs know the format, from the
    whole content; `by_parts`, of formats that are ZIP archives inside; `by_markup`, a guess from a text. What none
    claims is of the format that `takes_the_rest`; of several that claim a file, it is the first by the modules' names.
    A file's name has no say. `may_be_misnamed`: a file under the name of another format is read, with a warning.
    """

    kind: str
    suffixes: tuple[str, ...]
    media_type: str
    read: Callable[[str, bytes], ReadDocument]
    cost: Cost = READING
    by_signature: Callable[[bytes], bool] = _never
    by_parts: Callable[[zipfile.ZipFile], bool] = _never
    by_markup: Callable[[bytes], bool] = _never
    takes_the_rest: bool = False
    may_be_misnamed: bool = True

    @property
    def has_signature(self) -> bool:
        return self.by_signature is not _never


@cache
def formats() -> tuple[Format, ...]:
    """The formats of all modules in the folder `formats`, by the modules' names."""
    modules = sorted(module.name for module in pkgutil.iter_modules([str(_FOLDER)]))
    return tuple(
        declared for name in modules for declared in import_module(f"{__package__}.{_FOLDER.name}.{name}").FORMATS
    )


def suffixes() -> dict[str, str]:
    """The kind of file that a name's ending promises. One that takes the rest leaves its endings to others."""
    ordered = sorted(formats(), key=lambda declared: not declared.takes_the_rest)
    return {suffix: declared.kind for declared in ordered for suffix in declared.suffixes}
