"""Translations go out to other tools and come back the same, or are refused with a reason and nothing half-written."""

import io
from pathlib import Path

import polib
import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail_localize.models import StringTranslation, Translation

from portal.translation.exchange.applying import units_of
from portal.translation.exchange.glossary_csv import read_glossary, write_glossary
from portal.translation.exchange.tmx import MemoryUnit, read_tmx, write_tmx
from portal.translation.exchange.units import Unit, UnreadableFile
from portal.translation.exchange.xliff import XliffFile, read_xliff, write_xliff
from portal.translation.glossary.models import GlossaryEntry, GlossaryTerm
from portal.translation.memory.models import ImportedTranslation
from portal.translation.workbench.editor import workbench_of
from tests.client import Client
from tests.factories import content

RICH = 'R&amp;D <b>ir <i>kita</i></b>, <a id="a1">nuoroda</a><br/>„čia“ &lt;5'

TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=12).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)
HTML = st.recursive(
    TEXT, lambda inner: st.tuples(st.sampled_from("bi"), inner, TEXT).map("<{0[0]}>{0[1]}</{0[0]}>{0[2]}".format)
)


@given(HTML, HTML)
def test_xliff_and_tmx_bring_back_what_they_were_given(source: str, target: str) -> None:
    units = [Unit("title", source, target), Unit("body.1", RICH, ""), Unit("lead", RICH, RICH, is_unchecked=True)]
    back = read_xliff(write_xliff(XliffFile("x", "lt", "en", units)))
    assert (back.identifier, back.language, back.other_language, list(back.units)) == ("x", "lt", "en", units)

    output = io.StringIO()
    write_tmx([MemoryUnit("lt", source, "en", RICH)], output, "lt")
    found = list(read_tmx(io.BytesIO(output.getvalue().encode()), ["lt", "en"]))
    # Spaces at the ends of a text, and a text of spaces alone, mean nothing.
    assert found == ([MemoryUnit("lt", source.strip(), "en", RICH)] if source.strip() else [])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no xml",
        b"<html/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>',
        b'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>',
    ],
)
def test_what_is_no_xliff_or_tmx_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_xliff(content)
    with pytest.raises(UnreadableFile):
        list(read_tmx(io.BytesIO(content), ["lt", "en"]))


