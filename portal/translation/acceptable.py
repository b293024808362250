"""What a translation of a segment may be at all, whichever way it comes: typed, or in a file."""

from html.parser import HTMLParser

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.languages.common.html_text import is_blank
from portal.links.rich_text import without_stray_brackets

# Every short field holds less; a longer text is so many times as long as its source at most.
LENGTH_OF_ANY = 2_000
TIMES_THE_SOURCE = 10
# Each level is a call within a call for wagtail-localize, and Python has a thousand of them.
DEEPEST_TAGS = 100
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


def longest(source: str) -> int:
    """Characters that a translation of a source may have; both are wagtail-localize's HTML."""
    return max(LENGTH_OF_ANY, TIMES_THE_SOURCE * len(source))


def reason_against(source: str, target: str, most: int | None = None) -> str:
    """Why a translation is refused, in the user's language; empty for one that is taken. Reads it once.

    `most` is what the field holds, in characters, where that is known.
    """
    limit = min(longest(source), most or longest(source))
    if len(target) > limit:
        message = ngettext(
            "The translation is too long: it may have %(count)d character.",
            "The translation is too long: it may have %(count)d characters.",
            limit,
        )
        return message % {"count": limit}
    if "\x00" in target:
        return _("The translation has a character that cannot be stored (NUL).")
    if "<" in target and _depth(target) > DEEPEST_TAGS:
        return _("The tags of the translation are nested too deeply.")
    return blank_reason() if is_no_text(source, target) else ""


def is_no_text(source: str, target: str) -> bool:
    """Whether nothing is seen of a translation: it counts as none. What is blank itself may stay so."""
    return is_blank(target) and not is_blank(source)


def blank_reason() -> str:
    return _("The translation is empty: it has no character that readers see.")


def _depth(html: str) -> int:
    reader = _Depth()
    # What is no tag would be read again for every bracket behind it.
    reader.feed(without_stray_brackets(html))
    reader.close()
    return reader.deepest


class _Depth(HTMLParser):
    """How deeply tags are nested, as BeautifulSoup builds its tree: what is never closed goes on to the end."""

    def __init__(self) -> None:
        super().__init__()
        self.deepest = 0
        self._open: list[str] = []
        self._count: dict[str, int] = {}

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._open.append(tag)
            self._count[tag] = self._count.get(tag, 0) + 1
            self.deepest = max(self.deepest, len(self._open))

    def handle_endtag(self, tag: str) -> None:
        while self._count.get(tag):
            closed = self._open.pop()
            self._count[closed] -= 1
            if closed == tag:
                break
