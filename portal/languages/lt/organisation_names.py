"""Names of bodies that nothing marks but the words they are made of: `Skuodo socialinių paslaugų centras`."""

import re
from collections.abc import Iterator, Sequence

from ..analysis import is_dictionary_word, is_stop_word
from ..common.words import Word
from ..gazetteer import is_country, is_place
from ..recognition import FoundName, NameEvidence
from .inflection import CODE, NOMINATIVE, is_verb, nominative_phrase
from .organisation_types import (
    FORMS_BEFORE_QUOTATIONS,
    LEGAL_FORMS,
    OF_A_HOUSE,
    OFFICIAL,
    PLURAL_NOMINATIVES,
    TOO_GENERAL,
    body_type,
)

MOST_WORDS = 9

_FORMS = frozenset((*LEGAL_FORMS, *FORMS_BEFORE_QUOTATIONS))
# Between the words of a name: a space, the point of an initial, quotation marks around one of its words.
_BETWEEN = re.compile(r"\.? +| +[„“\"]|[“”\"] +")
_NAME_IN_QUOTES = re.compile(r" [„“\"][^„“”\"]{2,60}[“”\"]")
_GENITIVE = re.compile(r"(?:o|os|ės|ų|aus)$")
_NUMERAL = re.compile(
    r"^(?:vien(?:as|a|o|os)|du|dvi|dviejų|trys|trij|keturi|penki|šeši|septyni|aštuoni|devyni|pirm|antr|treči)"
)
_SURE_GENITIVE = re.compile(r"(?:ies|ens|iaus)$")
_ADJECTIVE = re.compile(r"(?:inis|inė|asis|oji|usis|ysis|inės|osios|ojo|inio|ajam|ajai|uoju|ąja|iniam|inei|ąją|ąjį)$")


def find_names(text: str, words: Sequence[Word]) -> Iterator[FoundName]:
    yield from _called(text, words)
    place = len(words) - 1
    while place >= 0:
        head = body_type(words[place].text) if words[place].is_lower or place else None
        start = _start(words, place) if head else None
        if head is None or start is None:
            place -= 1
            continue
        own = [word.text for word in words[start : place + 1]]
        is_house = head.nominative == "namai" and own[-2:-1] and own[-2].lower() not in OF_A_HOUSE
        if is_house or (len(own) == 2 and head.nominative in TOO_GENERAL and _only_says_where(own[0], head.nominative)):
            place -= 1
            continue
        first, last = words[start].start, words[place].end
        if re.search(r"[“”\"]", text[first:last]) and text[max(0, first - 1) : first] in {"„", "“", '"'}:
            first -= 1
        name = _name(text[first:last], own)
        is_plain = words[start].begins_sentence and is_dictionary_word(own[0].lower(), CODE)
        is_plain = is_plain and not is_place(own[0], CODE)
        if is_plain and len(own) == 2 and head.nominative not in OFFICIAL:
            # The first word of a sentence is capitalised whatever it is: `Lauko teatro festivalis`.
            place -= 1
            continue
        evidence = NameEvidence.BEGINS_SENTENCE if is_plain else NameEvidence.WORDS
        yield FoundName(name, first, last, evidence)
        place = start - 1


def _called(text: str, words: Sequence[Word]) -> Iterator[FoundName]:
    """`kooperatyvas „Pieno lašas“`: a body of a kind with a name of its own in quotation marks."""
    for place, word in enumerate(words[:-1]):
        head = body_type(word.text)
        own = _NAME_IN_QUOTES.match(text, word.end)
        if head and own and words[place + 1].is_capitalised:
            start = _start(words, place)
            first = place if start is None else start
            kind = _name(text[words[first].start : word.end], [one.text for one in words[first : place + 1]])
            name = kind[0].upper() + kind[1:] + text[word.end : own.end()]
            yield FoundName(name, words[first].start, own.end())


def _only_says_where(word: str, head: str) -> bool:
    """`Lietuvos savivaldybės` and `Vilniaus centre` name nothing; `Birštono savivaldybė` does."""
    return is_country(word, CODE) or (is_place(word, CODE) and head not in {"savivaldybė", "biblioteka", "ligoninė"})


def _start(words: Sequence[Word], head: int) -> int | None:
    """Where a name that ends in this word begins: at a capital letter, with words in the genitive in between."""
    start = None
    place = head
    while place > 0 and head - place < MOST_WORDS and _BETWEEN.fullmatch(words[place].before):
        before = words[place - 1]
        is_initial = len(before.text) == 1 and before.is_capitalised
        if words[place].before.startswith(".") and not is_initial:
            break
        if before.text in _FORMS and start is not None:
            return place - 1
        if before.text == "ir":
            # `savivaldybių ir regionų`, `A. ir M. Miškinių`; two bodies otherwise.
            if place < 2 or not _are_alike(words[place - 2], words[place]):
                break
        elif not is_initial and not _may_belong(before):
            break
        place -= 1
        if before.is_capitalised:
            start = place
    if start is None and words[head].is_capitalised:
        return None
    while start is not None and words[start].text == "ir":
        start += 1
    return start


def _are_alike(one: Word, other: Word) -> bool:
    both = one.text, other.text
    return all(word.endswith("ų") for word in both) or all(len(word) == 1 for word in both)


def _may_belong(word: Word) -> bool:
    lower = word.text.lower()
    if is_stop_word(lower, CODE) or lower[0].isdigit() or _NUMERAL.match(lower):
        return False
    if _SURE_GENITIVE.search(lower) or _ADJECTIVE.search(lower):
        return True
    may_be_verb = word.is_lower or (word.begins_sentence and not is_place(lower, CODE))
    return bool(_GENITIVE.search(lower)) and not (may_be_verb and is_verb(lower))


def _name(text: str, words: Sequence[str]) -> str:
    """In the nominative; what stands between the words stays."""
    head = body_type(words[-1])
    if words[-1].lower() in PLURAL_NOMINATIVES:
        return text[: len(text) - len(words[-1])] + PLURAL_NOMINATIVES[words[-1].lower()]
    if head is None or head.case == NOMINATIVE:
        return text
    for word, nominative in zip(words, nominative_phrase(words, head), strict=True):
        text = text.replace(word, nominative, 1) if word != nominative else text
    return text
