"""Names of bodies that nothing marks but the words they are made of: `Skuodas Centre for Social Services`."""

from collections.abc import Iterator, Sequence

from ..analysis import is_dictionary_word, is_stop_word
from ..common.words import Word
from ..gazetteer import is_place
from ..recognition import FoundName, NameEvidence
from .organisation_types import TYPES, TYPES_IN_LOWER_CASE

CODE = "en"

_CONNECTORS = frozenset({"of", "for", "and", "the", "in", "de", "&"})
_BEFORE_NAMES = frozenset({"the", "a", "an", "and", "from", "at", "on", "in", "until", "by", "our"})


def find_names(text: str, words: Sequence[Word]) -> Iterator[FoundName]:
    place = 0
    while place < len(words):
        if not words[place].is_capitalised:
            place += 1
            continue
        end = _end_of_run(words, place)
        for first, last in _bodies(words, place, end):
            own = words[first : last + 1]
            is_general = len(own) < 3 and not any(is_place(word.text, CODE) for word in own)
            is_general = is_general and all(is_dictionary_word(word.text.lower(), CODE) for word in own)
            if not is_general and _is_house(own):
                yield _found(text, own)
        place = end + 1
    yield from _in_lower_case(text, words)


def _found(text: str, words: Sequence[Word], evidence: NameEvidence = NameEvidence.WORDS) -> FoundName:
    start, end = words[0].start, words[-1].end
    return FoundName(text[start:end], start, end, evidence)


def _is_house(words: Sequence[Word]) -> bool:
    """A name with `Home` is one of a house for somebody: `Prienai Care Home`, `Home for Older People`."""
    lower = [word.text.lower() for word in words]
    if "home" not in lower or any(word in TYPES - {"home"} for word in lower):
        return True
    return "for" in lower or bool({"care", "nursing", "children", "retirement"} & set(lower))


def _end_of_run(words: Sequence[Word], start: int) -> int:
    """The last capitalised word of a run; joining words and initials do not end it."""
    end = place = start
    while place + 1 < len(words) and place - end < 3:
        place += 1
        between = words[place].before
        after_initial = between.startswith(".") and len(words[place - 1].text) == 1
        if between.strip() and not (after_initial and not between.strip(" .")):
            break
        if words[place].is_capitalised:
            end = place
        elif words[place].text not in _CONNECTORS:
            break
    return end


def _is_type(word: Word) -> bool:
    return word.text.lower() in TYPES


def _bodies(words: Sequence[Word], start: int, end: int) -> Iterator[tuple[int, int]]:
    """First and last word of each body within a run of capitalised words."""
    types = [place for place in range(start, end + 1) if _is_type(words[place]) and words[place].is_capitalised]
    first = start
    while types:
        last = types.pop(0)
        # `Public Library`, `University Hospital`: types side by side are of one body.
        while types and types[0] == last + 1:
            last = types.pop(0)
        if last + 1 <= end and words[last + 1].text in {"of", "for"}:
            last = _end_of_phrase(words, last + 1, end)
            types = [place for place in types if place > last]
        elif (
            types and not any(word.text in {"in", "of"} for word in words[last + 1 : types[0]]) and types[0] - last < 3
        ):
            continue
        begin = _start(words, first, last)
        if begin < last or (begin == last and not _is_type(words[last])):
            yield begin, last
        first = last + 1
        while first <= end and words[first].text in _CONNECTORS:
            first += 1


def _end_of_phrase(words: Sequence[Word], place: int, end: int) -> int:
    """Where `of …` ends: before the next joining word that does not continue it, or before a title of a person."""
    last = place
    while place + 1 <= end:
        place += 1
        word = words[place]
        if word.is_capitalised:
            last = place
        elif word.text == "in" and place + 1 <= end and not any(_is_type(other) for other in words[place : end + 1]):
            continue
        elif word.text not in {"the", "and", "of", "for"}:
            break
    return last


def _start(words: Sequence[Word], first: int, last: int) -> int:
    """Without what comes before the name: `Students of`, `The`, `Director of`."""
    begin = first
    for place in range(first, last):
        if words[place].text in {"of", "for", "in", "the"} and not any(_is_type(word) for word in words[begin:place]):
            begin = place + 1
    if last - begin > 2 and words[begin + 1].text == "and" and not is_dictionary_word(words[begin].text.lower(), CODE):
        # `Nordlys and Kalnava Municipality` are two.
        begin += 2
    while begin < last and words[begin].text.lower() in _BEFORE_NAMES:
        begin += 1
    return begin


def _in_lower_case(text: str, words: Sequence[Word]) -> Iterator[FoundName]:
    """`Druskininkai municipality`, `Norwegian municipal and regional associations`."""
    for place, word in enumerate(words):
        is_house = word.text == "home" and place > 0 and words[place - 1].text == "care"
        if word.text not in TYPES_IN_LOWER_CASE and not is_house:
            continue
        start = place
        while start and place - start < 5 and words[start].follows_closely:
            before = words[start - 1]
            if (
                before.is_lower
                and before.text not in {"and"}
                and (is_stop_word(before.text, CODE) or not is_dictionary_word(before.text, CODE))
            ):
                break
            start -= 1
            if before.is_capitalised:
                break
        is_name = words[start].is_capitalised and not words[start].begins_sentence
        if is_name and start < place and not _is_type(words[start]):
            yield _found(text, words[start : place + 1], NameEvidence.IN_LOWER_CASE)
