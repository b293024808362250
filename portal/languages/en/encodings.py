"""Encodings of old English files; letters outside ASCII are those of names from elsewhere."""

from ..common.encodings import WESTERN_LETTERS
from ..language import EncodingRules

ENCODINGS = EncodingRules(
    names=("windows-1252",),
    letters=WESTERN_LETTERS,
    endings=("able", "al", "ed", "ers", "ing", "ity", "ive", "ly", "ment", "ness", "tion", "tions"),
)
