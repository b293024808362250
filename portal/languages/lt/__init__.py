"""Lithuanian."""

from pathlib import Path

from ..common.keyboard import QWERTY
from ..language import DateRules, Language, NumberRules, ScanRules, WordRules
from .dates import ABBREVIATIONS, month_in_other_cases
from .detection import PROFILE
from .encodings import ENCODINGS
from .families import families
from .numbers import BEGINNINGS, NUMBER_WORDS
from .recognition import RECOGNITION
from .repair import REPAIR
from .words import ASKING_WORDS, STOP_WORDS, base

LANGUAGE = Language(
    code="lt",
    name="Lithuanian",
    cldr_locale="lt",
    words=WordRules(
        stemmer="lithuanian",
        lemmas="lt",
        base=base,
        trim=base,
        families=families,
        stop_words=STOP_WORDS,
        asking_words=ASKING_WORDS,
    ),
    dates=DateRules(other_cases=month_in_other_cases, abbreviations=ABBREVIATIONS),
    numbers=NumberRules(thousands=".", beginnings=BEGINNINGS, words=NUMBER_WORDS),
    scans=ScanRules(
        signs={"§": "š", "$": "š", "€": "č", "¢": "č", "£": "ž"},
        # ų, ą, ę and ė.
        misread={"u": "gybq", "a": "gq", "e": "g"},
    ),
    # Double consonants become single besides.
    transliterations=(
        *(("sch", "š"), ("tsch", "č"), ("cz", "č"), ("sz", "š"), ("rz", "ž"), ("ck", "k"), ("ph", "f"), ("th", "t")),
        *(("w", "v"), ("x", "ks"), ("q", "k"), ("å", "o"), ("ö", "e"), ("ø", "e"), ("y", "i")),
    ),
    keyboard=("ąčęėįšųū   ž", *QWERTY[1:]),
    letters_after={"č": "c", "š": "s", "ž": "z"},
    address_words={"search": "paieska", "coverage": "kalbos", "changes": "pakeitimai"},
    detection=PROFILE,
    recognition=RECOGNITION,
    encodings=ENCODINGS,
    tesseract="lit",
    repair=REPAIR,
    folder=Path(__file__).parent,
)
