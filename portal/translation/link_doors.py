"""Doors of Wagtail and wagtail-localize through which links come in: each asks the portal's one rule."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import post_save, pre_save
from django.utils.translation import gettext as _
from wagtail.admin.forms.choosers import ExternalLinkChooserForm, PhoneLinkChooserForm
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import StreamField

from ..languages.common.normalization import stored, stored_html
from ..links.rich_text import without_stray_brackets
from ..links.rules import validate_link, validate_web_address
from .localize import SegmentOverride, StringTranslation, TranslationSource


def ask_in_forms() -> None:
    """Gives the rule to forms and fields of Wagtail's that have no setting for it. For an app's `ready()`, once."""
    ExternalLinkChooserForm.base_fields["url"].validators.append(validate_link)
    PhoneLinkChooserForm.base_fields["phone_number"].validators.append(_validate_telephone)
    RedirectForm.base_fields["old_path"].validators.append(validate_own_path)
    link = RedirectForm.base_fields["redirect_link"]
    RedirectForm.base_fields["redirect_link"] = WebAddressField(
        label=link.label,
        required=False,
        help_text=link.help_text,
        max_length=link.max_length,
        assume_scheme="https",
    )
    # The form and the import of redirects clean the model. A field keeps what is added here out of its migrations.
    Redirect._meta.get_field("redirect_link").validators.append(validate_web_address)
    pre_save.connect(keep_whole_tags, sender=StringTranslation, dispatch_uid="portal.keep_whole_tags")
    pre_save.connect(normalize_override, sender=SegmentOverride, dispatch_uid="portal.normalize_override")
    pre_save.connect(normalize_redirect, sender=Redirect, dispatch_uid="portal.normalize_redirect")
    post_save.connect(check_link, sender=SegmentOverride, dispatch_uid="portal.check_link_of_translation")


class WebAddressField(forms.URLField):
    """Django's, which makes a web address of what begins with two slashes, and was meant for a path or a trick."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            validate_own_path(value)
        return super().to_python(value)


def validate_own_path(path: str) -> None:
    """Raises ValidationError for what begins with more slashes than one: for browsers, that is a host."""
    if path.strip().replace("\\", "/").startswith("//"):
        raise ValidationError(_("The address may begin with one slash only."), code="link")


def _validate_telephone(number: str) -> None:
    validate_link(f"tel:{''.join(number.split())}")


def keep_whole_tags(instance: StringTranslation, **kwargs: Any) -> None:
    """wagtail-localize parses it as soon as it is saved, in the web process. It is kept as any text is."""
    instance.data = without_stray_brackets(stored_html(instance.data))


def normalize_override(instance: SegmentOverride, **kwargs: Any) -> None:
    """A translator's own value is kept as any text is; an address is left to the rule of links."""
    if isinstance(instance.data, str) and stored(instance.data) != instance.data and _rule(instance) is None:
        instance.data_json = json.dumps(stored(instance.data))


def normalize_redirect(instance: Redirect, **kwargs: Any) -> None:
    """Also a path that was written in hexadecimal, which the form has decoded after reading it."""
    instance.old_path = stored(instance.old_path)


def check_link(instance: SegmentOverride, **kwargs: Any) -> None:
    """A translator's own address that cannot be published stays in the editor, with the reason, and is not used."""
    validate = _rule(instance)
    if validate is None:
        return
    problem = ""
    try:
        validate(instance.data)
    except ValidationError as error:
        problem = " ".join(error.messages)
    if (instance.has_error, instance.field_error) != (bool(problem), problem):
        instance.has_error, instance.field_error = bool(problem), problem
        # Whoever saved it may have named the columns to write.
        SegmentOverride.objects.filter(pk=instance.pk).update(has_error=bool(problem), field_error=problem)


def _rule(override: SegmentOverride) -> Any:
    """What the value has to hold to; None for what is no link. In wagtail-localize's paths links are quoted."""
    if override.context is None or not isinstance(override.data, str):
        return None
    if override.context.path.endswith("'"):
        return validate_link
    source = TranslationSource.objects.filter(object_id=override.context.object_id).first()
    model = source.specific_content_type.model_class() if source else None
    name = override.context.path.partition(".")[0]
    field = next((each for each in model._meta.get_fields() if each.name == name), None) if model else None
    # Beside links, the only texts of blocks that a translation has of its own are addresses of videos.
    if isinstance(field, StreamField | models.URLField):
        return validate_web_address
    return None
