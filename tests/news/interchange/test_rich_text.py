import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.interchange.rich_text import sanitise
from portal.translation.blocks.text import CALL_OUT_FEATURES, PARAGRAPH_FEATURES


@pytest.mark.parametrize(
    ("given_html", "expected"),
    [
        ("<p>A</p><h2>B</h2>", "<p>A</p><p>B</p>"),
        ("a <b>b</b><ul><li>c</li></ul>d", "<p>a <b>b</b></p><ul><li>c</li></ul><p>d</p>"),
        ("bare", "<p>bare</p>"),
        ('<p style="color:red" onclick="x">A</p>', "<p>A</p>"),
        ("<p><script>alert(1)</script>A</p>", "<p>A</p>"),
        ('<p><a href="javascript:alert(1)">A</a></p>', "<p><a>A</a></p>"),
        ('<p><a href="/n/12/" target="_blank">A</a></p>', '<p><a href="/n/12/">A</a></p>'),
        ('<p><a linktype="page" id="3">A</a></p>', '<p><a id="3" linktype="page">A</a></p>'),
        ("<p>a<br>b &amp; c &lt; d\u00a0e</p>", "<p>a<br/>b &amp; c &lt; d\u00a0e</p>"),
        ("<ul><li>A</li></ul>", "<ul><li>A</li></ul>"),
    ],
)
def test_only_what_the_block_allows_stays(given_html: str, expected: str) -> None:
    assert sanitise(given_html, PARAGRAPH_FEATURES) == expected


def test_a_list_is_dropped_where_the_block_has_none_but_its_text_stays() -> None:
    assert sanitise("<ul><li>A</li></ul>", CALL_OUT_FEATURES) == "<p>A</p>"


@given(
    st.lists(
        st.sampled_from([*"ab <>&;\"'/\u00a0\n", "<p>", "</p>", "<b>", "<li>", "<ul>", "<a href='x'>", "</a>", "<br>"])
    )
)
def test_sanitising_twice_changes_nothing_more(pieces: list[str]) -> None:
    once = sanitise("".join(pieces), PARAGRAPH_FEATURES)

    assert sanitise(once, PARAGRAPH_FEATURES) == once
