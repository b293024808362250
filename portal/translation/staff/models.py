"""Tables of the people who work on the portal."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


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


class Assignment(models.Model):
    """Who translates a text into a language, and until when.

    It is open until the translation is published and says what its original says. Then it stays, as what tells whom a
    later change concerns.
    """

    translation_key = models.UUIDField(editable=False)
    target_locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("translator"), on_delete=models.CASCADE, related_name="assignments"
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=255, blank=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    assigned_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "target_locale"],
                condition=Q(finished_at__isnull=True),
                name="text_is_assigned_once_a_language",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("assigned_at")),
                name="assignment_ends_after_it_began",
            ),
        ]
        indexes = [models.Index(fields=["assignee", "finished_at"], name="assignment_of_person")]

    def __str__(self) -> str:
        return f"{self.translation_key} → {self.target_locale}: {self.assignee}"

    @property
    def is_overdue(self) -> bool:
        return self.finished_at is None and self.due_on is not None and self.due_on < timezone.localdate()


class DigestSubscription(models.Model):
    """The daily e-mail about translations: whether somebody wants it, and what it has told. Without a row: wanted."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_subscription")
    is_wanted = models.BooleanField(
        _("daily e-mail about translations"),
        default=True,
        help_text=_("What is assigned to you, what is due, and what changed after you had translated it"),
    )
    sent_on = models.DateField(null=True, blank=True, editable=False)
    told_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("daily e-mail")
        verbose_name_plural = _("daily e-mails")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True, told_until__isnull=True)
                | Q(sent_on__isnull=False, told_until__isnull=False),
                name="digest_tells_when_it_is_sent",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
