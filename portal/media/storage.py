"""Where uploaded files lie: all of them in a place that only the portal reads.

What everybody may have is copied to another place, by portal.media.publishing. Classes without arguments, because
Wagtail writes a storage down for the worker to delete a file from.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.templatetags.static import static
from django.urls import reverse

# The name of what stands for a picture that cannot be shown.
NO_PICTURE = "no-picture"


class PrivateStorage(FileSystemStorage):
    """Under settings.MEDIA_ROOT, for no other account of the machine to read.

    The address of a file is one of the admin, which asks for rights.
    """

    file_permissions_mode: Any = 0o600
    directory_permissions_mode: Any = 0o700

    def url(self, name: str | None) -> str:
        return reverse("portal_file", args=[name])


class RenditionStorage(PrivateStorage):
    """Pictures in the sizes that pages show. Their address is the same whoever may fetch them."""

    def url(self, name: str | None) -> str:
        if name == NO_PICTURE:
            return static("portal/no-picture.svg")
        return FileSystemStorage.url(self, name)


def public_path(name: str) -> Path:
    """Where a proxy finds the file of this name while everybody may fetch it."""
    return Path(settings.PUBLIC_MEDIA_ROOT) / name
