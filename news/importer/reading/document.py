"""What a reader gives for a file: its text, and its structure where the file has one."""

from dataclasses import dataclass
from enum import StrEnum

from .messages import Message


class Unreadable(Exception):
    """A file cannot be read; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        """For logs; people are given the wording of the message."""
        parameters = ", ".join(f"{name}={value}" for name, value in self.message.parameters.items())
        return f"{self.message.code}({parameters})"


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTATION = "quotation"
    TABLE = "table"
    PICTURE = "picture"


@dataclass(frozen=True)
class Link:
    """A link on the text between two offsets."""

    start: int
    end: int
    url: str


@dataclass(frozen=True)
class Picture:
    """`content` is empty where the document only names the picture: then `url` says where it is. `part` is the path of
    the picture within a file that is a package."""

    name: str
    media_type: str
    content: bytes
    description: str = ""
    url: str = ""
    part: str = ""


@dataclass(frozen=True)
class Block:
    """A part of a document.

    `level` is that of a heading (1 to 6) or the depth of a list item (from 1). A table has its cells in `rows`, and in
    `text` the same, a line a row and cells apart by a tab. `page` counts from 1.
    """

    kind: BlockKind
    text: str
    level: int = 0
    links: tuple[Link, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    page: int | None = None
    picture: Picture | None = None


@dataclass(frozen=True)
class ReadDocument:
    """What was read from a file.

    `has_layout_lines`: `raw_text` still has the line breaks of a page (text files, PDF); then there are no blocks, and
    pages are apart by a form feed, and `links` count in `raw_text`. Otherwise `raw_text` is the text of the blocks,
    apart by an empty line. `is_recognised`: the text came out of character recognition in this run. Addresses of links
    and pictures are as the file has them, whatever they are.
    """

    name: str
    media_type: str
    raw_text: str
    blocks: tuple[Block, ...]
    has_layout_lines: bool
    is_recognised: bool
    title: str = ""
    encoding: str = ""
    page_count: int = 0
    links: tuple[Link, ...] = ()
    warnings: tuple[Message, ...] = ()
