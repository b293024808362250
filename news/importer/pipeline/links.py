"""Links of a document: one that no reader may be led to loses its address, its words stay, and the reviewer is told."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from portal.links.rules import SHOWN, link_problem, may_be_published

from ..reading.document import Link, Picture, ReadDocument
from ..reading.messages import Code, Message

# Places of another portal, which are none of this one.
_PLACES = ("/", "#", "?")
MOST_NAMED = 10


def with_good_links(document: ReadDocument) -> ReadDocument:
    links = [*document.links, *(link for block in document.blocks for link in block.links)]
    return replace(
        document,
        links=_good(document.links),
        blocks=tuple(
            replace(block, links=_good(block.links), picture=_with_good_address(block.picture))
            if block.links or block.picture
            else block
            for block in document.blocks
        ),
        warnings=(*document.warnings, *_of_bad_links(link.url for link in links if not is_address(link.url))),
    )


def is_address(url: str) -> bool:
    """Whether readers may be led there: never to a script, a file of the author's machine or half an address."""
    return may_be_published(url) and not url.startswith(_PLACES)


def _good(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(link for link in links if is_address(link.url))


def _with_good_address(picture: Picture | None) -> Picture | None:
    return replace(picture, url="") if picture and picture.url and not is_address(picture.url) else picture


def _of_bad_links(urls: Iterable[str]) -> Iterator[Message]:
    """A warning for each address that is left out. A place within the document itself is no loss."""
    bad = [url for url in dict.fromkeys(urls) if not url.startswith("#")]
    for url in bad[:MOST_NAMED]:
        reason = link_problem(url) or _("“%(link)s” does not say on which site it is.") % {"link": url[:SHOWN]}
        yield Message(Code.LINK_LEFT_OUT, {"reason": reason})
    if len(bad) > MOST_NAMED:
        yield Message(Code.MORE_LINKS_LEFT_OUT, {"count": len(bad) - MOST_NAMED})
