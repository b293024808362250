"""What stands around every page: the site's name, the main menu, the footer and the pages of text."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from news.models import Organisation, OrganisationIndexPage, PersonIndexPage, ProjectPage, TopicIndexPage
from news.published import published_rows
from news.queries import EntityType, Summary, localised, public_entities, published_projects, summaries
from portal.access.visibility import closed_paths, public_pages
from portal.changes.reading import also_made_of, made_once
from portal.links.rules import may_be_published

from .models import Footer, HomePage, MenuItem, StandardPage

# What a link is made of; the text of a page is not read for it.
_SHOWN_OF_A_PAGE = ("title", "path", "depth", "url_path", "translation_key", "content_type", "locale__language_code")


@dataclass(frozen=True)
class Link:
    """An entry of a menu. `current` says that the reader is on this page or below it."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class ProjectInBrief:
    """A project with who carries it out; `partners` is their number."""

    summary: Summary
    promoter: Organisation | None
    partners: int


@dataclass(frozen=True)
class FooterText:
    """`text` is rich."""

    text: str
    donor_line: str


@dataclass(frozen=True)
class Navigation:
    """`site_name` is the setting's, else the front page's title."""

    site_name: str
    home_url: str
    menu: list[Link]
    footer: FooterText | None
    standard_pages: list[Link]


@dataclass(frozen=True)
class _Entry:
    """A link and the path of the page that it leads to, "" for a web address."""

    label: str
    url: str
    path: str


@dataclass(frozen=True)
class _Frame:
    """What the frame of a language is made of, whoever asks for whatever page."""

    home: _Entry | None
    menu: tuple[_Entry, ...]
    footer: FooterText | None
    standard_pages: tuple[_Entry, ...]


def navigation(language: str, request: HttpRequest) -> Navigation:
    """The frame of a page in one language. One query, for what is restricted; four more once a change."""
    frame = made_once(f"frame {language}", lambda: _frame(language))
    closed = closed_paths()

    def links(entries: Iterable[_Entry]) -> list[Link]:
        return [
            Link(entry.label, entry.url, _is_current(entry.url, request))
            for entry in entries
            if not entry.path.startswith(closed)
        ]

    home = frame.home if frame.home and not frame.home.path.startswith(closed) else None
    return Navigation(
        site_name=settings.SITE_NAME or (home.label if home else settings.WAGTAIL_SITE_NAME),
        home_url=f"/{language}/",
        menu=links(frame.menu),
        footer=frame.footer,
        standard_pages=links(frame.standard_pages) if home else [],
    )


def _frame(language: str) -> _Frame:
    rows = list(
        MenuItem.objects.filter(menu__locale__language_code=language).values_list(
            "label", "link", "page__translation_key"
        )
    )
    menu_keys = {key for *_, key in rows if key}
    kinds = ContentType.objects.get_for_models(HomePage, StandardPage)
    pages = list(
        Page.objects.live()
        .filter(locale__language_code=language)
        .filter(Q(translation_key__in=menu_keys) | Q(content_type__in=kinds.values()))
        .select_related("locale")
        .only(*_SHOWN_OF_A_PAGE)
        .order_by("path")
    )
    home = next((page for page in pages if page.content_type_id == kinds[HomePage].pk), None)
    standard = [
        page
        for page in pages
        if page.content_type_id == kinds[StandardPage].pk and home is not None and page.is_child_of(home)
    ]
    footer = Footer.objects.filter(locale__language_code=language).first()
    also_made_of(menu_keys.union(page.translation_key for page in [home, *standard] if page))
    return _Frame(
        home=_Entry(home.title, "", home.path) if home else None,
        menu=_menu(rows, pages),
        footer=FooterText(footer.text, footer.donor_line) if footer else None,
        standard_pages=tuple(
            _Entry(page.title, url, page.path) for page in standard if (url := _path_of(page)) is not None
        ),
    )


def projects_in_brief(locale: Locale, request: HttpRequest, limit: int) -> list[ProjectInBrief]:
    """The first published projects by title. Two queries more than their summaries cost."""
    pages = published_rows(_projects_in_brief, locale, 0, limit)
    promoters = localised([page.promoter for page in pages], locale)
    return [
        ProjectInBrief(
            summary,
            promoters.get(page.promoter.translation_key) if page.promoter else None,
            page.partner_count,
        )
        for page, summary in zip(pages, summaries(pages, locale, request), strict=True)
    ]


def _projects_in_brief(locale: Locale) -> "QuerySet[ProjectPage]":
    projects = published_projects(locale).select_related("promoter")
    return projects.annotate(partner_count=Count("partners", distinct=True))


def _menu(rows: Iterable[tuple[str, str, uuid.UUID | None]], pages: Iterable[Page]) -> tuple[_Entry, ...]:
    """The menu's items in order; one whose page is not published in this language is left out."""
    by_key = {page.translation_key: page for page in pages}
    entries = []
    for label, link, key in rows:
        page = by_key.get(key)
        url = _path_of(page) if page else link
        if url and may_be_published(url):
            entries.append(_Entry(label, url, page.path if page else ""))
    return tuple(entries)


def _path_of(page: Page) -> str | None:
    """Where the page is under whatever host the portal was asked by; None where it has no address."""
    parts = page.get_url_parts()
    return str(parts[2]) if parts and parts[2] else None


def _is_current(url: str, request: HttpRequest) -> bool:
    return bool(url) and request.path.startswith(url)


def listed_pages(locale: Locale) -> "PageQuerySet[Page]":
    """The pages of a language for search engines, the oldest first, so that new ones change the last file alone."""
    return public_pages(Page.objects.filter(locale=locale).not_exact_type(Page)).order_by("pk")


def versions(pages: "PageQuerySet[Page]") -> "PageQuerySet[Page]":
    """The pages in every language in which anybody may see them, with what their addresses need."""
    keys = pages.values("translation_key")
    return public_pages(Page.objects.filter(translation_key__in=keys)).select_related("locale").order_by("pk")


def listed_entities(model: type[EntityType], locale: Locale) -> "QuerySet[EntityType]":
    """The entities of a language that the indexes list, the oldest first."""
    return public_entities(model).filter(locale=locale).order_by("pk")


def entity_slugs(entities: "QuerySet[EntityType]") -> Iterable[tuple[uuid.UUID, str, str]]:
    """Of each entity, in every language in which it is published: translation key, language, slug."""
    return (
        entities.model._default_manager.filter(translation_key__in=entities.values("translation_key"), live=True)
        .order_by("pk")
        .values_list("translation_key", "locale__language_code", "slug")
        .iterator(chunk_size=2000)
    )


def index_urls(request: HttpRequest) -> dict[tuple[type[Page], str], str]:
    """Addresses of the indexes of entities that anybody may see, by model and language. One query."""
    pages = public_pages(Page.objects.type(OrganisationIndexPage, PersonIndexPage, TopicIndexPage))
    urls = {
        (page.specific_class, page.locale.language_code): page.get_url(request)
        for page in pages.select_related("locale", "content_type")
    }
    return {key: url for key, url in urls.items() if url}
