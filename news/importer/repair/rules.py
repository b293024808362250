"""What kinds of repairs there are: a name for programs, and a label for people."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ODD_CHARACTER = "odd-character"
FURNITURE = "page-furniture"
LINE_HYPHEN = "line-hyphen"
QUOTATION_MARK = "quotation-mark"
DASH = "dash"
SPACE = "space"
MISREAD_WORD = "misread-word"
DOUBTFUL_WORD = "doubtful-word"
MISREAD_NUMBER = "misread-number"
SPLIT_WORD = "split-word"
LOST_SPACE = "lost-space"

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
