"""Whether anybody at all may see a page. Everything public asks here: pages, lists, feeds, search, sitemaps, links.

A restriction (a password, a log-in, groups) is of a text, in whichever language it was set: it closes the page of every
language and all that lies below each of them, also what is made later.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import groupby
from typing import Any, TypeVar, cast

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Left
from django.db.models.lookups import In
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from portal.storage.prepared_queries import rows_of

AnyPage = TypeVar("AnyPage", bound=Page)
Answer = TypeVar("Answer")

# Answers by their question; None outside of `asking_once`.
_known: ContextVar[dict[str, Any] | None] = ContextVar("_known", default=None)


def public_pages(pages: "PageQuerySet[AnyPage]") -> "PageQuerySet[AnyPage]":
    """Those of the pages that are published and that no password, log-in or group keeps from anybody.

    One small query when it is called, two where something is restricted; once in an answer to a reader.
    """
    return outside(pages.live(), closed_paths())


def is_public(page: Page) -> bool:
    """Whether the page is published and no password, log-in or group keeps it from anybody."""
    return bool(page.live) and not is_closed(page)


def is_closed(page: Page) -> bool:
    """Whether a password, log-in or group keeps the page from anybody, published or not."""
    return (page.path or "").startswith(closed_paths())


# How to find those rows of a model that everybody may see, where that is more than being published.
_public_rows: dict[type[Model], Callable[[], "QuerySet[Any]"]] = {}


def register_public_rows(model: type[Model], rows: Callable[[], "QuerySet[Any]"]) -> None:
    """For an app whose snippets pages name: which of them everybody may see."""
    _public_rows[model] = rows


def named_models() -> tuple[type[Model], ...]:
    """Models of what pages name, and what then is as public as those pages are."""
    return tuple(_public_rows)


def public_rows(model: type[Model]) -> "QuerySet[Any]":
    """Those rows of a kind of snippets with drafts that everybody may see."""
    return _public_rows.get(model, model._default_manager.all)().filter(live=True)


def closed_paths() -> tuple[str, ...]:
    """Paths of pages that, like everything below them, are closed; none lies below another."""
    return once("pages", lambda: _all_closed_paths())


def _all_closed_paths() -> tuple[str, ...]:
    return _with_translations([path for (path,) in rows_of(_restricted_paths)])


def _restricted_paths() -> "QuerySet[Any, Any]":
    return _closed_by(PageViewRestriction.objects.all()).values_list("path")


def _closed_by(restrictions: "QuerySet[PageViewRestriction]") -> "QuerySet[Page]":
    """Sought from the restrictions, which are few, and not from all pages."""
    restricted = Page.objects.filter(pk__in=restrictions.order_by().values("page")).order_by()
    return _of_texts(restricted.values("translation_key"))


def once(question: str, ask: Callable[[], Answer]) -> Answer:
    """What `ask` answers; within `asking_once`, what it has answered to that question before."""
    known = _known.get()
    if known is None:
        return ask()
    if question not in known:
        known[question] = ask()
    return cast(Answer, known[question])


@contextmanager
def asking_once(*, anew: bool = False) -> Iterator[None]:
    """For answers that change nothing: what is closed is read from the database once, however many lists they show.

    What was read before this began still counts, unless it is to be asked `anew`.
    """
    before = _known.get()
    token = _known.set({} if anew or before is None else before)
    try:
        yield
    finally:
        _known.reset(token)


def paths_closed_by(restrictions: "QuerySet[PageViewRestriction]") -> tuple[str, ...]:
    """As `closed_paths`, of some restrictions."""
    return _with_translations(_paths(_closed_by(restrictions)))


def paths_closed_with(page: Page) -> tuple[str, ...]:
    """Paths of the pages that a restriction of this page closes, like everything below them."""
    return _with_translations(_paths(_of_texts([page.translation_key])))


def below(paths: Iterable[str]) -> Q:
    """The pages of the paths, and all below them."""
    found = Q(pk__in=[])
    for length, same_length in groupby(sorted(paths, key=len), key=len):
        found |= Q(In(Left("path", length), list(same_length)))
    return found


def outside(pages: "PageQuerySet[AnyPage]", paths: Iterable[str]) -> "PageQuerySet[AnyPage]":
    """The pages that are neither those of the paths nor below them."""
    paths = tuple(paths)
    return pages.filter(~below(paths)) if paths else pages


def restrictions_of(page: Page) -> "QuerySet[PageViewRestriction]":
    """Every restriction that closes the page; a password that several of them share is asked for once.

    For a page that is closed to nobody, no query beside that of `closed_paths`.
    """
    if not is_closed(page):
        return PageViewRestriction.objects.none()
    rows = PageViewRestriction.objects.order_by("pk").values_list("pk", "page__path", "restriction_type", "password")
    paths = _paths_that_close(page)
    chosen: dict[object, int] = {}
    for pk, path, kind, password in rows:
        if path in paths:
            chosen.setdefault(password if kind == PageViewRestriction.PASSWORD else pk, pk)
    return PageViewRestriction.objects.filter(pk__in=chosen.values()).order_by("pk")


def _of_texts(keys: Any) -> "QuerySet[Page]":
    """The pages of texts in all their languages, and those that show one of these as aliases."""
    texts = Page.objects.filter(translation_key__in=keys).order_by().values("pk")
    aliases = Page.objects.filter(alias_of__in=texts).order_by().values("pk")
    # A database reads all pages for one condition or another of two tables.
    return Page.objects.filter(pk__in=texts.union(aliases))


def _paths(pages: "QuerySet[Page]") -> Iterable[str]:
    return pages.values_list("path", flat=True)


def _with_translations(found: Iterable[str]) -> tuple[str, ...]:
    """Paths of pages and of the translations of all that lies below them, until there are no more.

    Where the trees of the languages correspond, what is found first is all.
    """
    paths = _outermost(found)
    while paths:
        keys = Page.objects.filter(below(paths)).values("translation_key")
        more = _paths(outside(_of_texts(keys), paths))
        if not more:
            break
        paths = _outermost([*paths, *more])
    return paths


def _outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """Without those that lie below another one."""
    found: list[str] = []
    for path in sorted(paths):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return tuple(found)


def _paths_that_close(page: Page) -> set[str]:
    """Paths of the pages whose restriction is the page's too: its own, those above it, and their translations."""
    known: set[str] = set()
    paths = set(_to_the_root(page.path or ""))
    while not paths <= known:
        known |= paths
        rows = Page.objects.filter(path__in=known).values_list("translation_key", "alias_of__translation_key")
        keys = {key for row in rows for key in row if key}
        found = set(Page.objects.filter(translation_key__in=keys).values_list("path", flat=True))
        known |= found
        paths = {above for path in found for above in _to_the_root(path)}
    return known


def _to_the_root(path: str) -> Iterator[str]:
    """The path, and those of the pages above it."""
    for end in range(Page.steplen, len(path) + 1, Page.steplen):
        yield path[:end]
