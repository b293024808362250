"""The query strings of search: what may stand in them, and what a request for the engine is made of."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ..engines import NEWEST, RELEVANCE, SearchRequest
from ..query.expansion import expansion
from ..query.parse import parse

PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
# No index has as many pages; larger numbers would not fit into a database's integers.
MAX_PAGE = 1_000_000

# Nobody opens results further down.
LAST_POSITION = 1_000

# Filters in the query string, and the facet that each narrows.
FILTERS = {
    "available": "language",
    "year": "year",
    "topic": "topic",
    "project": "project",
    "organisation": "organisation",
    "person": "person",
    "place": "place",
}


class TypedText(forms.Field):
    """Any text whatever; a missing one is empty."""

    def to_python(self, value: Any) -> str:
        return value or ""


class FilterForm(forms.Form):
    """What results are narrowed and ordered by."""

    available = forms.ChoiceField(
        required=False,
        choices=settings.LANGUAGES,
        error_messages={"invalid_choice": _("There is no language “%(value)s” here.")},
    )
    year = forms.RegexField(
        r"^\d{4}\Z", required=False, error_messages={"invalid": _("A year is written with four digits.")}
    )
    topic = forms.CharField(required=False, max_length=200)
    project = forms.CharField(required=False, max_length=200)
    organisation = forms.CharField(required=False, max_length=200)
    person = forms.CharField(required=False, max_length=200)
    place = forms.CharField(required=False, max_length=200)
    sort = forms.ChoiceField(
        required=False,
        choices=[(RELEVANCE, _("Best match")), (NEWEST, _("Newest"))],
        error_messages={"invalid_choice": _("Results cannot be sorted by “%(value)s”.")},
    )
    translate = forms.ChoiceField(
        required=False,
        choices=[("no", _("Only the words as typed"))],
        error_messages={"invalid_choice": _("Words can be left untranslated by “no” only, not by “%(value)s”.")},
    )
    q = TypedText(required=False)
    page = forms.IntegerField(
        required=False, min_value=1, error_messages={"invalid": _("A page is a whole number from 1.")}
    )

    def filters(self) -> dict[str, str]:
        """Values by facet."""
        return {facet: self.cleaned_data[name] for name, facet in FILTERS.items() if self.cleaned_data[name]}

    def search_request(self, language: str) -> SearchRequest:
        """For a form that is valid."""
        data = self.cleaned_data
        query = parse(data["q"])
        return SearchRequest(
            query=query,
            expansion=expansion(query, translate=not data["translate"]),
            language=language,
            filters=self.filters(),
            sort=data["sort"] or RELEVANCE,
            page=min(data["page"] or 1, MAX_PAGE),
            page_size=data.get("page_size") or PAGE_SIZE,
        )

    def message(self) -> str:
        """What is wrong, as sentences; each names the value."""
        return " ".join(str(message) for messages in self.errors.values() for message in messages)


class ReaderForm(forms.Form):
    """In which language the reader is answered."""

    language = forms.ChoiceField(
        required=False,
        choices=settings.LANGUAGES,
        error_messages={"invalid_choice": _("There is no language “%(value)s” here.")},
    )

    def reader_language(self) -> str:
        """The language asked for; the portal's first one where none is or another."""
        return getattr(self, "cleaned_data", {}).get("language") or settings.LANGUAGE_CODE


class SearchForm(ReaderForm, FilterForm):
    """The query string of the JSON endpoint."""

    page_size = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MAX_PAGE_SIZE,
        error_messages={"invalid": _("A page size is a whole number.")},
    )


class CompletionForm(ReaderForm):
    """The query string of completions."""

    q = TypedText(required=False)


class ClickForm(ReaderForm):
    """What the page of results tells when a result is opened."""

    q = TypedText()
    position = forms.IntegerField(min_value=1, max_value=LAST_POSITION)
