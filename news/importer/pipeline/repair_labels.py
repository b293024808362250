"""Labels of the kinds of repairs, for people."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..repair.rules import (
    DASH,
    DOUBTFUL_WORD,
    FURNITURE,
    LINE_HYPHEN,
    LOST_SPACE,
    MISREAD_NUMBER,
    MISREAD_WORD,
    ODD_CHARACTER,
    QUOTATION_MARK,
    SPACE,
    SPLIT_WORD,
)

LABELS: Mapping[str, Promise] = MappingProxyType(
    {
        ODD_CHARACTER: _("Character that prints nothing"),
        FURNITURE: _("Header, footer or page number"),
        LINE_HYPHEN: _("Word divided at the end of a line"),
        QUOTATION_MARK: _("Quotation mark"),
        DASH: _("Dash"),
        SPACE: _("Space"),
        MISREAD_WORD: _("Misread word"),
        DOUBTFUL_WORD: _("Doubtful word"),
        MISREAD_NUMBER: _("Misread number"),
        SPLIT_WORD: _("Word in two parts"),
        LOST_SPACE: _("Lost space between words"),
    }
)
