"""What organisations, people and topics have in common: a translatable snippet with a public page."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from portal.addresses.slugs import numbered_slug, slug_from
from portal.translation.localize import BaseTranslatableField, SynchronizedField
from portal.translation.translations import refuse_gaps


class Entity(DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    """`identifier` is the same in every language and names the entity in imports; `slug` is each language's own."""

    identifier = models.SlugField(_("identifier"), max_length=100, editable=False)
    name = models.CharField(_("name"), max_length=255)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        blank=True,
        help_text=_("The last part of the page's address. Made from the name where it is left empty."),
    )

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        BaseTranslatableField("slug"),
        BaseTranslatableField("expired"),
        BaseTranslatableField("expire_at"),
        BaseTranslatableField("go_live_at"),
        SynchronizedField("identifier", overridable=False),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="%(class)s_slug_is_unique_in_its_language"),
            models.UniqueConstraint(
                fields=["locale", "identifier"], name="%(class)s_identifier_is_unique_in_its_language"
            ),
            models.CheckConstraint(condition=~models.Q(slug=""), name="%(class)s_has_slug"),
        ]

    def __str__(self) -> str:
        return self.name

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Raises UntranslatedSegments like a page's: see portal.translation.page.BasePage.full_clean."""
        self._fill_slug_and_identifier()
        super().full_clean(*args, **kwargs)
        if self.live and self.pk:
            refuse_gaps(self, may_be_draft=True)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """One transaction with what follows from the change, such as the index being told of it."""
        self._fill_slug_and_identifier()
        super().save(*args, **kwargs)

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> None:
        """One transaction with what follows from it, like a page's."""
        super().publish(*args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """One transaction with what follows from it, like a page's."""
        super().unpublish(*args, **kwargs)

    def _fill_slug_and_identifier(self) -> None:
        own = slug_from(self.name, 90, otherwise=type(self).__name__.lower())
        if not self.slug or (not self.first_published_at and self.slug != own and self._is_copied_slug()):
            self.slug = self._free("slug", own)
        elif self.pk is None:
            self.slug = self._free("slug", self.slug)
        if not self.identifier:
            self.identifier = self._free("identifier", self.slug)

    def _is_copied_slug(self) -> bool:
        """A translation begins with a copy of its source's slug; until it is published it follows its own name."""
        others = type(self)._default_manager.filter(translation_key=self.translation_key)
        return others.exclude(locale_id=self.locale_id).filter(slug=self.slug).exists()

    def _free(self, field: str, base: str) -> str:
        siblings = type(self)._default_manager.filter(locale_id=self.locale_id).exclude(pk=self.pk)
        most: int = getattr(self._meta.get_field(field), "max_length", 100)
        # With room for the number, for which the base may be cut.
        taken = set(siblings.filter(**{f"{field}__startswith": base[: most // 2]}).values_list(field, flat=True))
        candidate, suffix = base, 1
        while candidate in taken:
            suffix += 1
            candidate = numbered_slug(base, suffix, most)
        return candidate
