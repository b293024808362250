"""Cognates: words that languages have in common, and each spells in its own way (`kvalifikacija`, *qualification*)."""

import re

# Spellings of one sound in them.
_SOUNDS = (
    ("qu", "kv"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i"),
)  # fmt: skip
_HARD_C = re.compile(r"c(?=[aoulrkt]|$)")
_DOUBLE = re.compile(r"(.)\1")


def skeleton(plain: str) -> str:
    """A folded word with each sound spelt in one way: `kvalifikaciia` of both of the above but for their ends."""
    for spelling, sound in _SOUNDS:
        plain = plain.replace(spelling, sound)
    return _DOUBLE.sub(r"\1", _HARD_C.sub("k", plain))
