"""Names of people and places that are recognised whatever the language of the text."""

from pathlib import Path

from .tables import read_rows, read_words

_FOLDER = Path(__file__).parent

GIVEN_NAMES = read_words(_FOLDER / "given_names.txt")
# Country, and what the town is called there; towns that come first are preferred where two are called alike.
PLACES = tuple((country, local) for country, local in read_rows(_FOLDER / "places.tsv"))

# Patterns of the endings of surnames of northern and eastern Europe.
SURNAME_ENDINGS = r"sen|sson|sdóttir|berg|ström|strøm|ski|ska|wicz|czyk|enko"
# Words in small letters that stand within a name.
PARTICLES = frozenset({"von", "van", "de", "der", "den", "af", "av", "di", "da", "la", "del", "zu", "bin", "al"})
HONORIFICS = frozenset({"dr", "prof", "gen"})
