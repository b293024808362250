"""How much of what is published exists in each language, in texts and in words."""

from dataclasses import dataclass

from django.db.models import Count, Exists, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from portal.i18n import address_alternates, language_codes

from .matrix import State, matrix, published_in, state_name, words_left_name


@dataclass(frozen=True)
class Coverage:
    """One language: numbers of texts by state, and of words; `texts` and `words` count everything published.

    `readable` counts the texts that are published in the language.
    """

    language: str
    texts: int
    readable: int
    words: int
    words_left: int
    original: int
    current: int
    behind: int
    apart: int
    draft: int
    missing: int

    @property
    def share(self) -> int:
        """Words that can be read in the language and are up to date, per cent, rounded down: 100 means all."""
        return 100 * (self.words - self.words_left) // self.words if self.words else 100


def coverage() -> list[Coverage]:
    """Of every language, in the order of the settings. One query."""
    counts = {
        f"{code}_{state.value}": Count("pk", filter=Q(**{state_name(code): state.value}))
        for code in language_codes()
        for state in State
    }
    readable = {f"{code}_readable": Count("pk", filter=Exists(published_in(code))) for code in language_codes()}
    lefts = {f"{code}_left": Sum(words_left_name(code), default=0) for code in language_codes()}
    found = (
        matrix()
        .order_by()
        .aggregate(texts=Count("pk"), all_words=Sum("words", default=0), **counts, **readable, **lefts)
    )
    return [
        Coverage(
            code,
            found["texts"],
            found[f"{code}_readable"],
            found["all_words"],
            found[f"{code}_left"],
            **{state.value: found[f"{code}_{state.value}"] for state in State},
        )
        for code in language_codes()
    ]


def coverage_page(request: HttpRequest) -> HttpResponse:
    """Context: `languages` (Coverage)."""
    alternates = address_alternates(request, get_language() or language_codes()[0])
    return render(request, "portal/coverage.html", {"languages": coverage(), "alternates": alternates})
