"""Tables of the people who work on the portal."""

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    EDITOR = "editor", _("editor")
    TRANSLATOR = "translator", _("translator")
    REVIEWER = "reviewer", _("reviewer")


class StaffGroup(models.Model):
    """What a group is for. Its name may be changed freely, and it keeps its role.

    A group of translators has a direction. It is kept in language codes: a language that is taken out of the settings
    leaves a direction into nowhere, and not a group without one, whose rights would know no bounds.
    """

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="staff_group")
    role = models.CharField(max_length=20, choices=Role.choices)
    source_language = models.CharField(max_length=100, blank=True)
    target_language = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("group of staff")
        verbose_name_plural = _("groups of staff")
        constraints = [
            models.UniqueConstraint(
                fields=["role", "source_language", "target_language"], name="staff_group_is_one_a_role_and_direction"
            ),
            models.CheckConstraint(
                condition=(Q(role=Role.TRANSLATOR) & ~Q(source_language="") & ~Q(target_language=""))
                | (~Q(role=Role.TRANSLATOR) & Q(source_language="", target_language="")),
                name="translators_alone_have_a_direction",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.TRANSLATOR) | ~Q(source_language=F("target_language")),
                name="direction_has_two_languages",
            ),
        ]

    def __str__(self) -> str:
        return str(self.group)
