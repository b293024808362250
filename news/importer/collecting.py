"""Which files are one document: a file by itself, or one for each language that are called alike."""

import hashlib
import pickle
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from news.interchange.storing import slug_from
from portal.i18n import language_codes

from .documents import ReadDocument
from .reading import SourceFile, read_document


@dataclass(frozen=True)
class Found:
    """A file that was found, with its checksum; or what is wrong with it."""

    name: str
    sha256: str
    problem: str = ""


@dataclass(frozen=True)
class Bundle:
    """Files that are called alike, by language; a file of which the name says no language is under ""."""

    identifier: str
    files: dict[str, Found]

    @property
    def names(self) -> list[str]:
        return [file.name for file in self.files.values()]


class Spool:
    """Contents of files on the disk until their turn comes, so that no more than one document is in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, file: SourceFile) -> Found:
        if file.problem:
            return Found(file.name, "", file.problem)
        found = Found(file.name, hashlib.sha256(file.content).hexdigest())
        path = self._folder / found.sha256
        if not path.exists():
            path.write_bytes(file.content)
        return found

    def content(self, found: Found) -> bytes:
        return (self._folder / found.sha256).read_bytes()

    def read(self, found: Found) -> ReadDocument:
        """What is in the file; read once only, for a scan takes seconds a page.

        Raises:
            Unreadable: with a message for people.
        """
        path = self._folder / f"{found.sha256}.read"
        if path.exists():
            document: ReadDocument = pickle.loads(path.read_bytes())  # noqa: S301 - of our own making, in our own folder
            return replace(document, name=found.name)
        document = read_document(found.name, self.content(found))
        path.write_bytes(pickle.dumps(document))
        return document


@contextmanager
def spooled() -> Iterator[Spool]:
    with tempfile.TemporaryDirectory(prefix="portal-documents-") as folder:
        yield Spool(Path(folder))


def bundles(files: Iterable[Found]) -> list[Bundle]:
    """Files grouped by name (`visit_lt.txt` and `visit_en.txt`, `lt/visit.txt` and `en/visit.txt`), in the order of
    their identifiers. Two files of one language do not share a document."""
    groups: dict[str, dict[str, Found]] = {}
    for file in sorted(files, key=lambda file: file.name):
        stem, language = name_parts(file.name)
        group = groups.setdefault(stem, {})
        if language in group or "" in group or (language == "" and group):
            group = groups.setdefault(f"{stem} {PurePosixPath(file.name).name}", {})
        group[language] = file
    taken: dict[str, int] = {}
    found = []
    for stem, group in groups.items():
        identifier = slug_from(stem.replace("/", " "))
        taken[identifier] = taken.get(identifier, 0) + 1
        found.append(Bundle(identifier if taken[identifier] == 1 else f"{identifier}-{taken[identifier]}", group))
    return sorted(found, key=lambda bundle: bundle.identifier)


def name_parts(name: str) -> tuple[str, str]:
    """What a file is called without its language and its ending, and the language that its name says, or ""."""
    path = PurePosixPath(name)
    parts = [*path.parts[:-1], path.stem]
    codes = "|".join(map(re.escape, language_codes()))
    marked = re.fullmatch(rf"(?i)(.*)[._ -]({codes})|({codes})[._ -](.*)", parts[-1])
    if marked:
        language = (marked[2] or marked[3]).lower()
        return "/".join([*parts[:-1], marked[1] or marked[4]]), language
    for index in range(len(parts) - 1, -1, -1):
        if parts[index].lower() in language_codes():
            rest = [*parts[:index], *parts[index + 1 :]]
            return "/".join(rest) or parts[index], parts[index].lower()
    return "/".join(parts), ""
