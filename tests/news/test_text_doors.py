"""Every door through which texts come in keeps them alike: without what nobody sees, and with what typography needs."""

import io
import json
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import StringTranslation, Translation

from news.models import NewsItemPage, NewsListingPage, Person, Topic
from portal.translation.exchange.glossary_csv import read_glossary
from portal.translation.exchange.memory import import_memory
from portal.translation.exchange.tmx import MemoryUnit, write_tmx
from portal.translation.exchange.units import Unit
from portal.translation.exchange.xliff import XliffFile, write_xliff
from portal.translation.glossary.models import GlossaryEntry, GlossaryTerm
from portal.translation.memory.models import ImportedTranslation
from search.models import PromotedResult, SynonymGroup
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form
from tests.news.interchange.content import import_lines, item_line, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

# What is typed, and what is kept of it. The file formats can carry all of them.
CHARACTERS = {
    "soft hyphen": ("vizi\u00adtas", "vizitas"),
    "zero-width space": ("vizi\u200btas", "vizitas"),
    "zero-width joiner": ("vizi\u200dtas", "vizitas"),
    "zero-width non-joiner": ("vizi\u200ctas", "vizitas"),
    "joiner in an emoji": ("👩\u200d🚒 čia", "👩\u200d🚒 čia"),
    "word joiner": ("vizi\u2060tas", "vizitas"),
    "byte order mark": ("vizi\ufefftas", "vizitas"),
    "override of direction": ("vizi\u202etas", "vizitas"),
    "isolate of direction": ("vizi\u2066tas\u2069", "vizitas"),
    "variation selector": ("vizi\ufe0ftas", "vizitas"),
    "tag": ("vizi\U000e0067tas", "vizitas"),
    "decomposed letters": ("s\u030cakne\u0307", "šaknė"),
    "no-break space": ("2017\u00a0m. a", "2017\u00a0m. a"),
    "narrow no-break space": ("10\u202f000 a", "10\u202f000 a"),
    "no-break hyphen": ("e\u2011Factor", "e\u2011Factor"),
    "quotation marks": ("„a“ O’Neil", "„a“ O’Neil"),
    "full-width digits": ("a ２０１７", "a ２０１７"),
}


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("administrator", "a@example.org", "secret"))
    return client


def page_form(editor: Client, text: str) -> list[str]:
    address = reverse(
        "wagtailadmin_pages:add", args=["news", "newsitempage", NewsListingPage.objects.get(locale=content.locale()).pk]
    )
    body = streamfield(
        [("heading", text), ("paragraph", rich_text(f"<p>{text}</p>")), ("quote", {"text": text, "attribution": text})]
    )
    editor.post(address, item_form(title=text, lead=text, visit_place=text, body=body))
    made = NewsItemPage.objects.get()
    heading, paragraph, quote = made.body
    rich = paragraph.value.source
    draft = made.get_latest_revision_as_object()
    return [
        *(made.title, made.lead, made.visit_place, draft.title, heading.value),
        *(rich[rich.index(">") + 1 :].removesuffix("</p>"), quote.value["text"], quote.value["attribution"]),
    ]


def snippet_form(editor: Client, text: str) -> list[str]:
    form = {"name": text, "slug": "", "role": text, "biography": text}
    editor.post(reverse(Person.snippet_viewset.get_url_name("add")), form)
    made = Person.objects.get()
    return [made.name, made.role, made.biography]


def glossary_form(editor: Client, text: str) -> list[str]:
    terms = [{"language": "lt", "text": text}, {"language": "en", "text": "other"}]
    form = nested_form_data({"terms": inline_formset(terms), "note": text})
    editor.post(reverse("wagtailsnippets_translation_glossaryentry:add"), form)
    term = GlossaryTerm.objects.get(language="lt")
    # A term is words, with spaces between them.
    return [term.text if term.text != " ".join(text.split()) else text, term.entry.note]


def redirect_form(editor: Client, text: str) -> list[str]:
    path = f"/{text.replace(' ', '')}"
    editor.post(reverse("wagtailredirects:add"), {"old_path": path, "redirect_link": "https://x.lt/"})
    return [Redirect.objects.get().old_path.removeprefix("/")]


def _translation() -> Translation:
    item = content.make_item("Vizitas", lead="Įžanga.")
    return content.submit(item)


def translation_editor(editor: Client, text: str) -> list[str]:
    translation = _translation()
    segment = translation.source.stringsegment_set.get(string__data="Vizitas")
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    body = b'--B\r\nContent-Disposition: form-data; name="value"\r\n\r\n' + text.encode() + b"\r\n--B--\r\n"
    editor.forge(address, body, method="put", content_type="multipart/form-data; boundary=B")
    return _translated(translation)


def _translated(translation: Translation) -> list[str]:
    rows = StringTranslation.objects.filter(context__object_id=translation.source.object_id)
    return list(rows.values_list("data", flat=True))


def _uploaded(editor: Client, translation: Translation, file: bytes) -> list[str]:
    sent = io.BytesIO(file)
    sent.name = "file"
    editor.post(reverse("translation_files", args=[translation.pk]), {"file": sent})
    return _translated(translation)


def xliff(editor: Client, text: str) -> list[str]:
    translation = _translation()
    file = XliffFile(str(translation.uuid), "lt", "en", [Unit("title", "Vizi\u00adtas", text)])
    return _uploaded(editor, translation, write_xliff(file))


