"""The page tree that every language has: front page, listing, indexes, menu, footer and pages of text."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from news.interchange.blocks import Decoder, raw_body, read_entries, with_ids_of
from news.interchange.composing import Version
from news.interchange.reading import ObjectReader, Rejected
from news.interchange.references import References
from news.interchange.storing import free_slug, store
from news.interchange.translating import find_target, write_translation
from news.models import (
    NewsListingPage,
    OrganisationIndexPage,
    PersonIndexPage,
    ProjectIndexPage,
    TopicIndexPage,
)
from portal.addresses.site_record import put_site_right
from portal.addresses.slugs import slug_from
from portal.i18n import language_codes
from portal.translation.page import BasePage

from .models import Footer, HomePage, Menu, MenuItem, StandardPage

HOME_TITLE = _("Project news")
# Pages below the front page in the order of the menu, with their titles, from which their addresses are made.
STRUCTURE: dict[type[BasePage], Promise] = {
    NewsListingPage: _("News"),
    ProjectIndexPage: _("Projects"),
    OrganisationIndexPage: _("Organisations"),
    PersonIndexPage: _("People"),
    TopicIndexPage: _("Topics"),
}


@transaction.atomic
def build_site(lines: Iterable[Mapping[str, Any]] = ()) -> None:
    """Makes what is missing of the tree in every language of the settings, and changes nothing that is there.

    `lines` are objects of kind `home`, `footer` or `page` with texts by language; without them the site gets titles
    only. Pages of the other languages are synced translations, so that editors go on in the translation editor.

    Raises:
        Rejected: for a line with a mistake.
    """
    _Builder(list(lines)).build()


class _Builder:
    def __init__(self, lines: list[Mapping[str, Any]]) -> None:
        self.lines = [ObjectReader(dict(line)) for line in lines]
        default = language_codes()[0]
        self.locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in language_codes()}
        self.locale = self.locales[default]
        self.others = [locale for code, locale in self.locales.items() if code != default]
        self.references = References()

    def build(self) -> None:
        home = self._home()
        pages = [self._page(home, model, title) for model, title in STRUCTURE.items()]
        for line in self.lines:
            if line.text("kind") == "page":
                self._standard_page(home, line)
        self._menu(pages)
        self._footer()

    def _texts(self, kind: str) -> dict[str, dict[str, str]]:
        """Texts of the one line of a kind, by language."""
        line = next((line for line in self.lines if line.text("kind") == kind), None)
        languages = line.object("languages") if line else None
        return {code: dict(texts) for code, texts in languages.data.items()} if languages else {}

    def _home(self) -> HomePage:
        texts = {code: {"title": _in(code, HOME_TITLE), **given} for code, given in self._all("home").items()}
        if settings.SITE_NAME:
            texts = {code: {**given, "title": settings.SITE_NAME} for code, given in texts.items()}
        home = HomePage.objects.filter(locale=self.locale).first()
        root = Page.get_first_root_node()
        if home is None:
            code = self.locale.language_code
            home = HomePage(locale=self.locale, slug=code, **texts[code])
            store(home, publish=True, parent=root)
            home = HomePage.objects.get(pk=home.pk)
        self._make_root(home)
        for locale in self.others:
            code = locale.language_code
            self._translate(home, locale, Version(texts=texts[code]), Page.get_first_root_node(), code)
        return home

    def _all(self, kind: str) -> dict[str, dict[str, str]]:
        given = self._texts(kind)
        return {code: given.get(code, {}) for code in self.locales}

    def _make_root(self, home: HomePage) -> None:
        """The front page of the default language is the site's root; the others stand beside it. A new Wagtail's
        welcome page makes way."""
        site = put_site_right(settings.BASE_URL, root_page=home)
        former = site.root_page
        if former.pk == home.pk or former.specific_class is not Page:
            return
        site.root_page = home.page_ptr
        site.save()
        if not former.get_children().exists():
            former.delete()

    def _page(self, home: HomePage, model: type[BasePage], title: Promise) -> BasePage:
        page: Any = model.objects.filter(locale=self.locale).first()
        if page is None:
            own = _in(self.locale.language_code, title)
            page = self._create(model(locale=self.locale, title=own), home)
        for locale in self.others:
            text = _in(locale.language_code, title)
            self._translate(page, locale, Version(texts={"title": text}), _home_of(home, locale), slug_from(text))
        return page

    def _create(self, page: Any, home: HomePage, slug: str = "") -> Any:
        parent = HomePage.objects.get(pk=home.pk)
        page.slug = free_slug(parent, slug or slug_from(page.title))
        store(page, publish=True, parent=parent)
        return type(page).objects.get(pk=page.pk)

    def _translate(self, page: Any, locale: Locale, version: Version, parent: Page, slug: str) -> None:
        if find_target(page, locale) is None:
            write_translation(
                page,
                None,
                locale,
                version,
                publish=True,
                source_changed=False,
                parent=parent,
                choose_slug=lambda target: free_slug(parent, slug),
            )

    def _standard_page(self, home: HomePage, line: ObjectReader) -> None:
        languages = line.object("languages")
        if languages is None or self.locale.language_code not in languages.data:
            raise Rejected(f"“languages”: {line.text('identifier')}")
        texts = {code: ObjectReader(value, languages.name(code)) for code, value in languages.data.items()}
        own = texts[self.locale.language_code]
        slug = own.text("slug") or slug_from(own.required_text("title", 255))
        page = StandardPage.objects.child_of(home).filter(slug=slug).first()
        if page is None:
            page = StandardPage(locale=self.locale, title=own.required_text("title", 255), lead=own.text("lead"))
            page.body = page.body.stream_block.to_python(self._body(own, self.locale))
            page = self._create(page, home, slug)
        for locale in self.others:
            if locale.language_code in texts:
                self._translate_standard_page(home, page, locale, texts[locale.language_code])

    def _translate_standard_page(self, home: HomePage, page: StandardPage, locale: Locale, keys: ObjectReader) -> None:
        title = keys.required_text("title", 255)
        body = self._body(keys, locale)
        paired = with_ids_of(body, raw_body(page.body))
        version = Version(texts={"title": title, "lead": keys.text("lead")}, is_apart=paired is None)
        version.bodies["body"] = body if paired is None else paired
        slug = keys.text("slug") or slug_from(title)
        self._translate(page, locale, version, _home_of(home, locale), slug)

    def _body(self, keys: ObjectReader, locale: Locale) -> list[dict[str, Any]]:
        block = StandardPage._meta.get_field("body").stream_block
        return Decoder(self.references, locale, []).body(block, read_entries(keys, "body", block), [])

    def _menu(self, pages: Iterable[BasePage]) -> None:
        menu = Menu.objects.filter(locale=self.locale).first()
        titles = {type(page): STRUCTURE[type(page)] for page in pages}
        if menu is None:
            menu = Menu(locale=self.locale)
            menu.items = [
                MenuItem(label=page.title, page=page.page_ptr, sort_order=index, locale=self.locale)
                for index, page in enumerate(pages)
            ]
            store(menu, publish=True)
        for locale in self.others:
            if find_target(menu, locale) is not None:
                continue
            texts = {}
            for item in menu.items.all():
                title = titles.get(item.page.specific_class) if item.page else None
                label = _in(locale.language_code, title) if title else item.label
                texts[f"items.{item.translation_key}.label"] = label
            write_translation(menu, None, locale, Version(texts=texts), publish=True, source_changed=False)

    def _footer(self) -> None:
        """Nobody can say in the owner's place what stands there: without a line, it stays empty."""
        texts = self._all("footer")
        footer = Footer.objects.filter(locale=self.locale).first()
        if footer is None:
            footer = Footer(locale=self.locale, **_footer_values(texts[self.locale.language_code]))
            store(footer, publish=True)
        for locale in self.others:
            if find_target(footer, locale) is None:
                version = Version(texts=_footer_values(texts[locale.language_code]))
                write_translation(footer, None, locale, version, publish=True, source_changed=False)


def _footer_values(texts: Mapping[str, str]) -> dict[str, str]:
    text = texts.get("text", "")
    return {
        "text": text if not text or text.startswith("<") else f"<p>{text}</p>",
        "donor_line": texts.get("donor_line", ""),
    }


def _in(code: str, text: Promise) -> str:
    with translation.override(code):
        return str(text)


def _home_of(home: HomePage, locale: Locale) -> HomePage:
    """Read anew each time: treebeard trusts the number of children in memory."""
    return HomePage.objects.get(translation_key=home.translation_key, locale=locale)
