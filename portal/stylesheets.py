"""The stylesheet of readers' pages: one file, made of several; see docs/adr/0047-one-stylesheet.md."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, overload

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage
from django.templatetags.static import static

from portal.storage.files import write_whole

STYLESHEET = "portal/css/readers.css"
SOURCES_DIRECTORY = Path(__file__).parent / "static/portal/css"
# The first one says in which order the layers win. What is for paper alone says so itself.
SOURCES = ("tokens.css", "base.css", "frame.css", "lists.css", "article.css", "search.css", "print.css")


def stylesheet_url() -> str:
    """For pages about errors: empty where the manifest of hashed names is missing, so that they do not fail as well."""
    try:
        return static(STYLESHEET)
    except ValueError:
        return ""


class ReadersStylesheetFinder(BaseFinder):
    """Finds the stylesheet in PORTAL_VAR_DIR, where it is made anew whenever its sources say something else."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    @overload
    def find(self, path: str, find_all: Literal[False] = ...) -> str | None: ...

    @overload
    def find(self, path: str, find_all: Literal[True]) -> list[str]: ...

    def find(self, path: str, find_all: bool = False) -> Any:
        # Django takes None for a file that is there; its own finders answer with an empty list as well.
        if path != STYLESHEET:
            return []
        found = str(_current())
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        if not matches_patterns(STYLESHEET, ignore_patterns or []):
            _current()
            yield STYLESHEET, FileSystemStorage(location=_directory())


def _directory() -> Path:
    return Path(settings.VAR_DIR) / "stylesheets"


def _current() -> Path:
    """The file, with what its sources say. Raises OSError."""
    path = _directory() / STYLESHEET
    text = "\n".join((SOURCES_DIRECTORY / source).read_text(encoding="utf-8") for source in SOURCES)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        write_whole(path, text)
    return path
