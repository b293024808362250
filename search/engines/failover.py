"""Fail-over: the engine of the settings answers, and the index kept beside it while that cannot be used."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from django.conf import settings

from ..index.interface import EngineUnavailable
from . import Completion, Engine, SearchRequest, SearchResponse, get_engine

logger = logging.getLogger(__name__)

T = TypeVar("T")

FALLBACK = "embedded"


def search(request: SearchRequest) -> SearchResponse:
    """Raises EngineUnavailable where no index can answer."""
    return _answer(
        lambda engine: engine.search(request),
        lambda engine: replace(engine.search(request), is_fallback=True),
    )


def complete(text: str, language: str, limit: int) -> list[Completion]:
    """Raises EngineUnavailable where no index can answer."""

    def ask(engine: Engine) -> list[Completion]:
        return engine.complete(text, language, limit)

    return _answer(ask, ask)


def _answer(ask: Callable[[Engine], T], ask_fallback: Callable[[Engine], T]) -> T:
    try:
        return ask(get_engine())
    except EngineUnavailable as error:
        if settings.SEARCH_ENGINE == FALLBACK or not settings.SEARCH_FALLBACK:
            raise
        logger.info("The fallback answers: %s", error)
        return ask_fallback(get_engine(FALLBACK))
