import datetime
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from portal.templatetags import portal_tags


def render(source: str, **context: object) -> str:
    return Template("{% load portal_tags %}" + source).render(Context(context))


def test_a_run_of_days_is_in_words_and_machine_readable() -> None:
    days = {"first": datetime.date(2017, 4, 3), "last": datetime.date(2017, 4, 6)}
    with translation.override("lt"):
        lithuanian = render("{% days first last %}", **days)
    with translation.override("en"):
        english = render("{% days first last %}", **days)

    assert lithuanian == '<time datetime="2017-04-03">2017 m. balandžio 3–6 d.</time>'
    assert english == '<time datetime="2017-04-03">3–6 April 2017</time>'


def test_a_moment_belongs_to_the_day_of_the_portals_time_zone() -> None:
    late = datetime.datetime(2017, 4, 3, 22, 30, tzinfo=datetime.UTC)
    with translation.override("en"):
        assert render("{% day moment %}", moment=late) == '<time datetime="2017-04-04">4 April 2017</time>'


def test_a_month_stands_alone_or_with_its_year() -> None:
    with translation.override("lt"):
        words = render("{% month day %} {% month_name day %}", day=datetime.date(2017, 4, 1))

    assert words == '<time datetime="2017-04">2017 m. balandis</time> <time datetime="2017-04">balandis</time>'


def test_languages_are_named_in_the_readers_language() -> None:
    with translation.override("lt"):
        assert portal_tags.language_name("en") == "anglų"
    with translation.override("en"):
        assert portal_tags.language_name("lt") == "Lithuanian"


def test_only_text_in_another_language_than_the_readers_is_marked() -> None:
    with translation.override("en"):
        assert render("<p{{ code|lang_attribute }}>", code="lt") == '<p lang="lt">'
        assert render("<p{{ code|lang_attribute }}>", code="en") == "<p>"


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=aqz-KE-bpKQ", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"),
        ("https://www.youtube.com/watch?t=5&v=aqz-KE-bpKQ", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"),
        ("https://youtu.be/aqz-KE-bpKQ?t=5", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://example.org/youtube.com/watch?v=aqz-KE-bpKQ", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_video_plays_without_cookies_where_its_player_is_known(address: str, player: str) -> None:
    assert portal_tags.video_player(address) == player


def test_of_the_query_string_only_the_page_number_is_canonical() -> None:
    request = RequestFactory().get("/en/news/", {"page": "2", "utm_source": "letter"})
    page_obj = Paginator(range(30), 10).page(2)

    assert render("{% canonical_url %}", request=request, page_obj=page_obj) == f"{settings.BASE_URL}/en/news/?page=2"
    assert render("{% canonical_url %}", request=request) == f"{settings.BASE_URL}/en/news/"


def test_the_switch_leads_to_the_front_pages_where_a_view_names_no_alternates() -> None:
    with translation.override("en"):
        switch = portal_tags.language_switch(Context({}))

    assert [(item.language, item.url, item.current) for item in switch] == [("lt", "/lt/", False), ("en", "/en/", True)]


def test_addresses_are_shown_as_readers_write_them() -> None:
    assert portal_tags.without_scheme("https://www.example.org/a/") == "example.org/a"
    assert portal_tags.host("https://www.example.org/a/b") == "example.org"


def test_long_lists_of_pages_are_elided() -> None:
    page_obj = SimpleNamespace(number=10, paginator=Paginator(range(200), 10))

    assert [str(number) for number in portal_tags.elided_pages(page_obj)] == ["1", "…", "9", "10", "11", "…", "20"]
