"""People by their names, with the role that stands next to the name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from portal.languages.analysis import base_key, is_dictionary_word, is_stop_word
from portal.languages.common.folding import fold
from portal.languages.common.names import HONORIFICS, PARTICLES, SURNAME_ENDINGS
from portal.languages.common.words import Word, words_of
from portal.languages.gazetteer import is_given_name, is_place
from portal.languages.language import Language
from portal.languages.registry import language as known_language
from portal.languages.registry import of_languages

from .facts import PersonFact, Span
from .known import Catalogue
from .patterns import any_of
from .roles import is_role_word, role_after, role_before

KNOWN = 0.98
# What each sign adds; a name is reported from ENOUGH on.
GIVEN_NAME, ROLE, SURNAME, HONORIFIC, SAYING = 0.55, 0.4, 0.25, 0.45, 0.2
UNKNOWN_WORDS, NAME_SHAPE, ORDINARY_WORDS, QUOTED = 0.1, 0.2, -0.6, -0.3
ENOUGH = 0.5
MOST_NAMES = 4


@dataclass(frozen=True)
class _Signs:
    """What tells names of people in the portal's languages."""

    honorifics: frozenset[str]
    saying: frozenset[str]
    surname: re.Pattern[str]
    given_name: re.Pattern[str]
    called_after: re.Pattern[str]


@of_languages
def _signs(own: tuple[Language, ...]) -> _Signs:
    """Of every language of the portal: names are as they are at home."""
    every = [each.recognition.people for each in own]
    return _Signs(
        honorifics=HONORIFICS.union(*(each.honorifics for each in every)),
        saying=frozenset().union(*(each.saying for each in every)),
        surname=re.compile(any_of([*(each.surname_endings for each in every), SURNAME_ENDINGS]) + "$"),
        given_name=re.compile(any_of(each.given_name_endings for each in every) + "$"),
        called_after=re.compile(r"^\s*" + any_of(each.called_after for each in every)),
    )


def find_people(
    paragraphs: Sequence[str], language: str, catalogue: Catalogue, bodies: Sequence[Span]
) -> list[PersonFact]:
    """`bodies` are where names of organisations stand: no person is looked for in them."""
    known = _known_names(catalogue, language)
    found: list[PersonFact] = []
    for number, text in enumerate(paragraphs):
        words = words_of(text)
        own = [span for span in bodies if span.paragraph == number]
        for first, last in _runs(words, own):
            fact = _person(number, text, words, first, last, language, known, own)
            if fact:
                found.append(fact)
    return _each_once(found, language)


def person_key(name: str, language: str) -> frozenset[str]:
    """By which names are compared: their words without case endings, in any order."""
    return frozenset(base_key(word.text, language) for word in words_of(name))


def _known_names(catalogue: Catalogue, language: str) -> Mapping[frozenset[str], tuple[str, str]]:
    found: dict[frozenset[str], tuple[str, str]] = {}
    for person in catalogue.people:
        own = person.names.get(language) or next(iter(person.names.values()))
        for names in person.names.values():
            for name in names:
                found.setdefault(person_key(name, language), (person.identifier, own[0]))
    return found


