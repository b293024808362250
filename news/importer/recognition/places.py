"""Where something takes place: towns and countries that are known, in the case or after the word that says where."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence

from portal.languages.common.folding import fold
from portal.languages.common.words import Word, words_of
from portal.languages.gazetteer import PlaceForm, known_place_forms, place_forms
from portal.languages.recognition import PlaceRules
from portal.languages.registry import language as known_language

from .facts import PlaceFact, Span
from .known import Catalogue

WITH_COUNTRY, KNOWN, INFERRED, WHITHER, COUNTRY_ALONE, NAMED_AT_ALL = 0.97, 0.85, 0.8, 0.6, 0.32, 0.3
# What stands in the title or the lead is surer, and a town that they only name is more than a guess.
IN_TITLE = 0.1
LEAST = 0.36
FURTHER_DOWN = 0.85
MOST_WORDS = 3

_Forms = Mapping[tuple[str, ...], PlaceForm]


def find_place(
    paragraphs: Sequence[str], language: str, catalogue: Catalogue, title: int | None, lead: int | None
) -> PlaceFact | None:
    """The surest one; what stands in the title or the lead is surer. The first of those that are as sure."""
    rules = known_language(language).recognition.places
    forms = ChainMap(_own_forms(catalogue, language), known_place_forms(language))
    best: PlaceFact | None = None
    for number, text in enumerate(paragraphs):
        bonus = IN_TITLE if number == title else IN_TITLE / 2 if number == lead else 0.0
        for fact in _found(number, words_of(text), forms, rules):
            # Named further down, it may be where somebody comes from.
            certainty = min(fact.certainty + bonus, 0.99) if bonus else fact.certainty * FURTHER_DOWN
            if certainty >= LEAST and (best is None or certainty > best.certainty):
                best = PlaceFact(fact.name, fact.country, fact.span, certainty)
    return best


def _own_forms(catalogue: Catalogue, language: str) -> dict[tuple[str, ...], PlaceForm]:
    """Those of the catalogue, by their names in the language, else in another one."""
    names = (
        (place.names.get(language) or next(iter(place.names.values()), ""), place.country) for place in catalogue.places
    )
    return place_forms(names, language)


def _found(number: int, words: Sequence[Word], forms: _Forms, rules: PlaceRules) -> Iterator[PlaceFact]:
    if rules.cases:
        return _by_case(number, words, forms, rules)
    found = _by_preposition(number, words, forms, rules)
    # Of a language that is said nothing of, a name counts where its country follows.
    return found if rules.where else (fact for fact in found if fact.certainty >= WITH_COUNTRY)


def _at(words: Sequence[Word], place: int, forms: _Forms) -> tuple[int, PlaceForm] | None:
    """The longest known name that begins at a word, and how many words it has."""
    for length in range(min(MOST_WORDS, len(words) - place), 0, -1):
        run = words[place : place + length]
        if all(word.follows_closely for word in run[1:]):
            named = forms.get(tuple(fold(word.text) for word in run))
            if named:
                return length, named
    return None


def _by_case(number: int, words: Sequence[Word], forms: _Forms, rules: PlaceRules) -> Iterator[PlaceFact]:
    """`Osle, Norvegijoje`; `Osle`; `Norvegijoje`."""
    for place, word in enumerate(words):
        if not word.is_capitalised:
            continue
        found = _at(words, place, forms)
        length, named = found or (1, None)
        after = place + length
        country = _at(words, after, forms) if after < len(words) and words[after].before.strip() == "," else None
        is_country = bool(country and not country[1].name and country[1].says_where)
        span = Span(number, word.start, words[place + length - 1].end)
        is_whither = place > 0 and words[place - 1].text in rules.whither
        says_where = named and (named.says_where or is_whither)
        if named and says_where and named.name:
            certainty = WITH_COUNTRY if is_country else WHITHER if is_whither else KNOWN
            yield PlaceFact(named.name, named.country, span, certainty)
        elif named and says_where:
            yield PlaceFact("", named.country, span, COUNTRY_ALONE)
        elif named and named.name:
            yield PlaceFact(named.name, named.country, span, NAMED_AT_ALL)
        elif named is None and is_country and country:
            nominative = rules.nominative(word.text)
            if nominative:
                yield PlaceFact(nominative, country[1].country, span, INFERRED)


def _by_preposition(number: int, words: Sequence[Word], forms: _Forms, rules: PlaceRules) -> Iterator[PlaceFact]:
    """`in Oslo, Norway`; `in Oslo`; `Oslo, Norway`; `in Norway`."""
    for place, word in enumerate(words):
        if not word.is_capitalised:
            continue
        is_where = place > 0 and words[place - 1].text.lower() in rules.where and word.follows_closely
        found = _at(words, place, forms)
        length, named = found or (1, None)
        after = place + length
        country = _at(words, after, forms) if after < len(words) and words[after].before.strip() == "," else None
        is_country = bool(country and not country[1].name)
        span = Span(number, word.start, words[place + length - 1].end)
        if named and named.name and (is_where or is_country):
            yield PlaceFact(named.name, named.country, span, WITH_COUNTRY if is_country else KNOWN)
        elif named and is_where:
            yield PlaceFact("", named.country, span, COUNTRY_ALONE)
        elif named and named.name:
            yield PlaceFact(named.name, named.country, span, NAMED_AT_ALL)
        elif named is None and is_where and is_country and country and word.text.isalpha():
            yield PlaceFact(word.text, country[1].country, span, INFERRED)
