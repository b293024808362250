"""What the libraries know of languages that have no package here."""

import Stemmer

from ..language import Language, WordRules
from ..recognition import DetectionProfile
from .detection import PROFILES

# Snowball's name of the language where it has one; otherwise words are only folded.
_SNOWBALL = {
    "da": "danish", "de": "german", "es": "spanish", "et": "estonian", "fi": "finnish", "fr": "french",
    "it": "italian", "nb": "norwegian", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish",
    "ru": "russian", "sv": "swedish",
}  # fmt: skip
_SIMPLEMMA = {"nb", "nn", "de", "pl", "lv", "et", "fi", "sv", "da", "fr", "es", "it", "nl", "ru", "uk"}


def language_of_libraries(code: str) -> Language:
    stemmer = _SNOWBALL.get(code)
    return Language(
        code=code,
        name=code,
        cldr_locale=code,
        words=WordRules(
            stemmer=stemmer if stemmer in Stemmer.algorithms() else None,
            lemmas=code if code in _SIMPLEMMA else None,
        ),
        detection=PROFILES.get(code, DetectionProfile()),
    )
