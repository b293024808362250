"""Where the sizes of pictures are kept that pages show."""

from typing import Any

from django.core.files.storage import FileSystemStorage

from .storage_failures import storage_failure


class RenditionStorage(FileSystemStorage):
    """Lets a page be read although a size of its picture cannot be stored: Wagtail then leaves the picture out."""

    def _save(self, name: str, content: Any) -> str:
        try:
            return str(super()._save(name, content))  # type: ignore[misc]
        except OSError as error:
            if storage_failure(error) is None:
                raise
            # Wagtail's models look for this class while they load.
            from wagtail.images.models import SourceImageIOError

            raise SourceImageIOError(str(error)) from error
