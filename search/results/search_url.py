"""Search URL: the query string of what is shown, without what was not understood of it."""

from collections.abc import Callable
from urllib.parse import quote_plus

from django.http import QueryDict

from ..index.facets import FACETS, Facet
from .forms import FilterForm


class SearchUrl:
    def __init__(self, form: FilterForm, query: str) -> None:
        """For a form that is valid."""
        names = [*(facet.parameter for facet in FACETS), "sort", "translate"]
        self.values: dict[str, str] = {name: form.cleaned_data[name] for name in names if form.cleaned_data[name]}
        if query:
            self.values = {"q": query} | self.values

    def with_(self, **changes: str | None) -> str:
        """On the first page, with some values changed; None takes one out."""
        values = QueryDict(mutable=True)
        values.update({name: value for name, value in (self.values | changes).items() if value})
        return f"?{values.urlencode()}"

    def without_filter(self, facet: Facet) -> str:
        return self.with_(**{facet.parameter: None})

    def without_filters(self) -> str:
        return self.with_(**{facet.parameter: None for facet in FACETS})

    def narrowed_by(self, facet: Facet) -> Callable[[str], str]:
        """The URL for each value of a facet, of which a page has hundreds: the rest is encoded once."""
        rest = self.without_filter(facet)
        begin = f"{rest}{'' if rest == '?' else '&'}{facet.parameter}="
        return lambda value: begin + quote_plus(value)
