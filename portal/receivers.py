"""What follows from the publishing of any page or snippet."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import TranslatableMixin
from wagtail.signals import published

from portal.synchronisation import synchronise_translations


# Wagtail sends it for pages as well, after `page_published`.
@receiver(published, dispatch_uid="portal.synchronise_translations")
def carry_to_translations(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, TranslatableMixin):
        synchronise_translations(instance)
