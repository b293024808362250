"""Encodings of old English files; letters outside ASCII are those of names from elsewhere."""

from ..language import EncodingRules
from ..others.encodings import WESTERN_LETTERS

ENCODINGS = EncodingRules(
    names=("windows-1252",),
    letters=WESTERN_LETTERS,
    endings=("able", "al", "ed", "ers", "ing", "ity", "ive", "ly", "ment", "ness", "tion", "tions"),
)