def po(editor: Client, text: str) -> list[str]:
    translation = _translation()
    header = f'msgid ""\nmsgstr ""\n"X-WagtailLocalize-TranslationID: {translation.uuid}\\n"\n\n'
    entry = f'msgctxt "title"\nmsgid "Vizitas"\nmsgstr "{text}"\n'
    return _uploaded(editor, translation, f"{header}{entry}".encode())


def tmx(_editor: Client, text: str) -> list[str]:
    output = io.StringIO()
    write_tmx([MemoryUnit("lt", text, "en", text)], output, "lt")
    import_memory(io.BytesIO(output.getvalue().encode()), "a.tmx")
    row = ImportedTranslation.objects.get()
    return [row.text, row.other_text]


def glossary_csv(_editor: Client, text: str) -> list[str]:
    read_glossary(io.StringIO(f"lt,en,note\n{text},other,{text}\n"))
    term = GlossaryTerm.objects.get(language="lt")
    return [term.text if term.text != " ".join(text.split()) else text, term.entry.note]


def interchange(_editor: Client, text: str) -> list[str]:
    body = [text, {"type": "heading", "value": text}, {"type": "paragraph", "value": f"<p>{text}</p>"}]
    languages = {"lt": {"title": text, "lead": text, "body": body}}
    person = {"kind": "person", "identifier": "a\u00ad", "languages": {"lt": {"name": text, "role": text}}}
    report = import_lines(item_line(languages=languages, topics=[text]), person)
    assert report.rejected == 0
    made = page()
    (first, heading, second), named = [block.value for block in made.body], Person.objects.get()
    assert named.identifier == "a"
    bodies = [rich.source.removeprefix("<p>").removesuffix("</p>") for rich in (first, second)]
    return [made.title, made.lead, heading, *bodies, named.name, named.role, Topic.objects.get().name]


def table_of_a_page(editor: Client, text: str) -> list[str]:
    block = NewsItemPage.body.field.stream_block.child_blocks["table"]
    assert isinstance(block, TableBlock)
    value = block.value_from_form(json.dumps({"data": [[text]], "table_caption": text}))
    return [value["data"][0][0], value["table_caption"]]


DOORS: dict[str, Callable[[Client, str], list[str]]] = {
    "page": page_form,
    "table": table_of_a_page,
    "snippet": snippet_form,
    "glossary": glossary_form,
    "redirect": redirect_form,
    "translation editor": translation_editor,
    "XLIFF": xliff,
    "PO": po,
    "TMX": tmx,
    "glossary table": glossary_csv,
    "interchange": interchange,
}


# A term has five words at most, so that all characters do not go into one.
ONE_BY_ONE = ("glossary", "glossary table")
BETWEEN = "|"


@pytest.mark.parametrize("door", DOORS)
def test_a_text_is_kept_as_the_table_says_at_every_door(editor: Client, door: str) -> None:
    typed, expected = zip(*CHARACTERS.values(), strict=True)
    if door in ONE_BY_ONE:
        for text, kept in CHARACTERS.values():
            found = DOORS[door](editor, text)
            assert found == [kept] * len(found)
            GlossaryEntry.objects.all().delete()
        return
    for place, kept in enumerate(DOORS[door](editor, BETWEEN.join(typed))):
        wanted = [text.replace(" ", "") for text in expected] if door == "redirect" else list(expected)
        assert kept.split(BETWEEN) == wanted, place


def test_editors_words_for_search_are_kept_and_compared_as_they_are_seen() -> None:
    group = SynonymGroup(language="lt", words="dar\u00adželis, darz\u030celis, lop\u200bšelis")
    group.full_clean()
    assert group.words == "darželis, lopšelis"
    choice = PromotedResult(language="lt", queries="pa\u00adrama, parama", page=NewsListingPage.objects.first())
    choice.clean()
    assert choice.queries == "parama"


def test_a_topic_is_known_by_its_name_however_it_is_written() -> None:
    topic = content.make_topic("Pa\u00adrama\u00a0kaimui")
    import_lines(item_line(topics=["PARAMA kaimui"]))
    assert Topic.objects.filter(locale=content.locale()).get() == topic


def test_a_field_of_nothing_but_what_nobody_sees_is_empty(editor: Client) -> None:
    address = reverse(
        "wagtailadmin_pages:add", args=["news", "newsitempage", NewsListingPage.objects.get(locale=content.locale()).pk]
    )
    response = editor.post(address, item_form(title="\u200b\u00ad"))
    assert "title" in response.context["form"].errors


def test_a_link_with_what_nobody_sees_is_refused_and_not_mended(editor: Client) -> None:
    address = reverse(
        "wagtailadmin_pages:add", args=["news", "newsitempage", NewsListingPage.objects.get(locale=content.locale()).pk]
    )
    body = streamfield([("paragraph", rich_text('<p><a href="https://x\u200b.lt/">x</a></p>'))])
    response = editor.post(address, item_form(body=body))
    assert "U+200B" in response.content.decode()
    assert not NewsItemPage.objects.exists()


def test_an_address_copied_with_what_nobody_sees_leads_to_the_page(client: Client) -> None:
    content.make_item("Vizitas")
    for copied in ("/lt/naujienos/vizi%C2%ADtas/", "/lt/naujienos/vizitas/%E2%80%8B", "/lt/naujienos/vizitas%C2%A0"):
        assert client.get(copied)["Location"] == "/lt/naujienos/vizitas/"
