"""Whatever stands in a rich text, asking for its links takes no time."""

import time

import pytest
from django.core.exceptions import ValidationError

from portal.links.rich_text import (
    MOST_ELEMENTS,
    external_links,
    publishable_html,
    validate_rich_text,
    without_stray_brackets,
)

# Of the processor. What takes time over such texts takes minutes.
MOST_SECONDS = 5
LENGTH = 60_000
PIECES = [
    *("<a ", "<br", '<a x="', "<a href=", "<!", "<!--", "<![", "<?", "</", "</a ", "<a>", "<b></b>", "&", "&#", "<"),
    *("<!---->", "<a href='x'>", "<a b='>", '<a b=">" ', "<script>", "<style>", "<textarea>", "<a/", "\u0301", "'\""),
]


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_of_one_piece_takes_no_time(piece: str) -> None:
    html = '<a href="https://geras.lt/">x</a>' + piece * (LENGTH // len(piece))
    begun = time.process_time()
    assert "https://geras.lt/" in external_links(html)
    publishable_html(html)
    assert time.process_time() - begun < MOST_SECONDS


def test_whole_tags_stay_as_they_are_and_stray_brackets_become_text() -> None:
    whole = """<p class='a "b"'>1 <b>2</b><br/><a href="https://x.lt/?a=1&amp;b">3</a></p>"""
    assert without_stray_brackets(whole) == whole
    assert without_stray_brackets(f"{whole} 1 < 2 <b") == f"{whole} 1 &lt; 2 &lt;b"
    with pytest.raises(ValidationError, match="javascript"):
        validate_rich_text('1 < 2 <a href="javascript:x">y</a>')


def test_a_text_of_more_elements_than_any_has_is_refused_with_the_limit() -> None:
    validate_rich_text("a<br/>" * 2 * MOST_ELEMENTS)
    with pytest.raises(ValidationError, match=str(MOST_ELEMENTS)):
        validate_rich_text("a<br/>" * (2 * MOST_ELEMENTS + 1))
