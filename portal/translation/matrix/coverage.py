"""How much of what is published exists in each language, in texts and in words."""

import uuid
from collections import Counter
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from wagtail.models import Page

from portal.access.visibility import asking_once, below, closed_paths, named_models, public_rows
from portal.changes.reading import made_of_more_than_the_database
from portal.i18n import address_alternates, language_codes

from ..freshness.models import PublishedText
from .rows import State, draft_models


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
    """Of every language, in the order of the settings; what is restricted, or named by nothing public, is not counted.
    A query, one for what is restricted, and one for each kind of drafts.

    The states are those of the matrix, told apart here: the database takes ten times as long to count them.
    """
    with asking_once():
        closed = Page.objects.filter(below(closed_paths())).values("translation_key")
        texts = PublishedText.objects.exclude(translation_key__in=closed)
        for model in named_models():
            of_model = Q(content_type=ContentType.objects.get_for_model(model))
            texts = texts.exclude(of_model & ~Q(translation_key__in=public_rows(model).values("translation_key")))
    rows = texts.values_list(
        *("translation_key", "locale__language_code", "source_locale__language_code"),
        *("words", "behind", "words_behind", "is_apart"),
    )
    originals: list[tuple[uuid.UUID, str, int]] = []
    translations: dict[tuple[uuid.UUID, str], tuple[int, int, bool]] = {}
    for key, language, source_language, words, behind, words_behind, is_apart in rows.iterator(chunk_size=2000):
        if language == source_language:
            originals.append((key, language, words))
        else:
            translations[key, language] = (behind, words_behind, is_apart)
    drafts = _drafts()
    return [_of_language(code, originals, translations, drafts) for code in language_codes()]


def _drafts() -> set[tuple[uuid.UUID, str]]:
    """(translation key, language) of every draft that is newer than what is public."""
    found: set[tuple[uuid.UUID, str]] = set()
    for model in draft_models():
        drafts = model._default_manager.filter(has_unpublished_changes=True)
        found.update(drafts.values_list("translation_key", "locale__language_code"))
    return found


def _of_language(
    code: str,
    originals: list[tuple[uuid.UUID, str, int]],
    translations: dict[tuple[uuid.UUID, str], tuple[int, int, bool]],
    drafts: set[tuple[uuid.UUID, str]],
) -> Coverage:
    states: Counter[State] = Counter()
    readable = words_left = 0
    for key, language, words in originals:
        if language == code:
            states[State.ORIGINAL] += 1
            readable += 1
            continue
        translation = translations.get((key, code))
        readable += translation is not None
        words_left += translation[1] if translation is not None else words
        states[_state(translation, (key, code) in drafts)] += 1
    counts = {state.value: states[state] for state in State}
    words = sum(words for _key, _language, words in originals)
    return Coverage(code, len(originals), readable, words, words_left, **counts)


def _state(translation: tuple[int, int, bool] | None, has_draft: bool) -> State:
    if translation is not None and translation[2]:
        return State.APART
    if has_draft:
        return State.DRAFT
    if translation is None:
        return State.MISSING
    return State.BEHIND if translation[0] else State.CURRENT


def coverage_page(request: HttpRequest) -> HttpResponse:
    """Context: `languages` (Coverage)."""
    # Drafts are counted, and nobody is told of those.
    made_of_more_than_the_database()
    alternates = address_alternates(request, get_language() or language_codes()[0])
    return render(request, "translation/coverage.html", {"languages": coverage(), "alternates": alternates})
