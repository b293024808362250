"""Names of bodies that nothing marks but the words they are made of: `Skuodo socialinių paslaugų centras`."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import simplemma

from portal.languages.analysis import is_dictionary_word, is_stop_word

from .facts import OrganisationFact, Part, Span
from .inflection import NOMINATIVE, nominative_noun, nominative_phrase
from .organisation_types import (
    ENGLISH_TYPES,
    ENGLISH_TYPES_IN_LOWER_CASE,
    LEGAL_FORMS,
    OF_A_HOUSE,
    OFFICIAL,
    PLURAL_NOMINATIVES,
    TOO_GENERAL,
    lithuanian_type,
)
from .places import is_country, is_place
from .words import Word, words_of

NAMED, IN_LOWER_CASE, BEGINS_SENTENCE, LEGAL_FORM = 0.85, 0.55, 0.7, 0.93
MOST_WORDS = 9

_LEGAL = re.compile(
    rf"(?<!\w)(?:{'|'.join(LEGAL_FORMS)})\s+(?:[„“\"«](?P<quoted>[^„“”\"»]{{2,80}})[“”\"»]"
    r"|(?P<plain>[A-ZĄČĘĖĮŠŲŪŽ][\w’'-]*(?:\s+[A-ZĄČĘĖĮŠŲŪŽ][\w’'-]*)*))"
)
# Between the words of a name: a space, the point of an initial, quotation marks around one of its words.
_BETWEEN = re.compile(r"\.? +| +[„“\"]|[“”\"] +")
_NAME_IN_QUOTES = re.compile(r" [„“\"][^„“”\"]{2,60}[“”\"]")
_GENITIVE = re.compile(r"(?:o|os|ės|ų|aus)$")
_NUMERAL = re.compile(
    r"^(?:vien(?:as|a|o|os)|du|dvi|dviejų|trys|trij|keturi|penki|šeši|septyni|aštuoni|devyni|pirm|antr|treči)"
)
_SURE_GENITIVE = re.compile(r"(?:ies|ens|iaus)$")
_ADJECTIVE = re.compile(r"(?:inis|inė|asis|oji|usis|ysis|inės|osios|ojo|inio|ajam|ajai|uoju|ąja|iniam|inei|ąją|ąjį)$")


def find_bodies(number: int, text: str, words: Sequence[Word], language: str) -> list[OrganisationFact]:
    """In their order; none overlaps another."""
    found = [*_legal_forms(number, text)]
    finder = _FINDERS.get(language)
    if finder:
        taken = [fact.span for fact in found]
        for fact in finder(number, text, words):
            if not any(fact.span.start < span.end and span.start < fact.span.end for span in taken):
                found.append(fact)
                taken.append(fact.span)
    return sorted(found, key=lambda fact: fact.span)


def _legal_forms(number: int, text: str) -> Iterator[OrganisationFact]:
    for match in _LEGAL.finditer(text):
        if match["plain"] and any(lithuanian_type(word.text) for word in _closely_after(text, match.end())):
            # `VšĮ Joniškio ligoninė`: the words after the capital letter tell where the name ends.
            continue
        is_name = match["quoted"] and any(map(str.isupper, match["quoted"][:1]))
        if is_name or (match["plain"] and match.group().split()[0] in {"VšĮ", "UAB", "AB", "MB", "IĮ", "Public"}):
            name = match.group()
            yield OrganisationFact(name[0].upper() + name[1:], Part.MENTIONED, Span(number, *match.span()), LEGAL_FORM)


def _closely_after(text: str, place: int) -> Iterator[Word]:
    """The few words in lower case that follow."""
    for word in words_of(text[place : place + 60])[:4]:
        if not word.is_lower or word.before.strip():
            return
        yield word


@lru_cache(maxsize=20_000)
def is_lithuanian_verb(word: str) -> bool:
    lemma = simplemma.lemmatize(word.lower(), lang="lt")
    if lemma.endswith(("ti", "tis")) and is_dictionary_word(word, "lt"):
        return True
    # In the past tense, which looks like the genitive of a noun.
    return word.endswith(("avo", "ino", "ėjo", "iejo")) and nominative_noun(word.lower(), "lt") is None


def _lithuanian(number: int, text: str, words: Sequence[Word]) -> Iterator[OrganisationFact]:
    yield from _called(number, text, words)
    place = len(words) - 1
    while place >= 0:
        head = lithuanian_type(words[place].text) if words[place].is_lower or place else None
        start = _lithuanian_start(words, place) if head else None
        if head is None or start is None:
            place -= 1
            continue
        own = [word.text for word in words[start : place + 1]]
        is_house = head.nominative == "namai" and own[-2:-1] and own[-2].lower() not in OF_A_HOUSE
        if is_house or (len(own) == 2 and head.nominative in TOO_GENERAL and _only_says_where(own[0], head.nominative)):
            place -= 1
            continue
        span = Span(number, words[start].start, words[place].end)
        if re.search(r"[“”\"]", text[span.start : span.end]) and text[max(0, span.start - 1) : span.start] in (
            "„",
            "“",
            '"',
        ):
            span = Span(number, span.start - 1, span.end)
        name = _lithuanian_name(text[span.start : span.end], own)
        is_plain = words[start].begins_sentence and is_dictionary_word(own[0].lower(), "lt")
        is_plain = is_plain and not is_place(own[0], "lt")
        if is_plain and len(own) == 2 and head.nominative not in OFFICIAL:
            # The first word of a sentence is capitalised whatever it is: `Lauko teatro festivalis`.
            place -= 1
            continue
        yield OrganisationFact(name, Part.MENTIONED, span, BEGINS_SENTENCE if is_plain else NAMED)
        place = start - 1


def _called(number: int, text: str, words: Sequence[Word]) -> Iterator[OrganisationFact]:
    """`kooperatyvas „Pieno lašas“`: a body of a kind with a name of its own in quotation marks."""
    for place, word in enumerate(words[:-1]):
        head = lithuanian_type(word.text)
        own = _NAME_IN_QUOTES.match(text, word.end)
        if head and own and words[place + 1].is_capitalised:
            start = _lithuanian_start(words, place)
            first = place if start is None else start
            kind = _lithuanian_name(text[words[first].start : word.end], [one.text for one in words[first : place + 1]])
            span = Span(number, words[first].start, own.end())
            name = kind[0].upper() + kind[1:] + text[word.end : own.end()]
            yield OrganisationFact(name, Part.MENTIONED, span, NAMED)


def _only_says_where(word: str, head: str) -> bool:
    """`Lietuvos savivaldybės` and `Vilniaus centre` name nothing; `Birštono savivaldybė` does."""
    return is_country(word, "lt") or (is_place(word, "lt") and head not in {"savivaldybė", "biblioteka", "ligoninė"})


def _lithuanian_start(words: Sequence[Word], head: int) -> int | None:
    """Where a name that ends in this word begins: at a capital letter, with words in the genitive in between."""
    start = None
    place = head
    while place > 0 and head - place < MOST_WORDS and _BETWEEN.fullmatch(words[place].before):
        before = words[place - 1]
        is_initial = len(before.text) == 1 and before.is_capitalised
        if words[place].before.startswith(".") and not is_initial:
            break
        if before.text in LEGAL_FORMS and start is not None:
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
    if is_stop_word(lower, "lt") or lower[0].isdigit() or _NUMERAL.match(lower):
        return False
    if _SURE_GENITIVE.search(lower) or _ADJECTIVE.search(lower):
        return True
    may_be_verb = word.is_lower or (word.begins_sentence and not is_place(lower, "lt"))
    return bool(_GENITIVE.search(lower)) and not (may_be_verb and is_lithuanian_verb(lower))


def _lithuanian_name(text: str, words: Sequence[str]) -> str:
    """In the nominative; what stands between the words stays."""
    head = lithuanian_type(words[-1])
    if words[-1].lower() in PLURAL_NOMINATIVES:
        return text[: len(text) - len(words[-1])] + PLURAL_NOMINATIVES[words[-1].lower()]
    if head is None or head.case == NOMINATIVE:
        return text
    for word, nominative in zip(words, nominative_phrase(words, "lt", head=head), strict=True):
        text = text.replace(word, nominative, 1) if word != nominative else text
    return text


_CONNECTORS = frozenset({"of", "for", "and", "the", "in", "de", "&"})


def _english(number: int, text: str, words: Sequence[Word]) -> Iterator[OrganisationFact]:
    place = 0
    while place < len(words):
        if not words[place].is_capitalised:
            place += 1
            continue
        end = _end_of_run(words, place)
        for first, last in _english_bodies(words, place, end):
            span = Span(number, words[first].start, words[last].end)
            own = words[first : last + 1]
            is_general = len(own) < 3 and not any(is_place(word.text, "en") for word in own)
            is_general = is_general and all(is_dictionary_word(word.text.lower(), "en") for word in own)
            if not is_general and _is_house(own):
                yield OrganisationFact(text[span.start : span.end], Part.MENTIONED, span, NAMED)
        place = end + 1
    yield from _english_in_lower_case(number, text, words)


def _is_house(words: Sequence[Word]) -> bool:
    """A name with `Home` is one of a house for somebody: `Prienai Care Home`, `Home for Older People`."""
    lower = [word.text.lower() for word in words]
    if "home" not in lower or any(word in ENGLISH_TYPES - {"home"} for word in lower):
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
    return word.text.lower() in ENGLISH_TYPES


def _english_bodies(words: Sequence[Word], start: int, end: int) -> Iterator[tuple[int, int]]:
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
        begin = _english_start(words, first, last)
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


def _english_start(words: Sequence[Word], first: int, last: int) -> int:
    """Without what comes before the name: `Students of`, `The`, `Director of`."""
    begin = first
    for place in range(first, last):
        if words[place].text in {"of", "for", "in", "the"} and not any(_is_type(word) for word in words[begin:place]):
            begin = place + 1
    if last - begin > 2 and words[begin + 1].text == "and" and not is_dictionary_word(words[begin].text.lower(), "en"):
        # `Nordlys and Kalnava Municipality` are two.
        begin += 2
    while begin < last and words[begin].text.lower() in {
        "the",
        "a",
        "an",
        "and",
        "from",
        "at",
        "on",
        "in",
        "until",
        "by",
        "our",
    }:
        begin += 1
    return begin


def _english_in_lower_case(number: int, text: str, words: Sequence[Word]) -> Iterator[OrganisationFact]:
    """`Druskininkai municipality`, `Norwegian municipal and regional associations`."""
    for place, word in enumerate(words):
        is_house = word.text == "home" and place > 0 and words[place - 1].text == "care"
        if word.text not in ENGLISH_TYPES_IN_LOWER_CASE and not is_house:
            continue
        start = place
        while start and place - start < 5 and words[start].follows_closely:
            before = words[start - 1]
            if (
                before.is_lower
                and before.text not in {"and"}
                and (is_stop_word(before.text, "en") or not is_dictionary_word(before.text, "en"))
            ):
                break
            start -= 1
            if before.is_capitalised:
                break
        is_name = words[start].is_capitalised and not words[start].begins_sentence
        if is_name and start < place and not _is_type(words[start]):
            span = Span(number, words[start].start, word.end)
            yield OrganisationFact(text[span.start : span.end], Part.MENTIONED, span, IN_LOWER_CASE)


_FINDERS: dict[str, Callable[[int, str, Sequence[Word]], Iterator[OrganisationFact]]] = {
    "lt": _lithuanian,
    "en": _english,
}
