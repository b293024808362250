"""Numbers in words."""

from collections.abc import Mapping

from ..number_words import NumberWords

# Beginnings, folded, of what numbers, ordinals and what is made of them (`bilateral`) are called.
BEGINNINGS: Mapping[int, str] = {
    0: "zero", 1: "one first once single",
    2: "two second twice both pair coupl doubl dual duo twin bilat biling bienn biann halve fortnight",
    3: "three third thric tripl trilat triling trio", 4: "four quart quadr", 5: "five fifth", 6: "six", 7: "seven",
    8: "eight", 9: "nine ninth", 10: "ten tenth decad", 11: "eleven", 12: "twelve twelfth dozen noon midday midnight",
    13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen",
    20: "twent", 30: "thirt", 40: "fort", 50: "fift half", 60: "sixt", 70: "sevent", 80: "eight", 90: "ninet",
    100: "hundred centur centen", 1000: "thousand millenn",
}  # fmt: skip

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_SMALL = [*_UNITS.split(), "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_CARDINALS = {
    **{word: number for number, word in enumerate(_SMALL, 1)},
    **{word: number * 10 for number, word in enumerate(_TENS, 2)},
}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_IRREGULAR = {
    **{"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"},
    **{"twelve": "twelfth"},
}


def _ordinal(word: str) -> str:
    return _IRREGULAR.get(word) or (f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th")


NUMBER_WORDS = NumberWords(
    cardinals=_CARDINALS,
    ordinals={_ordinal(word): number for word, number in {**_CARDINALS, **_LARGE}.items()},
    multipliers=_LARGE,
    multipliers_of_more={
        **{f"{word}s": number for word, number in _LARGE.items()},
        **{"mln": 1_000_000, "bn": 1_000_000_000},
    },
    halves=frozenset({"half"}),
    with_half=("and a half",),
    joining=frozenset({"and"}),
    articles=frozenset({"a"}),
    # “One” is a pronoun, a second a time.
    unsure=frozenset({"one", "first", "second"}),
    before_periods=("decade",),
)
