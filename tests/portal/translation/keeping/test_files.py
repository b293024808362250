"""A file that comes back never takes the place of newer words in silence, and nothing that it brings is lost."""

import io
import re

import polib
import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from portal.translation.exchange.xliff import XliffFile, read_xliff, write_xliff
from portal.translation.keeping.models import KeptText
from portal.translation.staff.models import Role
from tests.client import Client
from tests.factories import content

from ..conftest import Content, browser_of, group_of, member
from .editor import opened, save, texts_of


@pytest.fixture
def translation(pairs: Content) -> Translation:
    return Translation.objects.get(source__object_id=pairs.lithuanian.translation_key)


@pytest.fixture
def colleague(staff: None) -> Client:
    return browser_of(member(group_of(Role.TRANSLATOR, "lt", "en"), name="colleague"))


def taken_out(client: Client, translation: Translation, kind: str, **texts: str) -> bytes:
    """The file, with translations of its own by path."""
    if kind == "PO":
        address = reverse("wagtail_localize:download_pofile", args=[translation.pk])
        catalogue = polib.pofile(client.get(address).content.decode())
        for entry in catalogue:
            entry.msgstr = texts.get(entry.msgctxt, entry.msgstr)
        return str(catalogue).encode()
    file = read_xliff(client.get(reverse("translation_xliff", args=[translation.pk])).content)
    units = [unit.__class__(unit.path, unit.source, texts.get(unit.path, unit.target)) for unit in file.units]
    return write_xliff(XliffFile(file.identifier, file.language, file.other_language, units, file.written_at))


def bring_back(client: Client, translation: Translation, content_of_file: bytes) -> str:
    """The messages."""
    file = io.BytesIO(content_of_file)
    file.name = "file"
    address = reverse("translation_files", args=[translation.pk])
    return str(client.post(address, {"file": file}, follow=True).content.decode())


@pytest.mark.parametrize("kind", ["PO", "XLIFF"])
def test_what_was_translated_after_the_file_was_taken_out_stays_and_the_files_text_is_kept(
    translator: Client, colleague: Client, translation: Translation, kind: str
) -> None:
    file = taken_out(translator, translation, kind, title="From the file", lead="Lead from the file")
    title = next(each for each in opened(translation) if each.path == "title")
    assert save(colleague, title, "Newer").status_code == 200
    said = bring_back(translator, translation, file)
    texts = {path: text for (path, _source), text in texts_of(translation).items()}
    assert (texts["title"], texts["lead"]) == ("Newer", "Lead from the file")
    assert "„Vizitas“" in said or "“Vizitas”" in said
    assert reverse("translation_kept_of", args=[translation.pk]) in said
    assert KeptText.objects.filter(text="From the file", reason="older_file").exists()
    assert KeptText.objects.filter(text="EN Vizitas: įžanga.", reason="replaced").exists()


@pytest.mark.parametrize("kind", ["PO", "XLIFF"])
def test_the_same_file_may_be_corrected_and_brought_back_by_the_same_person(
    translator: Client, translation: Translation, kind: str
) -> None:
    first = taken_out(translator, translation, kind, title="First")
    bring_back(translator, translation, first)
    bring_back(translator, translation, first.replace(b"First", b"Second"))
    assert texts_of(translation)["title", "Vizitas"] == "Second"
    assert KeptText.objects.filter(text="First", reason="replaced").exists()


def test_a_file_that_does_not_say_when_it_was_written_replaces_keeps_and_says_so(
    translator: Client, translation: Translation
) -> None:
    file = taken_out(translator, translation, "PO", title="From the file")
    undated = re.sub(rb'"POT-Creation-Date:[^"]*"\n', b"", file)
    assert undated != file
    assert reverse("translation_kept_of", args=[translation.pk]) in bring_back(translator, translation, undated)
    assert texts_of(translation)["title", "Vizitas"] == "From the file"
    assert KeptText.objects.filter(text="EN Vizitas", reason="replaced").exists()


def test_texts_for_parts_that_the_original_no_longer_has_are_kept(
    translator: Client, pairs: Content, translation: Translation
) -> None:
    file = taken_out(translator, translation, "XLIFF", lead="Lead from the file")
    item = content.fresh(pairs.lithuanian)
    item.lead = "Kita."
    item.save_revision().publish()
    bring_back(translator, translation, file)
    assert KeptText.objects.filter(text="Lead from the file", reason="changed").exists()
    assert not StringTranslation.objects.filter(data="Lead from the file").exists()
