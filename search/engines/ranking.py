"""Ranking: weights of fields and keys for BM25, freshness, and how much is counted, the same for every engine."""

# Parts of a text in one language.
FIELDS = ("title", "lead", "names", "body")
# Kinds of keys in each part; see analysis.py. Unchecked scans have one more for their whole text: SCAN.
SUB_FIELDS = ("exact", "stem", "folded", "root")
SCAN = "scan"

# Small on the whole: BM25 counts a weight like repetitions of a word, and their effect levels off soon above one.
FIELD_WEIGHTS = {"title": 2.0, "lead": 1.0, "names": 0.8, "body": 0.4}
# The rarer a key, the more BM25 gives for it, and of a word's keys the exact one is the rarest. Its stem matches
# wherever it does, so what it adds to that is small.
SUB_FIELD_WEIGHTS = {"exact": 0.2, "stem": 0.7, "folded": 0.4, "root": 0.05}
SCAN_WEIGHT = 0.02
OWN_LANGUAGE_BOOST = 1.1
# The reader's language is shown unless another matches more than this many times better.
OWN_LANGUAGE_FLOOR = 0.5
# A text found by a translation of the query's words is worth this part of one that has them.
TRANSLATION_WEIGHT = 0.25
# A text keeps this part of its score however old it is; half of the rest is gone after so many days.
FRESHNESS_FLOOR = 0.75
FRESHNESS_HALF_DAYS = 1000.0
_MOST_OF_THE_WORDS = 0.6
VALUES_A_FACET = 100
MAX_WORDS_TO_COMPLETE = 8


def most_of(words: int) -> int:
    """How many of a query's words make most of them: one of two, two of three, two of four, three of five."""
    return max(1, round(_MOST_OF_THE_WORDS * words))
