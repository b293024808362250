"""Government and agreement: what grammar demands of a word after another, by their tags (paradigms.py)."""

from portal.languages.grammar import NUMBER, OTHER

_GOVERNED = {"Pg": "g", "Pa": "a", "Pi": "i"}


def first_guess(first: str, second: str) -> float:
    """How much likelier grammar makes a tag after another than chance would."""
    case = _GOVERNED.get(first)
    if case is not None:
        if second[0] in "NA":
            return 6.0 if second[3:] == case else 0.05
        return 0.5 if second in {NUMBER, OTHER, "Dx"} else 0.05
    if first[0] == "A" and second[0] in "NA":
        return 12.0 if first[1:] == second[1:] else 1.5 if second[3:] == "g" else 0.3
    if first[0] == "N" and second[0] == "N":
        return 2.5 if second[3:] == "g" else 0.6
    if first in {"V3", "V1", "V2", "Vi", "Vp"} and second[0] in "NA":
        return 1.8 if second[3:] == "a" else 0.9
    if first[0] in "NA" and first[3:] == "n" and second == "V3":
        return 2.5
    return 1.0
