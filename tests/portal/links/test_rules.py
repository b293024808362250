"""The one rule of what may be a link, and what readers get of rich text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.links.rich_text import external_links, publishable_html, without_bad_links
from portal.links.rules import host_of, link_problem, may_be_published

BAD = [
    *("", "https://x.lt／en", "https://x.lt：80/", "https://ｘ.lt", "https://x。lt", "ｈttps://x.lt", "https：//x.lt"),
    *("http://[", "http://[::1", "http://x.lt:99999/", "http://x.lt:0/", "http://x.lt:ab/", "http://", "https:x.lt"),
    *("javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "vbscript:x"),
    *("data:text/html,x", "file:///etc/passwd", "ftp://x.lt", "//x.lt", "/\\x.lt", "https:\\\\x.lt", "page.html"),
    *("https://user@x.lt", "https://bank.lt:pw@x.lt", "https://x.lt/a b", "https://x\u200b.lt", "https://x.lt/\ufe0f"),
    *("https://x.lt/\x00", "https://x.lt/\ud800", "https://x.lt/\u202e", "mailto:", "mailto:x", "tel:abc", "tel:"),
    *("https://" + "x" * 3000 + ".lt", "https://i♥.ws", 'https://x.lt/"onclick', "https://x.lt/<b>"),
]
GOOD = [
    *("https://x.lt", "http://x.lt:8080/a?b=c#d", "https://ąžuolas.lt/ąčę?ė=š#ž", "https://xn--uolas-8cb.lt/"),
    *("http://[::1]/", "http://127.0.0.1/", "https://x.lt/%C5%A1", "mailto:info@x.lt", "mailto:a@b.lt?subject=x"),
    *("tel:+37060000000", "/lt/", "#dalis", "?page=2", "HTTPS://X.LT/"),
]


@pytest.mark.parametrize("link", BAD, ids=map(ascii, range(len(BAD))))
def test_what_is_no_link_is_named_with_the_reason(link: str) -> None:
    problem = link_problem(link)
    assert problem
    assert problem.encode()
    assert "\x00" not in problem
    assert not may_be_published(link)


@pytest.mark.parametrize("link", GOOD)
def test_what_editors_may_link_to_is_a_link(link: str) -> None:
    assert link_problem(link) == ""


@given(st.text() | st.builds("{}{}".format, st.sampled_from(["http://", "https://x.lt", "mailto:", "tel:"]), st.text()))
@example("http://[")
@example("https://x.lt／en")
def test_every_text_is_a_link_or_is_none_with_a_reason(link: str) -> None:
    assert may_be_published(link) == (link_problem(link) == "")
    assert isinstance(host_of(link), str)


@pytest.mark.parametrize("link", BAD[1:], ids=map(ascii, range(1, len(BAD))))
@pytest.mark.parametrize("tag", ['<a href="{}">žodis</a>', "<A HREF='{}'>žodis</A>", "<a\nhref={}>žodis</a>"])
def test_readers_get_the_words_of_a_bad_link_and_no_link(link: str, tag: str) -> None:
    html = publishable_html(f"<p>{tag.format(link)}</p>".replace("\ud800", "&#xd800;"))
    assert "žodis" in html
    assert "script:" not in html.replace("žodis", "") or "href" not in html
    assert all(may_be_published(each) for each in external_links(html))


def test_readers_get_good_links_pictures_and_marks_as_they_are() -> None:
    html = (
        '<p data-block-key="a1">Žr. <a href="https://x.lt/?a=1&amp;b=2">čia</a> ir <b>ten</b>.</p>'
        "<ul><li>Vienas</li></ul>"
        '<img src="/media/x.jpg" alt="Kas" width="10" height="20">'
    )
    assert publishable_html(html) == html


def test_readers_get_no_scripts_and_no_frames() -> None:
    assert publishable_html('<p onclick="x">A<script>alert(1)</script><iframe src="https://x.lt"></iframe></p>') == (
        "<p>A</p>"
    )


def test_an_import_keeps_the_words_of_a_bad_link_and_says_which_it_was() -> None:
    problems: list[str] = []
    html = without_bad_links('<p><a href="javascript:x">A</a> <a href="https://x.lt">B</a></p>', problems.append)
    assert html == '<p><a>A</a> <a href="https://x.lt">B</a></p>'
    (problem,) = problems
    assert "javascript:x" in problem
