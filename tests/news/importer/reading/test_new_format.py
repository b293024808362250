"""A format is one file: with it in the folder, documents are read, repaired and accepted by the form."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

INVENTED = '''
"""Invented documents: a sign, and paragraphs that end with a semicolon."""

from ..document import Block, BlockKind, ReadDocument
from ..document_format import Format
from ..flow import document_of_blocks

SIGN = b"INVENTED\\n"


def read(name: str, content: bytes) -> ReadDocument:
    texts = content.removeprefix(SIGN).decode().split(";")
    blocks = [Block(BlockKind.PARAGRAPH, text.strip()) for text in texts if text.strip()]
    return document_of_blocks(name, "application/x-invented", blocks, ())


FORMATS = (
    Format(
        kind="INVENTED",
        suffixes=(".invented",),
        media_type="application/x-invented",
        read=read,
        by_signature=lambda content: content.startswith(SIGN),
    ),
)
'''
WHAT_FOLLOWS = """
import django
django.setup()
from news.importer.pipeline.wording import worded
from news.importer.reading.messages import Code, Message
from news.importer.review.uploading import UploadForm
field = UploadForm().fields["documents"]
print(field.widget.attrs["accept"])
print(field.help_text)
print(worded(Message(Code.NOT_TEXT)))
"""
# Of the project, what neither runs nor is imported.
LEFT_OUT = shutil.ignore_patterns("__pycache__", "var", ".git", "tests", "node_modules")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with one file more."""
    copy = tmp_path_factory.mktemp("project") / "portal"
    copy.mkdir()
    for name in ("portal", "home", "news", "search", "locale"):
        shutil.copytree(settings.BASE_DIR / name, copy / name, ignore=LEFT_OUT)
    shutil.copy(settings.BASE_DIR / "manage.py", copy)
    (copy / "news/importer/reading/formats/invented.py").write_text(INVENTED)
    return copy


def run(project: Path, *arguments: str) -> str:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "PYTHONPATH": str(project)}
    result = subprocess.run(
        [sys.executable, *arguments], cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_a_document_of_a_new_format_is_read_and_repaired_in_the_sandbox(project: Path) -> None:
    document = project.parent / "naujiena.invented"
    document.write_bytes(b"INVENTED\n" + b"Labas rytas, Lietuva.; Vizitas vyks Osle.")
    assert run(project, "manage.py", "repair_text", str(document)) == "Labas rytas, Lietuva.\n\nVizitas vyks Osle.\n"


def test_form_and_messages_name_a_new_format(project: Path) -> None:
    accepted, help_text, message = run(project, "-c", WHAT_FOLLOWS).splitlines()
    assert ".invented" in accepted.split(",")
    assert "INVENTED" in help_text
    assert "INVENTED" in message
