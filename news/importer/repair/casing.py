"""The case of a repaired word: that of what was read, where marks were not taken for letters of another case."""

# Letters whose misreadings are capitals whatever their own case.
_CASELESS = frozenset("šūčįž")
# Words that names of institutions begin with.
_BEGINNINGS_OF_NAMES = frozenset(("švietimo", "šv", "žemės", "žuvininkystės"))


def cased(read: str, word: str, *, is_name: bool, begins_sentence: bool, small: bool) -> str:
    """`word`, in lower case, in the case of `read`; `small`: this text's small letter is read as this capital."""
    letters = [letter for letter in read if letter.isalpha()]
    upper = sum(letter.isupper() for letter in letters)
    if upper > 1 and upper >= 0.8 * len(letters) and not _is_misread_run(read, word):
        return word.upper()
    capital = word[:1].upper() + word[1:]
    first = read[:1]
    if first.isupper():
        is_misread = first.lower() != word[:1] and word[:1] in _CASELESS
        if is_misread and small and not begins_sentence and not is_name and word not in _BEGINNINGS_OF_NAMES:
            return word
        return capital
    if not first.isalpha() and (begins_sentence or is_name):
        return capital
    return word


def _is_misread_run(read: str, word: str) -> bool:
    """`iS`, `IS`: capitals that stand for small letters with marks only, the first one apart."""
    return len(read) == len(word) and all(
        not one.isupper() or (other in _CASELESS and one.lower() != other)
        for one, other in zip(read[1:], word[1:], strict=True)
    )
