"""Encodings of old Lithuanian files.

ISO 8859-13 has the letters of windows-1257 at the same places, and other quotation marks; code page 775 is the one of
MS-DOS.
"""

from ..language import EncodingRules

ENCODINGS = EncodingRules(
    names=("windows-1257", "iso-8859-13", "cp775"),
    letters="ąčęėįšųūž",
    endings=("ai", "ais", "as", "imo", "is", "ius", "oje", "omis", "os", "ose", "ti", "uose", "us"),
)
