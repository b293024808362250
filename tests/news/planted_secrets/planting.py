"""Plants words that nobody may read, each in one place: drafts, what is withdrawn, planned or expired, what asks for a
password, a log-in or a group, private files, imports that nobody has reviewed, snippets that are not published."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, product
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from home.models import HomePage, Menu, MenuItem, StandardPage
from news.models import Attachment, ImportedDocument, ItemOrganisation, NewsItemPage, Organisation, Person, Topic
from portal.translation.release.scheduled import publish_scheduled
from search.models import PromotedResult
from tests.factories import content

LANGUAGES = ("lt", "en")
OTHER = {"lt": "en", "en": "lt"}
SOON, LONG_AGO = datetime.timedelta(days=2), datetime.timedelta(days=-2)


def restrict(page: Any, kind: str) -> PageViewRestriction:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="sezamas")
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.get_or_create(name="Taryba")[0])
    return restriction


def withdraw(page: Any) -> None:
    page.unpublish()


def expire(page: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() + LONG_AGO)
    publish_scheduled()


def _restricting(kind: str) -> Callable[[Any], object]:
    return lambda page: restrict(page, kind)


# What hides a page that is published, and what one is that was never published.
HIDING: dict[str, Callable[[Any], object]] = {
    "withdrawn": withdraw,
    "expired": expire,
    **{kind: _restricting(kind) for kind in ("password", "login", "groups")},
}
RESTRICTING = ("password", "login", "groups")
UNPUBLISHED = ("draft", "scheduled")


@dataclass
class Garden:
    """What was planted: `secrets` says of each word where it stands; `files` are words and addresses of files."""

    secrets: dict[str, str] = field(default_factory=dict)
    files: list[tuple[str, str]] = field(default_factory=list)
    _words: Iterator[str] = field(default_factory=lambda: _words())
    _numbers: Iterator[int] = field(default_factory=count)

    def secret(self, place: str) -> str:
        word = next(self._words)
        self.secrets[word] = place
        return word

    def item(self, place: str, language: str, *, publish: bool = True, **values: Any) -> NewsItemPage:
        """An item whose every text has a word of its own."""
        word = self.secret(f"{place} ({language})")
        body = [f"Tekstas {word} {next(self._numbers)}.", f"Daugiau {word} {next(self._numbers)}."]
        texts = {"body": body, "visit_place": word, "visit_first_day": timezone.localdate() + SOON}
        return content.make_item(f"{word} naujiena", language, publish=publish, **{**texts, **values})

    def translation(self, item: NewsItemPage, place: str, *, publish: bool = True) -> NewsItemPage:
        """A translation with a word of its own in every text."""
        language = OTHER[item.locale.language_code]
        word = self.secret(f"{place} ({language})")
        translation = content.submit(item, language)
        content.fill(translation, lambda _text: f"{word} text {next(self._numbers)}")
        translation.save_target(publish=publish)
        return translation.get_target_instance()

    def file(self, collection: Collection, place: str) -> Document:
        word = self.secret(place)
        document = Document(title=f"{word} failas", collection=collection)
        document.file.save(f"{word}.txt", ContentFile(word.encode()))
        document.save()
        self.files.append((word, document.url))
        return document

    def picture(self, place: str, collection: Collection | None = None) -> Image:
        word = self.secret(place)
        picture = Image(title=word, file=get_test_image_file(filename=f"{word}.png"))
        picture.collection = collection or Collection.get_first_root_node()
        picture.save()
        self.files.append((word, picture.get_rendition("width-480|format-jpeg").url))
        return picture


def _words() -> Iterator[str]:
    """Words of no language, far from each other."""
    syllables = ["".join(pair) for pair in product("bdgklmnprtv", "aou")]
    for number, (one, two) in enumerate(product(syllables, reversed(syllables))):
        if number % 7 == 0:
            yield f"zv{one}{two}{one}kr"


def plant() -> Garden:
    garden = Garden()
    project = content.make_project("Viešas projektas")
    content.translate(project)
    for language in LANGUAGES:
        _alone(garden, language, project.record)
        _pairs(garden, language)
        _section(garden, language)
    _names(garden, project.record)
    _restricted_project(garden)
    _changed_draft(garden)
    _links(garden)
    _files(garden)
    _kept_closed(garden)
    _imports(garden)
    for number in range(2):
        content.translate(content.make_item(f"Vieša naujiena {number}", project=project.record))
    return garden


def _alone(garden: Garden, language: str, project: Any) -> None:
    for state, hide in HIDING.items():
        hide(garden.item(f"alone, {state}", language, project=project))
    garden.item("alone, draft", language, publish=False, project=project)
    garden.item("alone, scheduled", language, go_live_at=timezone.now() + SOON, project=project)


def _pairs(garden: Garden, language: str) -> None:
    """The hidden side is the original, then the translation; what is restricted on one side is secret on both."""
    for state, hide in HIDING.items():
        item = garden.item(f"original of a pair, {state}", language)
        garden.translation(item, f"translation whose original is {state}")
        hide(content.fresh(item))
    for state in RESTRICTING:
        item = garden.item(f"original whose translation is {state}", language)
        HIDING[state](garden.translation(item, f"translation, {state}"))
    for state in ("withdrawn", "expired"):
        item = content.make_item(f"Vieša pora {next(garden._numbers)}", language)
        HIDING[state](garden.translation(item, f"translation, {state}"))
    item = content.make_item(f"Vieša pora {next(garden._numbers)}", language)
    garden.translation(item, "translation, draft", publish=False)
    for state in UNPUBLISHED:
        values: dict[str, Any] = {"publish": False} if state == "draft" else {"go_live_at": timezone.now() + SOON}
        item = garden.item(f"original of a published translation, {state}", language, **values)
        _change_and_translate(garden, item)


def _change_and_translate(garden: Garden, item: NewsItemPage) -> None:
    """A published translation that is public, of an original that says something else by now, and is not."""
    translation = content.submit(item, OTHER[item.locale.language_code])
    content.fill(translation, lambda _text: f"Public text {next(garden._numbers)}")
    translation.save_target(publish=True)
    word = garden.secret("original that changed after its published translation")
    item = content.fresh(item)
    item.lead = f"Įžanga {word}"
    item.save()


def _section(garden: Garden, language: str) -> None:
    """A page of text above another: the upper one is restricted in the language that it was not written in."""
    home = HomePage.objects.get(locale=content.locale(language))
    words = [garden.secret(f"section restricted in the other language, {place}") for place in ("upper", "lower")]
    parent: Any = home
    pages = []
    for word in words:
        page = StandardPage(title=f"{word} skyrius", lead=word, locale=home.locale)
        parent.add_child(instance=page)
        page.save_revision().publish()
        parent = StandardPage.objects.get(pk=page.pk)
        pages.append(parent)
    upper = content.translate(pages[0], OTHER[language], text=lambda text: f"Section {text}")
    restrict(upper, "login")


def _names(garden: Garden, project: Any) -> None:
    """People, organisations and topics that only what is not public names, or that are not published."""
    for state in ("password", "login", "groups", "withdrawn", "draft"):
        named = {
            "people": [content.make_person(f"{garden.secret(f'person, {state}')} Ona")],
            "organisations": [content.make_organisation(f"{garden.secret(f'organisation, {state}')} biblioteka")],
            "topics": [content.make_topic(f"{garden.secret(f'topic, {state}')} tema")],
        }
        item = garden.item(f"naming, {state}", "lt", publish=state != "draft", project=project, **named)
        if state != "draft":
            HIDING[state](item)
    item = content.make_item("Vieša naujiena su vardais", project=project)
    kinds: tuple[type[Any], ...] = (Person, Organisation, Topic)
    for model in kinds:
        model(name=f"{garden.secret(f'{model.__name__}, draft')} juodraštis", locale=item.locale, live=False).save()
    draft = Organisation.objects.get(live=False)
    item.organisations.add(ItemOrganisation(organisation=draft, locale=item.locale))
    item.save_revision().publish()


def _restricted_project(garden: Garden) -> None:
    """A project that a public item belongs to."""
    word, grant = garden.secret("restricted project"), garden.secret("grant number of a restricted project")
    project = content.make_project(f"{word} projektas", lead=word, grant_number=grant)
    content.make_item("Vieša naujiena slapto projekto", project=project.record)
    restrict(project, "groups")


def _changed_draft(garden: Garden) -> None:
    """A newer draft of what is published, in both languages."""
    item = content.make_item("Vieša naujiena su juodraščiu")
    translation = content.translate(item)
    for page in (item, translation):
        page = content.fresh(page)
        page.title = f"{garden.secret('draft of a published page')} pavadinimas"
        page.save_revision()


def _links(garden: Garden) -> None:
    """Whatever leads to a page: links in a text, the menu, editors' choices, redirects from old addresses."""
    hidden = garden.item("linked", "lt")
    translation = garden.translation(hidden, "linked, translation")
    restrict(translation, "login")
    links = [f'<a linktype="page" id="{page.pk}">nuoroda</a>' for page in (hidden, translation)]
    content.make_item("Vieša naujiena su nuorodomis", body=links)
    for page in (hidden, translation):
        menu = Menu.objects.get(locale=page.locale)
        MenuItem.objects.create(menu=menu, label="Nariams", page=page.page_ptr, locale=page.locale)
        language = page.locale.language_code
        PromotedResult.objects.create(language=language, queries="nariams", page=page.page_ptr)
        Redirect.objects.create(old_path=f"/{language}/senas-adresas", redirect_page=page.page_ptr)


