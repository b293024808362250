import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StreamValue

from portal.links.rich_text import validate_rich_text
from portal.media.sizes import read_sizes

from .media import DocumentBlock, PictureBlock, VideoBlock
from .shape import shaped_children
from .table import TranslatableTableBlock

PARAGRAPH_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]
CALL_OUT_FEATURES = ["bold", "italic", "link", "document-link"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "translation/blocks/heading.html"


class LinkedTextBlock(blocks.RichTextBlock):
    """Rich text whose links may all be published; in migrations a RichTextBlock."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[validate_rich_text], **kwargs)

    def deconstruct(self) -> tuple[str, Any, Any]:
        _path, arguments, options = super().deconstruct()
        return ("wagtail.blocks.RichTextBlock", arguments, options)


class ParagraphBlock(LinkedTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", PARAGRAPH_FEATURES)
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, Any, Any]:
        return blocks.RichTextBlock.deconstruct(self)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "translation/blocks/paragraph.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"), help_text=_("Without quotation marks: the page adds them."))
    attribution = blocks.CharBlock(label=_("Who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "translation/blocks/quote.html"


class CallOutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False)
    text = LinkedTextBlock(label=_("Text"), features=CALL_OUT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Call-out")
        template = "translation/blocks/call_out.html"


class TextBodyBlock(blocks.StreamBlock):
    """The body of any page. What is stored in the wrong shape is left out of it, see `shape`."""

    def to_python(self, value: Any) -> StreamValue:
        if isinstance(value, str):
            try:
                value = json.loads(value) if value else []
            except ValueError:
                return super().to_python(value)
        is_native = isinstance(value, StreamValue) or (
            isinstance(value, list) and bool(value) and all(isinstance(child, tuple) for child in value)
        )
        return super().to_python(value if is_native else shaped_children(self, value or []))

    def render(self, value: StreamValue, context: Any = None) -> Any:
        """Reads the sizes of all its pictures at once."""
        pictures = [child.value["picture"] for child in value if child.block_type == "picture"]
        read_sizes(filter(None, pictures))
        return super().render(value, context=context)

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    quote = QuoteBlock()
    picture = PictureBlock()
    table = TranslatableTableBlock()
    document = DocumentBlock()
    embed = VideoBlock()
    call_out = CallOutBlock()
