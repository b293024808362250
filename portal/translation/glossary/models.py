"""What words are called in other languages: what editors have written down, and what the portal has learnt itself."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.search import index

from portal.i18n import language_choices
from portal.languages.analysis import words

from .thesaurus import MAX_TERM_WORDS


class GlossaryEntry(index.Indexed, ClusterableModel):
    """One thing and what it is called, in any number of languages and ways."""

    note = models.TextField(
        _("note"), blank=True, help_text=_("What translators should know: when to use which term, and which to avoid.")
    )

    panels: ClassVar[list[Any]] = [InlinePanel("terms", label=_("Term"), min_num=2), FieldPanel("note")]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("note"),
        index.RelatedFields("terms", [index.SearchField("text"), index.AutocompleteField("text")]),
    ]

    class Meta:
        verbose_name = _("glossary entry")
        verbose_name_plural = _("glossary")
        ordering = ["pk"]

    def __str__(self) -> str:
        return " – ".join(term.text for term in self.terms.all()) or str(self.pk)


class GlossaryTerm(models.Model):
    """What an entry is called in a language; the first term of a language is the one to use."""

    entry = ParentalKey(GlossaryEntry, on_delete=models.CASCADE, related_name="terms")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    text = models.CharField(
        _("term"), max_length=100, help_text=_("In its base form, such as “vizitas”; every form of it is found.")
    )

    panels: ClassVar[list[Any]] = [FieldRowPanel([FieldPanel("language"), FieldPanel("text")])]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "language", "text"],
                name="translation_glossary_term_once_an_entry",
                violation_error_message=_("This term stands here twice."),
            ),
            models.CheckConstraint(condition=~Q(text=""), name="translation_glossary_term_has_text"),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        self.text = " ".join(self.text.split())
        if not 1 <= len(list(words(self.text))) <= MAX_TERM_WORDS:
            raise ValidationError({"text": _("A term has one to five words.")})
        if ";" in self.text:
            raise ValidationError({"text": _("A term has no semicolon: in a table it parts two terms.")})


class LearntTranslation(models.Model):
    """Words that stand for each other in the portal's own translations; `strength` is between 0 and 1."""

    language = models.CharField(max_length=10)
    word = models.CharField(max_length=100)
    other_language = models.CharField(max_length=10)
    other_word = models.CharField(max_length=100)
    strength = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["language", "word", "other_language", "other_word"], name="translation_learnt_translation_once"
            ),
            models.CheckConstraint(
                condition=Q(strength__gt=0) & Q(strength__lte=1), name="translation_learnt_translation_strength"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word} – {self.other_word}"
