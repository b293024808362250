"""Which languages there are: those of the portal, by their packages, and whatever else is asked for by its code."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, wraps
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from .language import Language, WordRules
from .others.detection import PROFILES
from .others.libraries import language_of_libraries
from .recognition import DetectionProfile

Worked = TypeVar("Worked")

SHIPPED = ("portal.languages.lt", "portal.languages.en")

_installed: dict[str, Language] = {}


def install(packages: Sequence[str]) -> tuple[Language, ...]:
    """Makes these the portal's languages, the default one first. Each package has a LANGUAGE.

    Raises:
        ImportError: where there is no such package.
    """
    _installed.clear()
    for package in packages:
        found = _of_package(package)
        _installed[found.code] = found
    language.cache_clear()
    return languages()


def _of_package(package: str) -> Language:
    """Its language, with words and profile of a language that has no package where it says nothing at all of them."""
    own: Language = import_module(package).LANGUAGE
    without = language_of_libraries(own.code)
    return replace(
        own,
        words=without.words if own.words == WordRules() else own.words,
        detection=PROFILES.get(own.code, own.detection) if own.detection == DetectionProfile() else own.detection,
    )


def languages() -> tuple[Language, ...]:
    """The portal's, the default one first."""
    if not _installed:
        install(SHIPPED)
    return tuple(_installed.values())


def catalogues() -> list[Path]:
    """Folders of message catalogues that the packages of the portal's languages bring."""
    folders = (each.folder / "locale" for each in languages() if each.folder)
    return [folder for folder in folders if folder.is_dir()]


def language_codes() -> list[str]:
    return [each.code for each in languages()]


@cache
def language(code: str) -> Language:
    """Of `lt` or `en-gb`. A language that is none of the portal's and has no package is known by what libraries say."""
    base = code.split("-")[0]
    languages()
    if base in _installed:
        return _installed[base]
    package = f"{__package__}.{base}"
    if base.isalpha() and find_spec(package) and hasattr(import_module(package), "LANGUAGE"):
        return _of_package(package)
    return language_of_libraries(base)


def described_languages() -> tuple[Language, ...]:
    """Those whose texts can be told: the portal's, other ones that have a package, and those of neighbours."""
    shipped = (import_module(package).LANGUAGE.code for package in SHIPPED)
    codes = dict.fromkeys((*language_codes(), *shipped, *PROFILES))
    return tuple(language(code) for code in codes)


def of_languages(work_out: Callable[[tuple[Language, ...]], Worked]) -> Callable[[], Worked]:
    """What depends on the portal's languages together, worked out once for the same ones."""
    known: list[tuple[tuple[Language, ...], Worked]] = []

    @wraps(work_out)
    def worked_out() -> Worked:
        own = languages()
        if not known or not _are_the_same(known[0][0], own):
            known[:] = [(own, work_out(own))]
        return known[0][1]

    return worked_out


def _are_the_same(some: Sequence[Language], others: Sequence[Language]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))