def test_tmx_of_other_tools_is_read_by_language_and_without_their_markup() -> None:
    tmx = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>
    <tu><tuv xml:lang="LT-lt"><seg>Vizitas <bpt i="1">{\\b </bpt>Osle<ept i="1">}</ept> &amp; kita</seg></tuv>
    <tuv lang="EN"><seg>Visit to Oslo &amp; more</seg></tuv><tuv xml:lang="de"><seg>Besuch</seg></tuv></tu>
    <tu><tuv xml:lang="lt"><seg>Be vertimo</seg></tuv></tu></body></tmx>"""
    found = list(read_tmx(io.BytesIO(tmx.encode()), ["lt", "en"]))
    assert found == [MemoryUnit("lt", "Vizitas Osle &amp; kita", "en", "Visit to Oslo &amp; more")]


@pytest.fixture
def translation(site: None) -> Translation:
    body = ['<b>Pirma</b> ir <a href="https://example.org/">nuoroda</a>']
    return content.submit(content.make_item("Vizitas", lead="Įžanga.", body=body))


@pytest.fixture
def translator(translation: Translation) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("someone"))
    return client


def saved(translation: Translation) -> set[tuple[str, str]]:
    """Text and tool of what the page has been translated with."""
    rows = StringTranslation.objects.filter(context__object_id=translation.source.object_id)
    return set(rows.values_list("data", "tool_name"))


def upload(client: Client, address: str, text: str | bytes, **values: str) -> str:
    file = io.BytesIO(text.encode() if isinstance(text, str) else text)
    file.name = "file"
    response = client.post(address, {"file": file, **values}, follow=True)
    return response.content.decode()


def test_a_page_goes_out_as_xliff_and_as_po_and_comes_back_translated(
    translator: Client, translation: Translation
) -> None:
    address = reverse("translation_files", args=[translation.pk])
    assert translator.get(address).status_code == 200
    out = translator.get(reverse("translation_xliff", args=[translation.pk]))
    assert out["Content-Disposition"] == 'attachment; filename="vizitas-en.xlf"'
    file = read_xliff(out.content)
    texts = {"Vizitas": "Visit", "Įžanga.": "Lead."}
    units = [Unit(unit.path, unit.source, texts.get(unit.source, "")) for unit in file.units]
    upload(translator, address, write_xliff(XliffFile(file.identifier, "lt", "en", units)))
    assert saved(translation) == {("Visit", "XLIFF"), ("Lead.", "XLIFF")}

    catalogue = polib.pofile(
        translator.get(reverse("wagtail_localize:download_pofile", args=[translation.pk])).content.decode()
    )
    entries = {entry.msgid: entry for entry in catalogue}
    (rich,) = (text for text in entries if "<a" in text)
    entries[rich].msgstr = '<b>First</b> and <a id="a1">a link</a>'
    assert entries["Vizitas"].msgstr == "Visit"
    # What is known by a path of keys says where it stands, as in XLIFF.
    bench = workbench_of(translation.get_target_instance())
    assert bench
    notes = {unit.source: unit.note for unit in units_of(bench)}
    assert {text: entry.comment for text, entry in entries.items()} == notes
    assert all(notes.values())
    upload(translator, address, str(catalogue))
    assert StringTranslation.objects.get(tool_name="PO").data == '<b>First</b> and <a id="a1">a link</a>'


def test_a_file_with_a_wrong_text_or_of_another_page_changes_nothing(
    translator: Client, translation: Translation
) -> None:
    address = reverse("translation_files", args=[translation.pk])
    file = read_xliff(translator.get(reverse("translation_xliff", args=[translation.pk])).content)
    wrong = [
        Unit(unit.path, unit.source, 'fine <a id="a9">but here</a>' if "<a" in unit.source else "fine")
        for unit in file.units
    ]
    for identifier, units in ((file.identifier, wrong), ("another", [Unit("title", "Vizitas", "Visit")])):
        page = upload(translator, address, write_xliff(XliffFile(identifier, "lt", "en", units)))
        assert "messages" in page
        assert saved(translation) == set()
    upload(translator, address, "neither of them")
    assert saved(translation) == set()


def test_the_memory_goes_out_as_tmx_and_comes_in_again_once(translator: Client, translation: Translation) -> None:
    content.fill(translation)
    address = reverse("translation_memory")
    assert translator.get(address).status_code == 200
    tmx = translator.get(reverse("translation_memory_tmx")).content
    assert b"Vizitas" in tmx
    pairs = StringTranslation.objects.values_list("translation_of__data", "data", "locale")
    count = len(set(pairs))
    for _time in range(2):
        upload(translator, address, tmx)
        assert ImportedTranslation.objects.count() == count
    upload(translator, address, tmx[: len(tmx) // 2].replace(b"Vizitas", b"Kelione"))
    assert ImportedTranslation.objects.count() == count


@pytest.mark.django_db
def test_the_glossary_goes_out_as_a_table_and_comes_back(tmp_path: Path) -> None:
    entry = GlossaryEntry.objects.create(note="=1+1")
    for language, text in (("lt", "vizitas"), ("en", "visit"), ("en", "trip")):
        GlossaryTerm.objects.create(entry=entry, language=language, text=text)
    output = io.StringIO()
    write_glossary(output)
    assert output.getvalue().splitlines() == ["lt,en,note", "vizitas,visit; trip,'=1+1"]

    assert read_glossary(io.StringIO(output.getvalue())).unchanged == 1
    taken = read_glossary(io.StringIO("lt;en\nvizitas;visit\nklasterystė;clustering"))
    assert (taken.added, taken.changed) == (1, 1)
    with pytest.raises(UnreadableFile, match="3"):
        read_glossary(io.StringIO("lt,en\nnaujas,new\nvienas,\n"))
    assert GlossaryEntry.objects.count() == 2
    with pytest.raises(UnreadableFile):
        read_glossary(io.StringIO("a,b\n1,2\n"))

    file = tmp_path / "glossary.csv"
    call_command("glossary", "export", str(file))
    GlossaryEntry.objects.all().delete()
    call_command("glossary", "import", str(file))
    assert GlossaryTerm.objects.filter(text="klasterystė").exists()


@pytest.mark.django_db
def test_a_glossary_that_looks_like_formulas_and_has_notes_of_several_lines_comes_back_unchanged(
    tmp_path: Path,
) -> None:
    entries = [
        ("-ė", "@home", "+1\n\n=2; „x“"),
        ("'=kitas", "other", "'@"),
        ("trečias, gal", '"third"', "a\u2028b\r\nc"),
    ]
    for lithuanian, english, note in entries:
        entry = GlossaryEntry.objects.create(note=note)
        GlossaryTerm.objects.create(entry=entry, language="lt", text=lithuanian)
        GlossaryTerm.objects.create(entry=entry, language="en", text=english)
    file = tmp_path / "glossary.csv"
    call_command("glossary", "export", str(file))

    with file.open(encoding="utf-8-sig", newline="") as lines:
        assert read_glossary(lines).unchanged == len(entries)
    GlossaryEntry.objects.all().delete()
    call_command("glossary", "import", str(file))

    found = [(*(term.text for term in entry.terms.all()), entry.note) for entry in GlossaryEntry.objects.order_by("pk")]
    # A line separator is a line break wherever a text comes in.
    assert found == [*entries[:2], ("trečias, gal", '"third"', "a\nb\r\nc")]
    with pytest.raises(ValidationError):
        GlossaryTerm(entry=GlossaryEntry.objects.first(), language="lt", text="du; trys").full_clean()


@pytest.mark.django_db
def test_the_commands_say_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    file = tmp_path / "memory.tmx"
    with pytest.raises(CommandError):
        call_command("translation_memory", "import", str(file))
    file.write_text("no TMX")
    with pytest.raises(CommandError):
        call_command("translation_memory", "import", str(file))
    call_command("translation_memory", "export", str(file))
    assert list(read_tmx(io.BytesIO(file.read_bytes()))) == []
