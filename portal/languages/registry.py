"""Which languages there are: those of the portal, by their packages, and whatever else is asked for by its code."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from .common.libraries import language_of_libraries
from .language import Language

SHIPPED = ("portal.languages.lt", "portal.languages.en")

_installed: dict[str, Language] = {}


def install(packages: Sequence[str]) -> tuple[Language, ...]:
    """Makes these the portal's languages, the default one first. Each package has a LANGUAGE.

    Raises:
        ImportError: where there is no such package.
    """
    _installed.clear()
    for package in packages:
        found = import_module(package).LANGUAGE
        _installed[found.code] = found
    language.cache_clear()
    return languages()


def languages() -> tuple[Language, ...]:
    """The portal's, the default one first."""
    if not _installed:
        install(SHIPPED)
    return tuple(_installed.values())


def catalogues() -> list[Path]:
    """Folders of message catalogues that the packages of the portal's languages bring."""
    folders = (each.folder / "locale" for each in languages() if each.folder)
    return [folder for folder in folders if folder.is_dir()]


@cache
def language(code: str) -> Language:
    """Of `lt` or `en-gb`. A language that is none of the portal's and has no package is known by what libraries say."""
    base = code.split("-")[0]
    languages()
    if base in _installed:
        return _installed[base]
    package = f"{__package__}.{base}"
    if base.isalpha() and find_spec(package) and hasattr(import_module(package), "LANGUAGE"):
        found: Language = import_module(package).LANGUAGE
        return found
    return language_of_libraries(base)
