"""Texts of which nothing is seen, in forms and in required fields: they are empty.

Django strips white space off what is typed; of a zero-width space or the filler of an alphabet it knows nothing.
"""

from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CharField, TextField
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel
from wagtail.models import TranslatableMixin

from portal.languages.common.blank_text import is_blank_text


def empty_blank_texts() -> None:
    """Makes every form take such a text for an empty one, and every required text of pages and snippets refuse it.
    For an app's `ready()`. A field keeps what is added here out of its migrations.

    Blocks of bodies make form fields of Django's by themselves, and give no place for one's own.
    """
    stripped = forms.CharField.to_python

    def to_python(field: forms.CharField, value: Any) -> Any:
        text = stripped(field, value)
        # A password is as it is typed.
        return field.empty_value if field.strip and isinstance(text, str) and is_blank_text(text) else text

    forms.CharField.to_python = to_python  # type: ignore[method-assign, assignment]
    fields: set[Any] = {field for model in apps.get_models() if _is_edited(model) for field in model._meta.fields}
    for field in fields:
        if isinstance(field, CharField | TextField) and field.editable and not field.blank and not field.choices:
            field.validators.append(validate_seen)


def validate_seen(value: object) -> None:
    """Raises ValidationError."""
    if isinstance(value, str) and is_blank_text(value):
        raise ValidationError(_("The text has no character that readers see."), code="blank")


def _is_edited(model: Any) -> bool:
    parents = [field.remote_field.model for field in model._meta.fields if field.remote_field]
    kinds = (ClusterableModel, TranslatableMixin)
    return issubclass(model, kinds) or any(issubclass(each, ClusterableModel) for each in parents)
