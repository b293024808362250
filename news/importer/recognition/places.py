"""Where something takes place: towns and countries that the portal knows, in the case that says where."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from news.countries import COUNTRY_CODES
from portal.dates import cldr_locale
from portal.languages.common.folding import fold

from .facts import PlaceFact, Span
from .known import Catalogue, KnownPlace, shipped_places
from .words import Word, words_of

WITH_COUNTRY, KNOWN, INFERRED, WHITHER, COUNTRY_ALONE, NAMED_AT_ALL = 0.97, 0.85, 0.8, 0.6, 0.32, 0.3
# What stands in the title or the lead is surer, and a town that they only name is more than a guess.
IN_TITLE = 0.1
LEAST = 0.36
FURTHER_DOWN = 0.85
MOST_WORDS = 3

# Endings of the nominative, and of the locative (where), genitive (whose) and accusative (whither); longest first.
_LITHUANIAN_CASES = (
    ("ius", ("iuje", "iaus", "ių")),
    ("iai", ("iuose", "ių", "ius")),
    ("us", ("uje", "aus", "ų")),
    ("ai", ("uose", "ų", "us")),
    ("as", ("e", "o", "ą")),
    ("is", ("yje", "io", "į")),
    ("ys", ("yje", "io", "į")),
    ("os", ("ose", "ų", "as")),
    ("ės", ("ėse", "ių", "es")),
    ("oji", ("ojoje", "osios", "ąją")),
    ("ia", ("ioje", "ios", "ią")),
    ("a", ("oje", "os", "ą")),
    ("ė", ("ėje", "ės", "ę")),
)
# The reverse, for places that nobody knows: the likeliest nominative by the ending that says where.
_LITHUANIAN_NOMINATIVES = (
    ("iuose", "iai"), ("iuje", "ius"), ("uose", "ai"), ("ioje", "ia"), ("oje", "a"), ("ėje", "ė"), ("yje", "is"),
    ("uje", "us"), ("ose", "os"), ("ėse", "ės"), ("e", "as"),
)  # fmt: skip
_ENGLISH_WHERE = frozenset({"in", "to", "at", "near"})


@dataclass(frozen=True)
class _Named:
    """A place, or a country (`name` is empty) in one of its forms; `says_where` for that of being there."""

    name: str
    country: str
    says_where: bool


def is_place(word: str, language: str) -> bool:
    """Whether it is a town that comes with the portal or a country, in whatever case."""
    return (fold(word),) in _shipped_forms(language)


def is_country(word: str, language: str) -> bool:
    named = _shipped_forms(language).get((fold(word),))
    return named is not None and not named.name


def find_place(
    paragraphs: Sequence[str], language: str, catalogue: Catalogue, title: int | None, lead: int | None
) -> PlaceFact | None:
    """The surest one; what stands in the title or the lead is surer. The first of those that are as sure."""
    forms = ChainMap(_forms(catalogue.places, language), _shipped_forms(language))
    best: PlaceFact | None = None
    for number, text in enumerate(paragraphs):
        bonus = IN_TITLE if number == title else IN_TITLE / 2 if number == lead else 0.0
        for fact in _FINDERS.get(language, _by_comma)(number, words_of(text), forms):
            # Named further down, it may be where somebody comes from.
            certainty = min(fact.certainty + bonus, 0.99) if bonus else fact.certainty * FURTHER_DOWN
            if certainty >= LEAST and (best is None or certainty > best.certainty):
                best = PlaceFact(fact.name, fact.country, fact.span, certainty)
    return best


@cache
def _shipped_forms(language: str) -> dict[tuple[str, ...], _Named]:
    found = _forms(shipped_places(), language)
    for code, name in _countries(language):
        for form, says_where in _cases(name, language):
            found.setdefault(form, _Named("", code, says_where))
    return found


def _forms(places: Sequence[KnownPlace], language: str) -> dict[tuple[str, ...], _Named]:
    """By the folded words of each form of each name; those that come first are preferred."""
    found: dict[tuple[str, ...], _Named] = {}
    for place in places:
        name = place.names.get(language) or next(iter(place.names.values()), "")
        for form, says_where in _cases(name, language):
            found.setdefault(form, _Named(name, place.country, says_where))
    return found


@cache
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    territories = cldr_locale(language).territories
    return tuple((code, str(territories[code])) for code in COUNTRY_CODES if code in territories)


def _cases(name: str, language: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    words = [word.text for word in words_of(name)]
    if not words:
        return
    plain = tuple(map(fold, words))
    if language != "lt":
        yield plain, True
        return
    cases = [next((cases for end, cases in _LITHUANIAN_CASES if word.endswith(end)), None) for word in words]
    ends = [next((end for end, _cases in _LITHUANIAN_CASES if word.endswith(end)), "") for word in words]
    for which in range(3):
        changed = [
            word.removesuffix(end) + forms[which] if forms else word
            for word, end, forms in zip(words, ends, cases, strict=True)
        ]
        yield tuple(map(fold, changed)), which == 0
    # A name that no case changes says where as it stands: `Tartu`.
    yield plain, not any(cases)


def _at(words: Sequence[Word], place: int, forms: Mapping[tuple[str, ...], _Named]) -> tuple[int, _Named] | None:
    """The longest known name that begins at a word, and how many words it has."""
    for length in range(min(MOST_WORDS, len(words) - place), 0, -1):
        run = words[place : place + length]
        if all(word.follows_closely for word in run[1:]):
            named = forms.get(tuple(fold(word.text) for word in run))
            if named:
                return length, named
    return None


def _by_case(number: int, words: Sequence[Word], forms: Mapping[tuple[str, ...], _Named]) -> Iterator[PlaceFact]:
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
        is_whither = place > 0 and words[place - 1].text == "į"
        says_where = named and (named.says_where or is_whither)
        if named and says_where and named.name:
            certainty = WITH_COUNTRY if is_country else WHITHER if is_whither else KNOWN
            yield PlaceFact(named.name, named.country, span, certainty)
        elif named and says_where:
            yield PlaceFact("", named.country, span, COUNTRY_ALONE)
        elif named and named.name:
            yield PlaceFact(named.name, named.country, span, NAMED_AT_ALL)
        elif named is None and is_country and country:
            nominative = _nominative(word.text)
            if nominative:
                yield PlaceFact(nominative, country[1].country, span, INFERRED)


def _nominative(word: str) -> str:
    for where, nominative in _LITHUANIAN_NOMINATIVES:
        if word.endswith(where) and len(word) > len(where) + 2:
            return word.removesuffix(where) + nominative
    return ""


def _by_preposition(number: int, words: Sequence[Word], forms: Mapping[tuple[str, ...], _Named]) -> Iterator[PlaceFact]:
    """`in Oslo, Norway`; `in Oslo`; `Oslo, Norway`; `in Norway`."""
    for place, word in enumerate(words):
        if not word.is_capitalised:
            continue
        is_where = place > 0 and words[place - 1].text.lower() in _ENGLISH_WHERE and word.follows_closely
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


def _by_comma(number: int, words: Sequence[Word], forms: Mapping[tuple[str, ...], _Named]) -> Iterator[PlaceFact]:
    return (fact for fact in _by_preposition(number, words, forms) if fact.certainty >= WITH_COUNTRY)


_FINDERS = {"lt": _by_case, "en": _by_preposition}
