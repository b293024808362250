"""Which release of the portal this is, by what its pages are made with: two releases beside each other share none."""

import hashlib
import json
import os
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

# What pages are made with, and what is written in them: stylesheets and scripts by the digest in their names.
SOURCES = ("portal", "home", "news", "search", "locale")
SUFFIXES = (".css", ".html", ".js", ".po", ".py", ".svg", ".txt", ".xml")
# Each machine's own, and of no page. Places of files (values that are paths) are left out, too; all else counts.
OWN_SETTINGS = frozenset(
    {"ALLOWED_HOSTS", "CACHES", "DATABASES", "ELASTICSEARCH_URL", "KEPT_PAGES_BYTES", "SEARCH_MACHINE", "SECRET_KEY"}
)


def release() -> str:
    """Equal on all machines that run the same code with the same libraries and settings."""
    digest = hashlib.blake2b(digest_size=12)
    for part in (*_sources(Path(settings.BASE_DIR)), *_libraries(), *_settings()):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _sources(root: Path) -> Iterator[bytes]:
    for source in SOURCES:
        for folder, folders, files in os.walk(root / source):
            folders.sort()
            for name in sorted(files):
                if name.endswith(SUFFIXES):
                    path = Path(folder, name)
                    yield str(path.relative_to(root)).encode()
                    yield path.read_bytes()


def _libraries() -> Iterator[bytes]:
    """Their names and versions, as they are installed."""
    for place in sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}):
        yield from (path.name.encode() for path in sorted(Path(place).glob("*.dist-info")))


def _settings() -> Iterator[bytes]:
    for name in sorted(dir(settings)):
        if name.isupper() and name not in OWN_SETTINGS:
            yield name.encode()
            yield json.dumps(_without_paths(getattr(settings, name)), sort_keys=True, default=str).encode()


def _without_paths(value: Any) -> Any:
    match value:
        case Path():
            return None
        case dict():
            return {str(key): _without_paths(each) for key, each in value.items()}
        case list() | tuple():
            return [_without_paths(each) for each in value]
        case set() | frozenset():
            return sorted(str(each) for each in value)
    return value
