"""Links of a document: one that no reader may be led to loses its address, and the reviewer is told."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.importer.reading.document import Block, Link
from portal.links.rules import SHOWN, link_problem, may_be_published

# Places of another portal, which are none of this one.
_PLACES = ("/", "#", "?")
MOST_NAMED = 10


def is_address(url: str) -> bool:
    """Whether readers may be led there: never to a script, a file of the author's machine or half an address."""
    return may_be_published(url) and not url.startswith(_PLACES)


def without_bad_links(blocks: Iterable[Block]) -> tuple[list[Block], list[str]]:
    """The blocks with the links that may be kept, and what is to be said of the others."""
    kept, bad = [], []
    for block in blocks:
        links, bad_ones = sorted_out(block.links)
        kept.append(replace(block, links=links) if bad_ones else block)
        bad += bad_ones
    return kept, of_bad_links(bad)


def sorted_out(links: Iterable[Link]) -> tuple[tuple[Link, ...], list[str]]:
    """The links that may be kept, and the addresses of the others."""
    kept, bad = [], []
    for link in links:
        if is_address(link.url):
            kept.append(link)
        else:
            bad.append(link.url)
    return tuple(kept), bad


def of_bad_links(urls: Iterable[str]) -> list[str]:
    """A warning for each address that was left out. A place within the document itself is no loss."""
    bad = [url for url in dict.fromkeys(urls) if not url.startswith("#")]
    warnings = [_("The link was left out, its words were kept: %(reason)s") % {"reason": _reason(url)} for url in bad]
    return [*warnings[:MOST_NAMED], *_of_more(bad[MOST_NAMED:])]


def _reason(url: str) -> str:
    return link_problem(url) or _("“%(link)s” does not say on which site it is.") % {"link": url[:SHOWN]}


def _of_more(bad: Sequence[str]) -> list[str]:
    if not bad:
        return []
    message = ngettext(
        "%(count)d more link was left out for such reasons.",
        "%(count)d more links were left out for such reasons.",
        len(bad),
    )
    return [message % {"count": len(bad)}]
