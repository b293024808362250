"""What the bodies of word processors' documents have in common: text boxes and pictures within paragraphs."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from .document import Block, BlockKind, Picture
from .flow import Flow, text_block
from .text import require_length


class BodyReader(ABC):
    """Turns the elements of a body into blocks, one after another."""

    def __init__(self) -> None:
        self.has_changes = False
        self._flow = Flow()
        # Text boxes and pictures stand in the middle of a paragraph, and come behind it.
        self._anchored: list[Block] = []

    def read(self) -> Iterator[Block]:
        """Raises Unreadable for more text than is read."""
        length = 0
        for block in self._all():
            length += len(block.text)
            require_length(length)
            yield block

    @abstractmethod
    def _all(self) -> Iterator[Block]: ...

    @abstractmethod
    def _block(self, element: Element) -> Iterator[Block]: ...

    def _take(self, kind: BlockKind | None, level: int) -> Iterator[Block]:
        """What was collected as a block, none of text that is of no kind, and what was anchored in it."""
        text, links = self._flow.take()
        anchored, self._anchored = self._anchored, []
        if text and kind is not None:
            yield text_block(kind, text, level, links)
        yield from anchored

    def _text_box(self, element: Element) -> None:
        """The paragraphs of a text box are blocks of their own, behind the paragraph that it is anchored to."""
        outer_flow, outer_anchored = self._flow, self._anchored
        self._flow, self._anchored = Flow(), []
        blocks = [block for inner in element for block in self._block(inner)]
        self._flow, self._anchored = outer_flow, outer_anchored
        self._anchored += blocks

    def _picture(self, picture: Picture | None) -> None:
        if picture is not None:
            self._anchored.append(Block(BlockKind.PICTURE, "", picture=picture))

    def _describe(self, since: int, description: str) -> None:
        """Gives the pictures that came since then the description of the drawing that they are in."""
        for position, block in enumerate(self._anchored[since:], since):
            if block.picture is not None:
                described = replace(block.picture, description=" ".join(description.split()))
                self._anchored[position] = replace(block, picture=described)