def _files(garden: Garden) -> None:
    private = Collection.get_first_root_node().add_child(name=garden.secret("name of a private collection"))
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    below = private.add_child(name=garden.secret("name of a collection below a private one"))
    item = content.make_item("Vieša naujiena su dokumentu")
    for collection in (private, below):
        document = garden.file(collection, "private document")
        title = garden.secret("title of a private document")
        item.attachments.add(Attachment(document=document, title=title, locale=item.locale))
    item.save_revision().publish()
    _bodies(garden, private)
    _pictures(garden)


def _bodies(garden: Garden, private: Collection) -> None:
    """What blocks, links and captions of public texts say of private files, in both languages and in what changed."""
    document, picture = garden.file(private, "private document in a body"), garden.picture("private picture", private)

    def shown(place: str) -> list[dict[str, Any]]:
        title, caption = (garden.secret(f"{what} in a body, {place}") for what in ("private title", "private caption"))
        image = {"image": picture.pk, "alt_text": caption, "decorative": False}
        return [
            {"type": "document", "value": {"document": document.pk, "title": title}},
            {"type": "picture", "value": {"picture": image, "caption": caption}},
            {"type": "paragraph", "value": f'<p><a linktype="document" id="{document.pk}">dokumentas</a></p>'},
        ]

    item = content.make_item("Vieša naujiena su privačiais blokais", body=shown("before"))
    content.translate(item)
    item = content.fresh(item)
    blocks = [{**new, "id": old["id"]} for new, old in zip(shown("after"), item.body.raw_data, strict=True)]
    item.body = item.body.stream_block.to_python(blocks)
    item.save_revision().publish()
    person = content.make_person(garden.secret("person in a body"))
    organisation = content.make_organisation(garden.secret("organisation in a body"))
    employer = content.make_organisation(garden.secret("employer"))
    named = [
        {"type": kind, "value": {kind: [{"type": "item", "value": entity.pk, "id": f"id-{kind}"}]}}
        for kind, entity in (("people", person), ("organisations", organisation))
    ]
    worker = content.make_person(garden.secret("person who works somewhere"), organisation=employer)
    restrict(garden.item("naming in the body", "lt", body=named, people=[worker]), "login")


