"""Links of a document: one that no reader may be led to goes, and its words stay."""

from collections.abc import Iterable
from dataclasses import replace

from portal.links.rules import may_be_published

from ..reading.document import Link, Picture, ReadDocument

# Places of another portal, which are none of this one.
_PLACES = ("/", "#", "?")


def with_good_links(document: ReadDocument) -> ReadDocument:
    return replace(
        document,
        links=_good(document.links),
        blocks=tuple(
            replace(block, links=_good(block.links), picture=_with_good_address(block.picture))
            if block.links or block.picture
            else block
            for block in document.blocks
        ),
    )


def is_address(url: str) -> bool:
    """Whether readers may be led there: never to a script, a file of the author's machine or half an address."""
    return may_be_published(url) and not url.startswith(_PLACES)


def _good(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(link for link in links if is_address(link.url))


def _with_good_address(picture: Picture | None) -> Picture | None:
    return replace(picture, url="") if picture and picture.url and not is_address(picture.url) else picture
