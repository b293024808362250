"""StreamField blocks that know no content of their own, filed by kind."""

from .language_free import LanguageFreeCharBlock
from .media import DocumentBlock, PictureBlock, VideoBlock
from .table import TranslatableTableBlock
from .text import CallOutBlock, HeadingBlock, ParagraphBlock, QuoteBlock, TextBodyBlock

__all__ = [
    "CallOutBlock",
    "DocumentBlock",
    "HeadingBlock",
    "LanguageFreeCharBlock",
    "ParagraphBlock",
    "PictureBlock",
    "QuoteBlock",
    "TextBodyBlock",
    "TranslatableTableBlock",
    "VideoBlock",
]