def _pictures(garden: Garden) -> None:
    """Pictures of a public collection whose pages are not public."""
    for state, hide in HIDING.items():
        picture = garden.picture(f"picture of a page, {state}")
        hide(garden.item(f"with a picture, {state}", "lt", picture=picture, picture_alt_text="Vaizdas"))
    picture = garden.picture("picture of a page, draft")
    garden.item("with a picture, draft", "lt", publish=False, picture=picture, picture_alt_text="Vaizdas")
    portrait = garden.picture("portrait of a person whom nothing public names")
    person = content.make_person(garden.secret("person with a portrait"), photograph=portrait)
    restrict(garden.item("naming a person with a portrait", "lt", people=[person]), "groups")


def _kept_closed(garden: Garden) -> None:
    """What was made from restricted pages, and what is left when a language of one of them is deleted."""
    for number, state in enumerate(RESTRICTING):
        item = garden.item(f"copied, {state}", "lt")
        restrict(garden.translation(item, f"copied, translation, {state}"), state)
        values = {"title": f"{garden.secret(f'copy, {state}')} kopija", "slug": f"kopija-{number}"}
        content.fresh(item).copy(update_attrs=values, keep_live=True)
        left = garden.item(f"left by a deleted translation, {state}", "lt")
        translation = garden.translation(left, f"deleted translation, {state}")
        restrict(translation, state)
        content.fresh(translation).delete()
    home = HomePage.objects.get(locale=content.locale())
    pages: list[Any] = []
    for place in ("section", "moved out of a section"):
        word = garden.secret(place)
        page = StandardPage(title=f"{word} skyrius", lead=word, locale=home.locale)
        (pages[0] if pages else home).add_child(instance=page)
        page.save_revision().publish()
        pages.append(content.fresh(page))
    restrict(pages[0], "groups")
    pages[1].move(content.fresh(home), pos="last-child")


def _imports(garden: Garden) -> None:
    item = garden.item("unreviewed import", "lt", publish=False)
    record = item.record
    word = garden.secret("raw text of an unreviewed import")
    record.raw_texts = {"lt": word}
    record.save()
    ImportedDocument.objects.create(
        identifier=word, title=word, source_locale=item.locale, analysis_version=1, item=record, readings={"lt": [word]}
    )
