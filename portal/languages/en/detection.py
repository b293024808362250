"""By what English texts are known."""

from ..recognition import DetectionProfile
from .words import FUNCTION_WORDS

_ENDINGS = "ing tion tions sion ment ments ness ed ly ity ies ship ful able ers ance ence"
PROFILE = DetectionProfile(FUNCTION_WORDS, endings=tuple(_ENDINGS.split()))
