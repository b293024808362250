"""Templates that are compiled to Python."""

from typing import Any

import pytest
from django.template import engines
from django.utils.safestring import mark_safe
from django.utils.translation import override


def rendered(source: str, **values: Any) -> str:
    result: str = engines["compiled"].from_string(source).render(values)
    return result


def test_every_value_is_escaped_that_is_not_marked_as_safe() -> None:
    assert rendered("{{ value }}", value='<a b="c">') == "&lt;a b=&#34;c&#34;&gt;"
    assert rendered("{{ value }}", value=mark_safe("<mark>a</mark>")) == "<mark>a</mark>"


def test_its_messages_are_in_the_readers_language() -> None:
    for language, expected in (("lt", "(pašalinti)"), ("en", "(remove)")):
        with override(language):
            assert rendered('{{ _("(remove)") }}') == expected


def test_text_in_another_language_says_so() -> None:
    with override("lt"):
        assert rendered("<p{{ code|lang_attribute }}>", code="en") == '<p lang="en">'
        assert rendered("<p{{ code|lang_attribute }}>", code="lt") == "<p>"


@pytest.mark.parametrize("name", ["<script>", '"onclick="x'])
def test_a_language_that_is_none_cannot_break_out_of_its_attribute(name: str) -> None:
    with override("lt"):
        assert name not in rendered("<p{{ code|lang_attribute }}>", code=name)
