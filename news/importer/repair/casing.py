"""The case of a repaired word: that of what was read, where marks were not taken for letters of another case."""

from collections.abc import Collection

from portal.languages.repair_rules import RepairRules


def cased(read: str, word: str, rules: RepairRules, *, is_name: bool, begins_sentence: bool, small: bool) -> str:
    """`word`, in lower case, in the case of `read`; `small`: this text's small letter is read as this capital."""
    letters = [letter for letter in read if letter.isalpha()]
    upper = sum(letter.isupper() for letter in letters)
    if upper > 1 and upper >= 0.8 * len(letters) and not _is_misread_run(read, word, rules.caseless):
        return word.upper()
    capital = word[:1].upper() + word[1:]
    first = read[:1]
    if first.isupper():
        is_misread = first.lower() != word[:1] and word[:1] in rules.caseless
        if is_misread and small and not begins_sentence and not is_name and word not in rules.begin_names:
            return word
        return capital
    if not first.isalpha() and (begins_sentence or is_name):
        return capital
    return word


def _is_misread_run(read: str, word: str, caseless: Collection[str]) -> bool:
    """`iS`, `IS`: capitals that stand for small letters with marks only, the first one apart."""
    return len(read) == len(word) and all(
        not one.isupper() or (other in caseless and one.lower() != other)
        for one, other in zip(read[1:], word[1:], strict=True)
    )
