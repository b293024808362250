"""What a picture must be to be shown: read to its end, of a sensible size, in a form that pages can be given."""

import warnings
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

# What the portal takes, and what the name of each ends in.
SUFFIXES = {"AVIF": (".avif",), "GIF": (".gif",), "JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",)}
FORMATS = tuple(SUFFIXES)
# What every format of a rendition can be written from. Sixteen bits a colour, floating point and others cannot.
ORDINARY_MODES = frozenset(("1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"))
# A value of sixteen bits is brought down to one of eight.
_SIXTEEN_TO_EIGHT_BITS = 1 / 256
_LONGEST_SIDE_SHOWN = 64


def check_picture(name: str, file: BinaryIO) -> None:
    """Raises ValidationError, with a message for people, for what cannot be shown or is called after another kind.
    Leaves the file at its beginning."""
    file.seek(0)
    try:
        with opened(file) as picture:
            _check_name(name, picture.format or "")
            check_size(picture)
            for frame in ImageSequence.Iterator(picture):
                frame.load()
            picture.seek(0)
            _try(picture)
    except ValidationError:
        raise
    except UnidentifiedImageError as error:
        values = {"name": name, "formats": ", ".join(FORMATS)}
        message = _("“%(name)s” is damaged, or is not a picture that the portal takes. It takes: %(formats)s.")
        raise ValidationError(message % values, code="kind") from error
    # Pillow's readers raise whatever comes to them of a file that is not what it says.
    except Exception as error:
        raise ValidationError(
            _("The picture is damaged. Open it in another program and save it anew."), code="damaged"
        ) from error
    finally:
        file.seek(0)


def _check_name(name: str, format_name: str) -> None:
    """Raises ValidationError."""
    suffixes = SUFFIXES[format_name]
    if PurePosixPath(name.lower()).suffix not in suffixes:
        values = {"name": name, "kind": format_name, "suffixes": ", ".join(suffixes)}
        message = _("“%(name)s” is a file of the kind %(kind)s by its content. Its name has to end in: %(suffixes)s.")
        raise ValidationError(message % values, code="suffix")


def named_by_content(name: str, file: BinaryIO) -> str:
    """The name with the ending of the picture's kind; as it is where the kind cannot be told."""
    try:
        with opened(file) as picture:
            suffixes = SUFFIXES[picture.format or ""]
    except (OSError, SyntaxError, ValueError, KeyError, Image.DecompressionBombError):
        return name
    finally:
        file.seek(0)
    path = PurePosixPath(name)
    return name if path.suffix.lower() in suffixes else f"{path.stem}{suffixes[0]}"


def opened(file: Any) -> Image.Image:
    """The picture, known by its content. Raises whatever Pillow raises."""
    with warnings.catch_warnings():
        # How large a picture may be is for us to say.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(file, formats=FORMATS)


def check_size(picture: Image.Image) -> None:
    """Raises ValidationError."""
    pixels = picture.width * picture.height * getattr(picture, "n_frames", 1)
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
        message = _("The picture has more than %(limit)d million pixels.") % {"limit": limit}
        raise ValidationError(message, code="pixels")


def _try(picture: Image.Image) -> None:
    """Writes a small one, as the pages' are written. Raises whatever Pillow raises."""
    small = ordinary(ImageOps.exif_transpose(picture))
    small.thumbnail((_LONGEST_SIDE_SHOWN, _LONGEST_SIDE_SHOWN))
    for name in ("AVIF", "WEBP", "PNG"):
        small.convert("RGBA").save(BytesIO(), name)


def ordinary(picture: Image.Image) -> Image.Image:
    """The picture in a mode that every format can be written from: itself, or a copy with eight bits a colour."""
    if picture.mode in ORDINARY_MODES:
        return picture
    if picture.mode.startswith("I") or picture.mode == "F":
        return picture.point(lambda value: value * _SIXTEEN_TO_EIGHT_BITS).convert("L")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def as_png(picture: Image.Image) -> BytesIO:
    """In an ordinary mode, as a file."""
    file = BytesIO()
    ordinary(picture).save(file, "PNG")
    file.seek(0)
    return file
