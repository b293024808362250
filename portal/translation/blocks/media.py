from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock, ImageBlockComparison

from portal.links.rules import validate_web_address


class PictureComparison(ImageBlockComparison):
    """A picture that is gone is compared as nothing."""

    def htmlvalue(self, val: Any) -> Any:
        return "" if val is None else super().htmlvalue(val)


class ComparableImageBlock(ImageBlock):
    """In migrations an ImageBlock, as every one is."""

    def get_comparison_class(self) -> type[ImageBlockComparison]:
        return PictureComparison


class PictureBlock(blocks.StructBlock):
    picture = ComparableImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, help_text=_("What is seen, and who took it."))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "translation/blocks/picture.html"


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), help_text=_("What the document is, in the language of this page."))

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "translation/blocks/document.html"


class VideoBlock(EmbedBlock):
    def clean(self, value: Any) -> Any:
        """Before the host of the video is asked what it has. Raises ValidationError."""
        if value is not None and value.url:
            validate_web_address(value.url)
        return super().clean(value)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "translation/blocks/video.html"
