"""Words of the texts that editors write and readers look for."""

import hashlib

COMMON_WORDS = ("susitikimas", "biblioteka", "projektas", "savivaldybė", "partneriai")
LASTING_TITLE, LASTING_PATH = "Vizitas Osle", "/lt/naujienos/vizitas-osle/"
CONSONANTS, VOWELS = "bdgklmnprstvz", "aeiou"


def unique_word(text: str) -> str:
    """Six syllables that depend on nothing but the text, so far apart that no typing error leads to another."""
    digest = hashlib.sha256(text.encode()).digest()
    return "".join(
        CONSONANTS[digest[2 * n] % len(CONSONANTS)] + VOWELS[digest[2 * n + 1] % len(VOWELS)] for n in range(6)
    )
