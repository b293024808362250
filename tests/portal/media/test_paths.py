"""No spelling of a path leads to a file, asked of the web server itself: a client would tidy the path up first."""

import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from portal.runtime import child_process
from tests.repository.files import ROOT
from tests.services.service import free_port

from . import files
from .spellings import PLAIN_SLASHES, ask, spellings

HOST = "127.0.0.1"
START_SECONDS = 120
THREADS = 4
MARKER = "ne jūsų akims".encode()


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "private"
    settings.PUBLIC_MEDIA_ROOT = tmp_path / "public" / "media"
    cache.clear()
    return tmp_path


@pytest.fixture
def portal(site: None, media: Path) -> Iterator[int]:
    """The port of a web server on the database and the files of the test."""
    port = free_port()
    name = connection.settings_dict["NAME"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "PORTAL_VAR_DIR": str(media),
        "DATABASE_URL": os.environ.get("DATABASE_URL", "sqlite:///").rpartition("/")[0] + f"/{name}",
    }
    command = ["-m", "portal.web_server", "--host", HOST, "--port", str(port), "--log-level", "warning"]
    server = child_process.start(
        [sys.executable, *command, "--blocking-threads", str(THREADS)],
        directory=ROOT,
        environment=environment,
    )
    try:
        end = time.monotonic() + START_SECONDS
        while not _answers(port):
            assert time.monotonic() < end, "The web server has not started."
            time.sleep(0.2)
        yield port
    finally:
        child_process.let_go(server)
        server.wait()


def _answers(port: int) -> bool:
    try:
        return ask(HOST, port, "/lt/")[0] == 200
    except OSError:
        return False


def test_no_spelling_of_a_path_leads_to_a_file(portal: int, media: Path) -> None:
    private = Collection.get_first_root_node().add_child(name="Sava")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    document = get_document_model()(title="Slapta", collection=private)
    document.file.save("slapta.txt", ContentFile(MARKER))
    picture = get_image_model().objects.create(title="Fasadas", file=ContentFile(files.picture(), name="fasadas.png"))
    picture.file.storage.save("original_images/pastaba.txt", ContentFile(MARKER))
    rendition = picture.get_rendition("width-100")
    (media / "demo-logins").write_bytes(MARKER)

    assert ask(HOST, portal, rendition.url)[0] == 200
    note = "original_images/pastaba.txt"
    targets = [
        *spellings("/media/images/", document.file.name, document.file.path),
        *spellings("/media/", note, str(media / "private" / note), PLAIN_SLASHES),
        *spellings("/static/portal/", "demo-logins", str(media / "demo-logins"), PLAIN_SLASHES),
        *spellings(f"/documents/{document.pk}/", document.file.name, document.file.path, PLAIN_SLASHES),
        document.file.path,
        document.url,
    ]
    with ThreadPoolExecutor(THREADS) as threads:
        answers = dict(zip(targets, threads.map(lambda target: ask(HOST, portal, target), targets), strict=True))

    assert [target for target, (_status, answer) in answers.items() if MARKER in answer] == []
    refused = {target: status for target, (status, _answer) in answers.items() if status not in (400, 404)}
    # The one true address asks for a log-in; with two slashes before it, too.
    assert set(refused.values()) <= {301, 302}
    assert document.url in refused
