"""Synonyms: words of a language that mean the same to readers."""

import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from portal.i18n import language_choices
from portal.languages.common.normalization import compared, stored
from portal.translation.glossary.thesaurus import MAX_TERM_WORDS

LONGEST_WORDS = 1000
MAX_TERMS = 30
MAX_TERM_CHARACTERS = 60
_SEPARATOR = re.compile(r"[,;\n]")
# What stands for something else in a query, and what no word has.
_NOT_IN_A_TERM = re.compile(r"[^\w\s.&'’/-]")


def split_terms(text: str) -> tuple[str, ...]:
    """Terms of a list as somebody typed it, each once however it is written, in order."""
    terms: dict[str, str] = {}
    for part in _SEPARATOR.split(stored(text)):
        term = " ".join(part.split())
        terms.setdefault(compared(term).casefold(), term)
    return tuple(filter(None, terms.values()))


class SynonymGroup(models.Model):
    """Words of a language any of which finds the texts that have another one of them."""

    language = models.CharField(
        _("language"),
        max_length=10,
        choices=language_choices,
        help_text=_("The language of the words. Texts in the other languages are not searched for them."),
    )
    words = models.TextField(
        _("words"),
        max_length=LONGEST_WORDS,
        help_text=_(
            "At least two words or expressions that mean the same, separated by commas, in their basic form:"
            " kindergarten, nursery school, preschool. Search finds their other endings by itself."
        ),
    )

    panels: ClassVar[list[Any]] = [FieldPanel("language"), FieldPanel("words")]

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["language", "words"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "words"],
                name="search_each_group_of_synonyms_once",
                violation_error_message=_("There is a group of these words already."),
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="search_groups_of_synonyms_have_words"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def terms(self) -> tuple[str, ...]:
        return split_terms(self.words)

    def clean(self) -> None:
        """Raises ValidationError that names what is wrong; else leaves the words in the form they are kept in."""
        super().clean()
        terms = self.terms
        problems: list[str] = []
        if len(terms) < 2:
            problems.append(gettext("Write at least two different words, separated by commas."))
        if len(terms) > MAX_TERMS:
            values = {"max": MAX_TERMS, "count": len(terms)}
            problems.append(gettext("A group has at most %(max)d words; this one has %(count)d.") % values)
        for term in terms[:MAX_TERMS]:
            if len(term) > MAX_TERM_CHARACTERS or len(term.split()) > MAX_TERM_WORDS:
                message = gettext("“%(term)s” is too long: an expression has at most %(words)d words.")
                problems.append(message % {"term": term[:MAX_TERM_CHARACTERS], "words": MAX_TERM_WORDS})
            elif _NOT_IN_A_TERM.search(term) or not any(map(str.isalnum, term)):
                problems.append(gettext("“%(term)s” has characters that do not belong to words.") % {"term": term})
        if problems:
            raise ValidationError({"words": problems})
        self.words = ", ".join(terms)