def _runs(words: Sequence[Word], bodies: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """First and last word of each run of capitalised words outside the names of bodies; two at least."""
    place = 0
    while place < len(words):
        if not _is_name_word(words[place], bodies):
            place += 1
            continue
        last = place
        while last + 1 < len(words) and _continues(words, last + 1):
            step = 2 if words[last + 1].text in PARTICLES else 1
            if last + step >= len(words) or not _is_name_word(words[last + step], bodies):
                break
            last += step
        if last > place:
            yield place, last
        place = last + 1


def _continues(words: Sequence[Word], place: int) -> bool:
    after_initial = len(words[place - 1].text) <= 2 and words[place].before == ". "
    return words[place].follows_closely or after_initial


def _is_name_word(word: Word, bodies: Sequence[Span]) -> bool:
    is_name = (
        word.is_capitalised and not any(map(str.isdigit, word.text)) and (len(word.text) < 3 or not word.text.isupper())
    )
    return is_name and not any(span.start <= word.start < span.end for span in bodies)


def _person(
    number: int,
    text: str,
    words: Sequence[Word],
    first: int,
    last: int,
    language: str,
    known: Mapping[frozenset[str], tuple[str, str]],
    bodies: Sequence[Span],
) -> PersonFact | None:
    first = _without_title(words, first, last, language)
    last = min(last, first + MOST_NAMES - 1)
    if last <= first or _signs().called_after.match(text[words[last].end : words[last].end + 20]):
        return None
    own = [word.text for word in words[first : last + 1]]
    nominative_name = known_language(language).recognition.inflection.nominative_name
    span = Span(number, words[first].start, words[last].end)
    name = " ".join(f"{word}." if len(word) == 1 else word for word in nominative_name(own))
    role = role_before(words, first, language, bodies) or role_after(text, words, last, language, bodies)
    identifier, main = (
        known.get(person_key(name, language)) or known.get(person_key(" ".join(own), language)) or ("", "")
    )
    if identifier:
        return PersonFact(main, role, span, KNOWN, identifier)
    certainty = _certainty(words, first, last, language, bool(role))
    return PersonFact(name, role, span, min(certainty, 0.97), "") if certainty >= ENOUGH else None


def _without_title(words: Sequence[Word], first: int, last: int, language: str) -> int:
    """The run without what is no name at its beginning: `Specialusis patarėjas`, `Project Coordinator`, `Visgi`.

    After a role only roles are passed over: dictionaries have many a name as a word.
    """
    start = first
    has_role = False
    for place in range(first, last):
        text = words[place].text
        if is_given_name(text, language) and place >= start:
            break
        is_role = is_role_word(text, language)
        is_word = is_stop_word(text, language) or is_dictionary_word(text.lower(), language)
        is_place_first = place == start and words[place].begins_sentence and is_place(text, language)
        if is_role or (not has_role and (is_word or is_place_first)):
            start = place + 1
        has_role = has_role or is_role
    if words[start].begins_sentence and last - start > 1 and not is_given_name(words[start].text, language):
        # A role that no list has: `Hipoterapeutė Simona Kazlauskė`.
        start += bool(is_given_name(words[start + 1].text, language))
    return start


def _certainty(words: Sequence[Word], first: int, last: int, language: str, has_role: bool) -> float:
    own = [word.text for word in words[first : last + 1]]
    certainty = 0.0
    if any(is_given_name(word, language) for word in own[:-1]):
        certainty += GIVEN_NAME
    elif all(is_dictionary_word(word.lower(), language) for word in own):
        certainty += ORDINARY_WORDS
    else:
        certainty += UNKNOWN_WORDS
    if any(is_place(word, language) for word in own[:1]) and not is_given_name(own[0], language):
        certainty -= GIVEN_NAME
    if _signs().surname.search(own[-1]):
        certainty += SURNAME
        if _signs().given_name.search(own[0]) and not is_dictionary_word(own[0].lower(), language):
            certainty += NAME_SHAPE
    elif is_dictionary_word(own[-1].lower(), language):
        certainty -= UNKNOWN_WORDS
    if has_role:
        certainty += ROLE
    if re.search(r"[„“\"«]$", words[first].before):
        # A ship or a play called after somebody; people are not put in quotation marks.
        certainty += QUOTED
    near = [fold(word.text) for word in (*words[max(0, first - 2) : first], *words[last + 1 : last + 3])]
    if first and fold(words[first - 1].text) in _signs().honorifics and words[first].before.strip(" .") == "":
        certainty += HONORIFIC
    if any(word in _signs().saying for word in near):
        certainty += SAYING
    return certainty


def _each_once(found: Sequence[PersonFact], language: str) -> list[PersonFact]:
    """One fact for each person: the first name, the first role, the highest certainty."""
    facts: dict[frozenset[str], PersonFact] = {}
    for fact in found:
        key = person_key(fact.name, language)
        first = facts.get(key)
        if first is None:
            facts[key] = fact
        else:
            facts[key] = replace(first, role=first.role or fact.role, certainty=max(first.certainty, fact.certainty))
    return list(facts.values())
