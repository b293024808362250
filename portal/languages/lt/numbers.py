"""Numbers in words."""

from collections.abc import Mapping

# Beginnings, folded, of what numbers and ordinals are called.
BEGINNINGS: Mapping[int, str] = {
    0: "nul", 1: "vien pirm", 2: "du dvi dvej abu abi antr", 3: "trys tri trej trec", 4: "ketur ketver ketvirt",
    5: "penk", 6: "ses", 7: "septyn septint", 8: "astuon astunt", 9: "devyn devint", 10: "desimt",
    11: "vienuolik", 12: "dvylik tuzin", 13: "trylik", 14: "keturiolik", 15: "penkiolik", 16: "sesiolik",
    17: "septyniolik", 18: "astuoniolik", 19: "devyniolik", 20: "dvidesimt", 30: "trisdesimt",
    40: "keturiasdesimt", 50: "penkiasdesimt pus", 60: "sesiasdesimt", 70: "septyniasdesimt", 80: "astuoniasdesimt",
    90: "devyniasdesimt", 100: "simt", 1000: "tukstan",
}  # fmt: skip
