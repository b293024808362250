"""Rows of a page are headed in the translation editor in the language of whoever reads it."""

import pytest
from django.apps import apps
from django.utils import translation

from news.models.relations import Relation

ROWS = [model for model in apps.get_models() if issubclass(model, Relation)]


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_a_row_is_named_in_every_language(model: type[Relation]) -> None:
    names = set()
    for language in ("lt", "en"):
        with translation.override(language):
            names.add(str(model._meta.verbose_name))
    assert len(names) == 2
