"""Numbers in words."""

from collections.abc import Mapping

# Beginnings, folded, of what numbers and ordinals are called.
BEGINNINGS: Mapping[int, str] = {
    0: "zero", 1: "one first once single", 2: "two second twice both pair", 3: "three third", 4: "four",
    5: "five fifth", 6: "six", 7: "seven", 8: "eight", 9: "nine ninth", 10: "ten tenth", 11: "eleven",
    12: "twelve twelfth dozen",
    13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen",
    20: "twent", 30: "thirt", 40: "fort", 50: "fift half", 60: "sixt", 70: "sevent", 80: "eight", 90: "ninet",
    100: "hundred", 1000: "thousand",
}  # fmt: skip
