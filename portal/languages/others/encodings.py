"""Encodings of texts in whatever language."""

from ..language import EncodingRules

WESTERN_LETTERS = "éèêàáâäöüôóòçñíïåøæ"
# What files are in that programs of Western Europe and America wrote, names from elsewhere and all.
WESTERN = EncodingRules(names=("windows-1252",), letters=WESTERN_LETTERS)
