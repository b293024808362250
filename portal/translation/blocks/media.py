from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock, ImageBlockComparison

from portal.links.rules import validate_web_address
from portal.media.access import is_in_open_collection


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

    def get_searchable_content(self, value: Any) -> list[str]:
        """Nothing of a picture that readers are not shown."""
        picture = value.get("picture")
        return super().get_searchable_content(value) if picture and is_in_open_collection(picture) else []

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "translation/blocks/picture.html"


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), help_text=_("What the document is, in the language of this page."))

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        """Context: `document`, None where it is gone or in a private collection, like an attachment."""
        document = value.get("document")
        is_shown = document is not None and is_in_open_collection(document)
        return {**super().get_context(value, parent_context), "document": document if is_shown else None}

    def get_searchable_content(self, value: Any) -> list[str]:
        """Nothing of a document that readers are not shown."""
        return super().get_searchable_content(value) if self.get_context(value)["document"] else []

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
