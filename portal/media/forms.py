"""Forms by which files come in: what is not what it says, or cannot be shown, is refused with the reason."""

from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .kinds import ACCEPTED, KINDS, check_document
from .pictures import check_picture, opened, ordinary

LARGEST_AVATAR = (400, 400)


class PictureField(WagtailImageField):
    """Wagtail's, which looks at a file's head only and fails with some of those that are damaged."""

    def to_python(self, data: Any) -> Any:
        # Of an upload that Wagtail has read, the place is at the end.
        if data not in self.empty_values and hasattr(data, "seek"):
            check_picture(data.name, data)
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class PictureForm(BaseImageForm):
    """Every form of Wagtail that takes a picture in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = PictureField(label=field.label, widget=field.widget, required=field.required)


class DocumentForm(BaseDocumentForm):
    """Every form of Wagtail that takes a document in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            field.help_text = _("Kinds of documents: %(kinds)s.") % {"kinds": ", ".join(KINDS)}
            field.widget.attrs["accept"] = ACCEPTED

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            check_document(file.name, file)
        return file


class AvatarField(forms.ImageField):
    def to_python(self, data: Any) -> Any:
        if data not in self.empty_values:
            check_picture(data.name, data)
        return super().to_python(data)


class AvatarForm(AvatarPreferencesForm):
    """Wagtail's, which writes the file anew in the format that it came in, and fails where that cannot be."""

    avatar = AvatarField(required=False)

    def clean_avatar(self) -> Any:
        """A small picture of ours, with nothing in it but what is seen."""
        file = self.cleaned_data.get("avatar")
        if not file:
            return self._original_avatar
        file.seek(0)
        with opened(file) as picture:
            small = ordinary(ImageOps.exif_transpose(picture)).convert("RGBA")
        small.thumbnail(LARGEST_AVATAR, Image.Resampling.LANCZOS)
        content = BytesIO()
        small.save(content, "PNG")
        return ContentFile(content.getvalue(), name="avatar.png")
