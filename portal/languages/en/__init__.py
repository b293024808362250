"""English."""

from pathlib import Path

from ..language import DateRules, Language, NumberRules, WordRules
from .detection import PROFILE
from .encodings import ENCODINGS
from .families import families
from .numbers import BEGINNINGS, NUMBER_WORDS
from .recognition import RECOGNITION
from .repair import REPAIR
from .words import ASKING_WORDS, STOP_WORDS, american, singular, trim

LANGUAGE = Language(
    code="en",
    name="English",
    cldr_locale="en_GB",
    words=WordRules(
        stemmer="english",
        lemmas="en",
        trim=trim,
        families=families,
        spelt=american,
        other_lemmas=singular,
        stop_words=STOP_WORDS,
        asking_words=ASKING_WORDS,
    ),
    dates=DateRules(fillers=frozenset({"of", "the"}), months_that_are_words=frozenset({"may", "march"})),
    numbers=NumberRules(thousands=",", beginnings=BEGINNINGS, words=NUMBER_WORDS),
    detection=PROFILE,
    recognition=RECOGNITION,
    encodings=ENCODINGS,
    tesseract="eng",
    repair=REPAIR,
    folder=Path(__file__).parent,
)
