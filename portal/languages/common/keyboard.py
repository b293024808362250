"""Keyboards: which keys are side by side, as fingers slip."""

from collections.abc import Sequence

# Letters by rows, the top row of digits first; a space is a key without a letter.
QWERTY = ("", "qwertyuiop", "asdfghjkl", "zxcvbnm")
# How far each row stands to the right of the first, in keys.
_SHIFTS = (0.0, 0.5, 0.75, 1.25)
_REACH = 1.0


def neighbours(rows: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Pairs of letters whose keys touch each other, in both orders."""
    places = {
        letter: (row, _SHIFTS[row] + column)
        for row, letters in enumerate(rows)
        for column, letter in enumerate(letters)
        if letter != " "
    }
    return frozenset(
        (one, other)
        for one, (row, place) in places.items()
        for other, (other_row, other_place) in places.items()
        if one != other and abs(row - other_row) <= 1 and abs(place - other_place) <= _REACH
    )
