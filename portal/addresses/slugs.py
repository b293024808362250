"""Slugs made of titles in any alphabet: in ASCII, as long as their field at most, cut where a word ends."""

from anyascii import anyascii
from django.utils.text import slugify

# What is made leaves room in its field for the code of a language and a number.
MADE_LENGTH = 180


def slug_from(text: str, most: int = MADE_LENGTH, *, otherwise: str = "n") -> str:
    """Never empty and never of digits alone (those are addresses of a year's archive).

    `most` is in characters; `otherwise` is for a text without any letter or digit.
    """
    slug = cut_slug(slugify(anyascii(text)).strip("-_"), most)
    return cut_slug(f"n-{slug}", most) if slug.isdigit() else slug or otherwise


def cut_slug(slug: str, most: int) -> str:
    """At the end of a word, where there is one in its second half."""
    if len(slug) <= most:
        return slug
    head = slug[: most + 1].rpartition("-")[0]
    return (head if len(head) >= most // 2 else slug[:most]).rstrip("-_")


def numbered_slug(slug: str, number: int, most: int) -> str:
    """With the number behind it, for which it is cut where both are too long together."""
    return f"{cut_slug(slug, most - len(str(number)) - 1)}-{number}"
