"""Files of translations that mean harm are refused with a message, and hold no web process for longer than a second."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings
from wagtail_localize.models import StringTranslation, Translation

from portal.translation import acceptable
from portal.translation.exchange.glossary_csv import read_glossary
from portal.translation.exchange.reading import read_isolated, read_memory_isolated
from portal.translation.exchange.units import Unit, UnreadableFile
from portal.translation.exchange.xliff import XliffFile, write_xliff
from portal.translation.memory.models import ExchangeUpload, ImportedTranslation
from tests.client import Client
from tests.factories import content

_NAMESPACE = 'xmlns="urn:oasis:names:tc:xliff:document:1.2"'
XLIFF = f'<xliff version="1.2" {_NAMESPACE}><file original="x"><body>{{}}</body></file></xliff>'
TMX = '<tmx version="1.4"><header/><body>{}</body></tmx>'
UNIT = '<trans-unit id="1" resname="title"><source>{}</source><target>{}</target></trans-unit>'
PAIR = '<tu><tuv xml:lang="lt"><seg>{}</seg></tuv><tuv xml:lang="en"><seg>x</seg></tuv></tu>'
LAUGHS = f'<!DOCTYPE x [<!ENTITY a "{"ha" * 999}"><!ENTITY b "{"&a;" * 999}"><!ENTITY c "{"&b;" * 999}">]>'
NESTED = '<g id="a" ctype="x-html-b">' * 20_000 + "</g>" * 20_000
ATTRIBUTES = " ".join(f'a{number}="1"' for number in range(100_000))

TRANSLATIONS: dict[str, Callable[[], str]] = {
    "PO of a million lines": lambda: 'msgid ""\nmsgstr ""\n' + '"a"\n' * 1_000_000,
    "PO of a million messages": lambda: "".join(f'msgid "{n}"\nmsgstr "x"\n\n' for n in range(200_000)),
    "PO of one long line": lambda: 'msgid "' + "a" * 4_000_000,
    "PO of escapes": lambda: 'msgid "a"\nmsgstr "' + "\\\\" * 1_000_000 + '"',
    "PO that is not in UTF-8 and says so": lambda: (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=no-such\\n"\n\nmsgid "'
    ),
    "PO of plurals": lambda: (
        'msgid "a"\nmsgid_plural "b"\n' + "".join(f'msgstr[{n}] "x"\n' for n in range(100_000)) + '"'
    ),
    "PO that names a file": lambda: "/etc/passwd",
    "PO of comments": lambda: "#, fuzzy\n" * 500_000 + "msgid",
    "PO of NULs": lambda: "\0" * 1_000_000,
    "XLIFF of nested elements": lambda: XLIFF.format(UNIT.format(NESTED, NESTED)),
    "XLIFF of nested units": lambda: XLIFF.format("<group>" * 20_000),
    "XLIFF of attributes": lambda: XLIFF.format(f"<trans-unit {ATTRIBUTES}>"),
    "XLIFF of more units than a page has": lambda: XLIFF.format(UNIT.format("a", "b") * 20_000),
    "XLIFF that laughs": lambda: LAUGHS + XLIFF.format(UNIT.format("&c;", "&c;")),
    "XLIFF of a file of this machine": lambda: (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + XLIFF.format("&a;")
    ),
}
MEMORIES: dict[str, Callable[[], str]] = {
    "TMX of nested elements": lambda: TMX.format(PAIR.format("<hi>" * 20_000 + "</hi>" * 20_000)),
    "TMX that laughs": lambda: LAUGHS + TMX.format(PAIR.format("&c;")),
    "TMX of nested markup": lambda: TMX.format(PAIR.format('<bpt i="1">&lt;b&gt;</bpt>' * 5_000 + "a")),
    "TMX that is not ended": lambda: TMX.format("<tu>" * 20_000),
    "TMX that is a list": lambda: "[]" * 10_000,
}
GLOSSARIES: dict[str, Callable[[], str]] = {
    "a cell without end": lambda: 'lt,en\n"' + "a" * 3_000_000,
    "NULs": lambda: "lt,en\n" + "\0" * 100_000,
    "a million columns that have no name": lambda: "," * 1_000_000,
}


# What says odd things and yet can be read is of no translation, and changes nothing.
READ = {"PO of one long line", "PO of escapes", "PO that is not in UTF-8 and says so", "PO of plurals"}


@pytest.mark.parametrize("name", TRANSLATIONS)
def test_a_hostile_file_of_a_page_is_refused_or_of_no_page(name: str) -> None:
    content = TRANSLATIONS[name]().encode()
    if name in READ:
        assert read_isolated(content).identifier == ""
    else:
        with pytest.raises(UnreadableFile, match=r"\w"):
            read_isolated(content)


@pytest.mark.parametrize("name", MEMORIES)
def test_a_hostile_memory_is_refused(name: str) -> None:
    with pytest.raises(UnreadableFile, match=r"\w"):
        read_memory_isolated(MEMORIES[name]().encode())


@pytest.mark.parametrize("name", GLOSSARIES)
@pytest.mark.django_db
def test_a_hostile_glossary_is_refused(name: str) -> None:
    with pytest.raises(UnreadableFile, match=r"\w"):
        read_glossary(io.StringIO(GLOSSARIES[name]()))


def test_attributes_without_end_in_a_memory_keep_no_pair_out() -> None:
    assert len(read_memory_isolated(TMX.format(f"<tu {ATTRIBUTES}/>" + PAIR.format("Labas")).encode())) == 1


@pytest.fixture
def busy_machine() -> Iterator[None]:
    """Four programs want each of its processors."""
    programs = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(4 * (os.cpu_count() or 1))]
    yield
    for program in programs:
        program.kill()
        program.wait()


@pytest.mark.usefixtures("busy_machine")
@pytest.mark.parametrize("kind", ["XLIFF", "PO"])
def test_a_long_page_is_read_while_somebody_waits_however_busy_the_machine(kind: str) -> None:
    text = "Ministras <b>Jonas</b> ir <b>Ona</b> susitiko su Norvegijos delegacija ir aptarė bendradarbiavimą. " * 3
    units = [Unit(f"body.{number}", f"{text}{number}", f"{text}{number} EN") for number in range(1000)]
    if kind == "XLIFF":
        content = write_xliff(XliffFile("x", "lt", "en", units))
    else:
        entries = "".join(f'msgctxt "{u.path}"\nmsgid "{u.source}"\nmsgstr "{u.target}"\n\n' for u in units)
        content = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n{entries}'.encode()
    assert len(read_isolated(content).units) == 1000


@pytest.fixture
def translation(site: None) -> Translation:
    return content.submit(content.make_item("Vizitas"))


@pytest.fixture
def translator(translation: Translation) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.create_superuser("someone"))
    return client


def send(client: Client, address: str, text: str) -> str:
    file = io.BytesIO(text.encode())
    file.name = "failas"
    response = client.forge(address, {"file": file}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("is_own", [True, False])
def test_the_addresses_of_a_translation_tell_what_is_wrong_with_a_file(
    translator: Client, translation: Translation, is_own: bool
) -> None:
    address = (
        reverse("translation_files", args=[translation.pk])
        if is_own
        else reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    )
    for text in ('msgid "a"\nmsgstr "b"\n', TRANSLATIONS["PO of a million lines"](), XLIFF.format(NESTED)):
        assert "messages" in send(translator, address, text)
    assert not StringTranslation.objects.filter(tool_name__in=["PO", "XLIFF"]).exists()


@pytest.mark.parametrize("piece", ["<a ", '<a x="', "<!", "<br"])
def test_what_a_translator_types_is_parsed_at_once(
    translator: Client, translation: Translation, piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = translation.source.stringsegment_set.exclude(context__path="title").first()
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    begun = time.process_time()
    monkeypatch.setattr(acceptable, "LENGTH_OF_ANY", 100_000)
    typed = urlencode({"value": "Vertimas " + piece * (60_000 // len(piece))})
    kind = "application/x-www-form-urlencoded"
    assert translator.forge(address, typed, method="put", content_type=kind).status_code in (200, 201)
    assert time.process_time() - begun < 10
    assert StringTranslation.objects.get(translation_of=segment.string).data.startswith("Vertimas &lt;")


@pytest.mark.usefixtures("translation")
def test_a_memory_waits_for_the_worker_and_what_became_of_it_is_shown(translator: Client, settings: Settings) -> None:
    address = reverse("translation_memory")
    assert "is no TMX" in send(translator, address, MEMORIES["TMX that is a list"]())
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    assert "It is being read" in send(translator, address, TMX.format(PAIR.format("Labas")))
    assert DBTaskResult.objects.filter(task_path__endswith="take_in_task").count() == 1
    assert ExchangeUpload.objects.filter(is_done=False).count() == 1
    assert not ImportedTranslation.objects.exists()
