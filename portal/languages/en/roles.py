"""Roles beside names of people: `Head of the Laboratory`."""

from collections.abc import Sequence

from ..analysis import is_dictionary_word, is_stop_word
from ..common.words import Word
from ..recognition import RoleRules

CODE = "en"
MOST_WORDS = 7

_NOUNS = """
    head chief mayor coach nurse president chair chairman chairwoman chairperson minister secretary director lawyer
    engineer expert librarian commissioner colonel captain major general sergeant professor doctor physician adviser
    advisor representative member principal rector dean manager coordinator co-ordinator specialist consultant
    farmer teacher weaver ambassador governor deputy officer leader organiser organizer curator researcher scientist
    student designer developer architect journalist photographer writer artist actor actress musician priest bishop
    inspector psychologist radiologist biologist ecologist economist therapist therapists pharmacist dentist surgeon
    vet volunteer worker instructor trainer lecturer assistant administrator accountant analyst planner programmer
    promoter guide forester gardener beekeeper fisherman chancellor headteacher headmaster premier councillor elder
    founder owner editor spokesperson spokeswoman spokesman partner fellow
"""
_ROLES = frozenset(_NOUNS.split())
_JOINING = frozenset({"of", "for", "the", "and"})
# Words before a role that are no part of it, though the dictionary has them.
_OUTSIDE = frozenset({"said", "says", "her", "his", "our", "your", "when", "while", "who", "where", "however"})


def _belongs(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    lower = word.text.lower()
    if is_stop_word(lower, CODE) or lower in _OUTSIDE:
        return False
    is_known = lower in _ROLES or is_dictionary_word(lower, CODE)
    return is_known and (word.is_capitalised or not lower.endswith(("ed", "ly", "ing")))


def _role_of(words: Sequence[Word], last: int) -> int | None:
    """Where `Head of the Laboratory` begins, which ends in the word before a name."""
    place = last
    if words[last].text in _JOINING:
        return None
    while place > 0 and last - place < MOST_WORDS and words[place].follows_closely:
        if words[place].text not in _JOINING and not words[place].is_capitalised:
            return None
        place -= 1
        if words[place].text.lower() in _ROLES and words[place + 1].text == "of":
            return place
    return None


def _after(words: Sequence[Word]) -> list[str]:
    heads = [place for place, word in enumerate(words[:4]) if word.text.lower() in _ROLES]
    if not heads or any(is_stop_word(word.text, CODE) for word in words[: heads[0]]):
        return []
    end = heads[-1]
    while end + 1 < len(words) and (
        words[end + 1].text in _JOINING or words[end + 1].is_capitalised or words[end].text in _JOINING
    ):
        end += 1
    while words[end].text in _JOINING:
        end -= 1
    return [word.text for word in words[: end + 1]]


ROLES = RoleRules(
    is_role=_ROLES.__contains__,
    belongs=_belongs,
    after=_after,
    role_of=_role_of,
    # A title of one word, or in capitals throughout, is as it should be.
    in_lower_case=lambda phrase: len(phrase) > 1 and phrase[1].islower(),
    articles="the |an? ",
)
