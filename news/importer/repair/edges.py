"""How an automaton of words is packed: an edge is one number."""

# The number of its letter, whether it is the last of its node, and the node that it leads to.
LETTER_BITS = 6
LETTER_MASK = (1 << LETTER_BITS) - 1
LAST = 1 << LETTER_BITS
TARGET_SHIFT = LETTER_BITS + 1
