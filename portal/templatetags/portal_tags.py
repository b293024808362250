"""What every template needs: dates in words, names of languages, addresses, the language switch."""

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template import engines
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.templatetags.wagtailcore_tags import richtext

from portal import dates, i18n
from portal.addresses.absolute_urls import absolute_url
from portal.changes.reading import made_once
from portal.i18n import Alternate, alternates, home_urls
from portal.links.rich_text import publishable_html
from portal.links.rules import may_be_published

register = template.Library()
register.simple_tag(absolute_url)

# Players that set no cookie before the reader starts them; the Content-Security-Policy allows these hosts only.
PLAYERS = (
    (
        re.compile(
            r"^https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?(?:.*&)?v=|embed/|live/)|youtu\.be/)([\w-]{6,})"
        ),
        "https://www.youtube-nocookie.com/embed/{}",
    ),
    (
        re.compile(r"^https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d+)"),
        "https://player.vimeo.com/video/{}?dnt=1",
    ),
)


@register.simple_tag
def day(value: datetime.date) -> SafeString:
    """`<time datetime="2017-04-03">2017 m. balandžio 3 d.</time>`; of a moment, its day in the portal's time zone."""
    if isinstance(value, datetime.datetime):
        value = timezone.localdate(value)
    return _time(value.isoformat(), dates.format_day(value))


@register.simple_tag
def days(first: datetime.date, last: datetime.date | None = None) -> SafeString:
    """`2017 m. balandžio 3–6 d.`, machine-readable as its first day: HTML has no element for a run of days."""
    return _time(first.isoformat(), dates.format_days(first, last))


@register.simple_tag
def month(value: datetime.date) -> SafeString:
    """`<time datetime="2017-04">2017 m. balandis</time>`"""
    return _time(f"{value:%Y-%m}", dates.format_month(value))


@register.simple_tag
def month_name(value: datetime.date) -> SafeString:
    """`<time datetime="2017-04">balandis</time>`"""
    return _time(f"{value:%Y-%m}", dates.format_month_name(value))


def _time(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, words)


@register.simple_tag
def compiled(name: str, **values: Any) -> SafeString:
    """A template of a folder `jinja2`, with these values alone; see compiled_templates.py."""
    return mark_safe(engines["compiled"].get_template(name).render(values))  # noqa: S308 (it has escaped them)


@register.simple_tag
def same_everywhere(name: str) -> SafeString:
    """A template that shows the same on every page of a language, made once a change."""
    return made_once(f"{name} in {get_language()}", lambda: render_to_string(name))


@register.filter
def language_name(code: str) -> str:
    """The language's name in the reader's language: `lietuvių`, `Lithuanian`."""
    return i18n.language_name(code)


@register.filter
def lang_attribute(code: str) -> SafeString:
    """` lang="en"` for text in another language than the reader's, nothing for text in the reader's own."""
    return SafeString("") if code == get_language() else format_html(' lang="{}"', code)


@register.simple_tag
def language_badges(languages: Iterable[str]) -> SafeString:
    """`LT | EN`: the languages that a text exists in, of all that the portal has."""
    return _badges(frozenset(languages), tuple(i18n.language_codes()), get_language())


@lru_cache(maxsize=1000)
def _badges(existing: frozenset[str], codes: tuple[str, ...], reader: str | None) -> SafeString:
    """A list shows the same ones again and again."""
    return compiled("portal/includes/language_badges.html", availability=[(code, code in existing) for code in codes])


def language_switch(context: Context) -> list[Alternate]:
    """The view's alternates; where a view names none (an error page), the front page in each language."""
    given = context.get("alternates")
    return given or alternates(get_language() or settings.LANGUAGE_CODE, home_urls(), home_urls())


@register.simple_tag(takes_context=True)
def masthead(context: Context) -> SafeString:
    """The site's name, the switch of languages and the menu."""
    return compiled(
        "portal/includes/header.html",
        navigation=context.get("navigation"),
        languages=language_switch(context),
        language=get_language(),
        path=_path(context),
        # In which the reader's choice of language is remembered.
        cookie=settings.LANGUAGE_COOKIE_NAME,
    )


@register.simple_tag(takes_context=True)
def colophon(context: Context) -> SafeString:
    """What stands below every page."""
    navigation = context.get("navigation")
    footer = getattr(navigation, "footer", None)
    return compiled(
        "portal/includes/footer.html",
        navigation=navigation,
        text=richtext(footer.text) if footer else "",
        path=_path(context),
    )


def _path(context: Context) -> str:
    return getattr(context.get("request"), "path", "")


@register.simple_tag(takes_context=True)
def canonical_url(context: Context) -> str:
    """The address of what is shown: of the query string only the page number counts."""
    number = getattr(context.get("page_obj"), "number", 1)
    request = context["request"]
    return absolute_url(escape_uri_path(request.path) + (f"?page={number}" if number > 1 else ""))


@register.simple_tag
def elided_pages(page_obj: Any) -> list[int | str]:
    """Numbers of the pages near this one, the first and the last, with `…` for those left out."""
    return list(page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1))


@register.filter
def publishable(html: str) -> SafeString:
    """Rich text as readers get it, whoever wrote it and when."""
    return mark_safe(publishable_html(str(html)))  # noqa: S308 (sanitised just now)


@register.filter
def is_link(url: str) -> bool:
    """Whether readers may be led there."""
    return may_be_published(str(url))


@register.filter
def video_player(url: str) -> str:
    """The address of a privacy-friendly player for a video's address; "" where we know none."""
    for pattern, player in PLAYERS:
        match = pattern.match(url)
        if match:
            return player.format(match[1])
    return ""


@register.filter
def host(url: str) -> str:
    """`https://www.example.org/a/b` belongs to `example.org`."""
    return without_scheme(url).partition("/")[0]


@register.filter
def without_scheme(url: str) -> str:
    """`https://www.example.org/` as readers write it: `example.org`."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")
