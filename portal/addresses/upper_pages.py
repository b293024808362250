"""The pages above the texts: the site, the front page of each language and the indexes below it.

Every address leads through them and every page links to them, so they are read once a change. They are few: a page
counts whose model allows one of its kind under a parent. What may be seen of them is asked with each answer: whether
they are published and what they are called changes with the rows kept here, but restrictions are never kept.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from wagtail.models import Locale, Page, Site, get_page_models

from portal.access.visibility import is_public
from portal.changes.reading import made_once
from portal.i18n import language_codes
from portal.storage.prepared_queries import rows_of


@dataclass(frozen=True)
class UpperPages:
    """Those of one language of the only site. `indexes` by the last part of their address, `urls` by primary key.

    The rows are shared by all requests of the process: `copied` gives one to work with.
    """

    site: Site
    front_page: Page
    indexes: Mapping[str, Page]
    urls: Mapping[int, str | None]

    def all(self) -> list[Page]:
        return [self.front_page, *self.indexes.values()]


def upper_pages(language: str) -> UpperPages | None:
    """None where there is no site, or more than one: then Wagtail looks for it by the host, with each request."""
    return made_once(f"upper pages {language}", lambda: _read(language))


def _read(language: str) -> UpperPages | None:
    sites = list(Site.objects.select_related("root_page"))
    if len(sites) != 1 or not sites[0].is_default_site:
        return None
    single = [model for model in get_page_models() if model.max_count_per_parent == 1]
    with translation.override(language):
        front_page = sites[0].root_page.localized.specific
        indexes = list(Page.objects.child_of(front_page).type(*single).specific())
        pages = [front_page, *indexes]
        locales = Locale.objects.in_bulk({page.locale_id for page in pages})
        for page in pages:
            page.locale = locales[page.locale_id]
        urls = {page.pk: page.get_url() for page in pages}
    for page in pages:
        # Kept on a page that is asked without a request.
        page.__dict__.pop("_wagtail_cached_site_root_paths", None)
    return UpperPages(sites[0], front_page, {page.slug: page for page in indexes}, urls)


def front_page_addresses() -> dict[str, tuple[str, str]] | None:
    """For each language that has a front page, how Wagtail's paths begin there, and how addresses do; None where these
    are Wagtail's to make."""
    return made_once("addresses of front pages", _front_page_addresses)


def _front_page_addresses() -> dict[str, tuple[str, str]] | None:
    found = {}
    for code in language_codes():
        known = upper_pages(code)
        if known is None:
            return None
        url = known.urls[known.front_page.pk]
        if url and known.front_page.locale.language_code == code:
            found[code] = (known.front_page.url_path, url)
    return found


def copied(row: Any) -> Any:
    """A row that a request may change as it likes."""
    return copy.copy(row)


def public_upper_pages(language: str) -> list[tuple[Page, str]] | None:
    """Those of the language that anybody may see, with their addresses; None where they are not kept."""
    known = upper_pages(language)
    if known is None:
        return None
    own = [page for page in known.all() if page.locale.language_code == language]
    return [(page, url) for page in own if (url := known.urls[page.pk]) and is_public(page)]


def upper_page_urls(page: Page) -> dict[str, str] | None:
    """Addresses of an upper page in the languages in which it is published; None for any other page."""
    if page.max_count_per_parent != 1 and (page.depth or 0) > 2:
        return None
    urls: dict[str, str] = {}
    for code in language_codes():
        known = upper_pages(code)
        if known is None:
            return None
        for other in known.all():
            url = known.urls[other.pk]
            if other.translation_key == page.translation_key and other.live and url:
                urls[other.locale.language_code] = url
    return urls or None


def page_below(page: Any, slug: str) -> Any:
    """The page that Wagtail would find under another one by the last part of its address, of its own model; None where
    only Wagtail can tell. At most one query."""
    known = upper_pages(translation.get_language() or "")
    if known is not None and known.front_page.pk == page.pk:
        return copied(known.indexes[slug]) if slug in known.indexes else None
    models = page.clean_subpage_models()
    if len(models) != 1:
        return None
    return next(iter(rows_of(_below, models[0], page.path, page.depth, slug=slug)), None)


def _below(model: Any, path: str, depth: int, slug: str) -> Any:
    return model.objects.filter(path__startswith=path, depth=depth + 1, slug=slug).select_related(*model.read_with)[:1]
