"""Damages Lithuanian text like the recognition of characters on a scan does; the same text always in the same way.

The confusions are those of real scans of Lithuanian letters read by a program that expected English.
"""

import random
import re

# What a letter is read as, the likeliest several times.
_CONFUSIONS = {
    "ė": "éééée",
    "ą": "agąa",
    "ę": "eeęg",
    "į": ";ji;",
    "ų": "uyyyg",
    "ū": "GuubQ",
    "š": "SSsš§",
    "ž": "zzž2",
    "č": "cc€č",
    "Š": "S$S",
    "Ž": "ZZ2",
    "Č": "CC€",
    "Į": "JI",
    "Ė": "EÉ",
    "ø": "oo0",
    "å": "a",
    "ð": "d",
}
# Letters and pairs that are misread now and then, whatever the language.
_RARE = {"rn": "m", "m": "rn", "l": "1", "vv": "w", "ii": "u", "o": "0", "h": "li", "d": "cl", "in": "m"}
_PLACES = re.compile("|".join(sorted(map(re.escape, [*_CONFUSIONS, *_RARE]), key=len, reverse=True)))
_IS = re.compile(r"\b([Ii])š\b")
_RARE_SHARE = 0.02
_SPLIT_SHARE = 0.02
_SHORTEST_SPLIT = 8


def damaged(text: str, seed: str) -> str:
    chance = random.Random(seed)  # noqa: S311

    def misread(found: re.Match[str]) -> str:
        read = found.group()
        if read in _CONFUSIONS:
            return chance.choice(_CONFUSIONS[read])
        return _RARE[read] if chance.random() < _RARE_SHARE else read

    text = _IS.sub(lambda found: found[1] + chance.choice("§$š"), text)
    text = text.replace("„", ",,").replace("–", "—")
    return " ".join(_split(_PLACES.sub(misread, word), chance) for word in text.split(" "))


def _split(word: str, chance: random.Random) -> str:
    """A long word in two now and then."""
    if len(word) < _SHORTEST_SPLIT or chance.random() >= _SPLIT_SHARE:
        return word
    place = chance.randrange(3, len(word) - 3)
    return f"{word[:place]} {word[place:]}"
