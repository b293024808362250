"""Forms of the query strings: what may stand in them, and what a request for the engine is made of."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.languages.common.normalization import compared

from ..engines import NEWEST, RELEVANCE, SearchRequest
from ..index.facets import FACETS, Facet
from ..query.expansion import expansion
from ..query.parse import parse

PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
# No index has as many pages; larger numbers would not fit into a database's integers.
MAX_PAGE = 1_000_000

# Nobody opens results further down.
LAST_POSITION = 1_000

# Of a value of a facet.
LONGEST_VALUE = 200


class QueryStringForm(forms.Form):
    """A form of what stands in an address, read as texts are compared: addresses are copied, mailed and retyped."""

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        read = {name: compared(value) if isinstance(value, str) else value for name, value in (data or {}).items()}
        super().__init__(None if data is None else read, **kwargs)


class TypedText(forms.Field):
    """Any text whatever; a missing one is empty."""

    def to_python(self, value: Any) -> str:
        return value or ""


def facet_field(facet: Facet) -> forms.Field:
    """Checks the value of a facet in the query string."""
    if facet.choices:
        return forms.ChoiceField(
            required=False, choices=facet.choices, error_messages={"invalid_choice": facet.invalid}
        )
    if facet.pattern:
        return forms.RegexField(facet.pattern, required=False, error_messages={"invalid": facet.invalid})
    return forms.CharField(required=False, max_length=LONGEST_VALUE)


class FilterForm(QueryStringForm):
    """What results are narrowed and ordered by: a field for each facet, and those below."""

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {facet.parameter: facet_field(facet) for facet in FACETS} | self.fields

    def filters(self) -> dict[str, str]:
        """Values by key of the facet."""
        data = self.cleaned_data
        return {facet.key: data[facet.parameter] for facet in FACETS if data[facet.parameter]}

    def search_request(self, language: str) -> SearchRequest:
        """For a form that is valid."""
        data = self.cleaned_data
        query = parse(data["q"])
        expand = partial(expansion, translate=not data["translate"])
        return SearchRequest(
            query=query,
            expansion=expand(query),
            expand=expand,
            language=language,
            filters=self.filters(),
            sort=data["sort"] or RELEVANCE,
            page=min(data["page"] or 1, MAX_PAGE),
            page_size=data.get("page_size") or PAGE_SIZE,
        )

    def message(self) -> str:
        """What is wrong, as sentences; each names the value."""
        return " ".join(str(message) for messages in self.errors.values() for message in messages)


class ReaderForm(QueryStringForm):
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
