"""Capital letters of the Latin script, for classes of patterns."""

CAPITALS = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x250)) if letter.isupper())
