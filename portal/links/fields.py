"""Fields of models that know the portal's rule of links."""

from typing import Any

from django.db import models

from .rules import validate_web_address


class WebAddressField(models.URLField):
    """An address of the web that may be published as a link; in the database and in migrations a URLField."""

    default_validators = [validate_web_address]

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.URLField", arguments, options
