"""Natural numbers from text that somebody has typed or sent."""

# The largest key of a database has 19 digits, and Python reads no more than some thousands.
MOST_DIGITS = 18


def natural_number(text: object, most_digits: int = MOST_DIGITS) -> int | None:
    """The number that a text of at most so many ASCII digits writes; None for any other text, and for what is none.

    `str.isdigit` holds for `²` as well, which is no number for `int`, and for more digits than that reads.
    """
    if not isinstance(text, str) or not text.isascii() or not text.isdigit() or len(text) > most_digits:
        return None
    return int(text)


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman_number(numeral: str) -> int:
    """The number of a numeral of Roman letters, in whatever order they stand."""
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))
