"""HTML to text, and the count of its words."""

import re
from html import unescape

from .blank_text import is_blank_text

# Tags that stand between words; all the others, such as `<b>`, may stand within one.
_BETWEEN_WORDS = re.compile(
    r"</?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p"
    r"|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")


def plain_text(html: str) -> str:
    """The words alone, on one line: what markup, links and white space cannot change; "" where nothing is seen."""
    if "<" in html:
        html = _TAG.sub("", _BETWEEN_WORDS.sub(" ", html))
    words = " ".join(unescape(html).split())
    return "" if is_blank_text(words) else words


def is_blank(html: str) -> bool:
    """Whether a reader sees nothing of it: no text, or invisible characters, empty tags and line breaks alone."""
    return not plain_text(html)


def word_count(html: str) -> int:
    """Words as translators count them: what white space parts, if it has a letter or digit. `e-Factor` and an address
    are one word each, a dash that stands alone is none."""
    return sum(any(map(str.isalnum, word)) for word in plain_text(html).split())
