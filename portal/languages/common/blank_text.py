"""Blank text: characters of which a reader sees nothing, in any script.

White space, control characters, what Unicode calls Default_Ignorable_Code_Point (joiners, soft hyphens, fillers,
variation selectors), and the few that are drawn as an empty place, such as the pattern of Braille without dots.
"""

import re

_RANGES = (
    "\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f"
    "\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb"
    "\\U00013430-\\U0001343f\\U0001bca0-\\U0001bca3\\U0001d159\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff"
)
_BLANK_TEXT = re.compile(f"[\\x00{_RANGES}]*")
# As serialisers and people write the commonest of them.
_REFERENCES = (
    "(?:nbsp|ensp|emsp|thinsp|zwj|zwnj|shy|lrm|rlm|NoBreak|ZeroWidthSpace"
    "|#0*(?:9|10|13|32|160|173|4447|4448|819[2-9]|820[0-7]|823[2-9]|828[7-9]|829[0-9]|8300|8301|10240|12288|12644|65279)"
    "|#[xX]0*(?:9|[aA]|[dD]|20|[aA]0|[aA][dD]|115[fF]|1160|200[0-9a-fA-F]|202[89a-fA-F]|205[fF]|206[0-9a-fA-F]|2800"
    "|3000|3164|[fF][eE][fF][fF]))"
)
# For a database, in the syntax that Python and PostgreSQL share: HTML in which nothing is seen, its references among
# those above. Each alternative begins with a character of its own, so that a text is read once.
BLANK_HTML = f"^(?:[{_RANGES}]|<[^<>]*>|&{_REFERENCES};)*$"


def is_blank_text(text: str) -> bool:
    """Of text without markup. An empty one is blank, too."""
    return _BLANK_TEXT.fullmatch(text) is not None


def visible_text(text: str) -> str:
    """Text without markup as it is kept: without white space around it; "" where a reader would see nothing."""
    stripped = text.strip()
    return "" if is_blank_text(stripped) else stripped
