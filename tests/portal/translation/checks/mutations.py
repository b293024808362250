"""Copies of translations with one mistake in each: a digit, a number in words, a name, a link or a date that is not the
source's."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from babel.dates import get_month_names

from portal.dates import cldr_locale
from portal.languages.common.folding import fold
from portal.languages.number_words import read_numbers
from portal.languages.registry import language

from .pairs import Pair

LETTERS = "abdegiklmnoprstuv"
MONTHS = {
    code: [get_month_names("wide", "format", cldr_locale(code))[month] for month in range(1, 13)]
    for code in ("lt", "en")
}
ADDRESS = re.compile(r"(?:https?://|www\.)\S*\w|\S+@[\w.-]*\w")
OTHER_NAMES = ["Bergen", "Rasmussen", "Kaunas", "Petraitis", "Helsinki", "Lindqvist", "Klaipėda", "Mažeikis"]


@dataclass(frozen=True)
class Mutated:
    kind: str
    pair: Pair


def mutated(pairs: Sequence[Pair], count: int, seed: int = 1) -> list[Mutated]:
    """So many copies, each kind of mistake as often as the others, from pairs taken at random."""
    generator = random.Random(seed)  # noqa: S311
    found: list[Mutated] = []
    kinds: dict[str, Callable[[Pair, random.Random], str | None]] = {
        "digit": _digit,
        "name": _name,
        "link": _link,
        "date": _date,
        "word": _number_word,
    }
    while len(found) < count:
        kind = list(kinds)[len(found) % len(kinds)]
        pair = generator.choice(pairs)
        target = kinds[kind](pair, generator)
        if target is not None and target != pair.target:
            found.append(Mutated(kind, replace(pair, target=target)))
    return found


def _replaced(text: str, place: int, letter: str) -> str:
    return text[:place] + letter + text[place + 1 :]


def _digit(pair: Pair, generator: random.Random) -> str | None:
    addresses = [
        range(*match.span()) for match in [*ADDRESS.finditer(pair.target), *re.finditer("<[^>]*>", pair.target)]
    ]
    places = [
        match.start()
        for match in re.finditer(r"\d", pair.target)
        if not any(match.start() in address for address in addresses)
    ]
    if not places:
        return None
    place = generator.choice(places)
    others = [digit for digit in "123456789" if digit != pair.target[place]]
    return _replaced(pair.target, place, generator.choice(others))


def _names(pair: Pair) -> Iterator[re.Match[str]]:
    """Words of names: those of the lists beside the text that begin alike in both languages, in any form."""
    beginnings = {
        fold(word)[:5]
        for name in pair.known_names
        for word in re.findall(r"[^\W\d_]{5,}", name.target)
        if word[0].isupper() and fold(word)[:5] in fold(name.source)
    }
    for match in re.finditer(r"\b[^\W\d_]{5,}\b", pair.target):
        if (
            match.group()[0].isupper()
            and fold(match.group())[:5] in beginnings
            and fold(match.group())[:5] in fold(pair.source)
        ):
            yield match


def _name(pair: Pair, generator: random.Random) -> str | None:
    names = list(_names(pair))
    if not names:
        return None
    name = generator.choice(names)
    if generator.random() < 0.5:
        other = generator.choice(OTHER_NAMES)
        return pair.target[: name.start()] + other + pair.target[name.end() :]
    # In the stem: an ending of a name is its case.
    place = name.start() + generator.randrange(1, 4)
    other = generator.choice([letter for letter in LETTERS if letter != fold(pair.target[place])])
    return _replaced(pair.target, place, other)


def _link(pair: Pair, generator: random.Random) -> str | None:
    anchors = list(re.finditer(r'<a id="a(\d+)">', pair.target))
    addresses = list(ADDRESS.finditer(pair.target))
    if anchors and generator.random() < 0.7:
        anchor = generator.choice(anchors)
        return _replaced(pair.target, anchor.start(1), generator.choice("789"))
    if not addresses:
        return None
    address = generator.choice(addresses)
    places = [place for place in range(address.start() + 4, address.end()) if pair.target[place].isalpha()]
    place = generator.choice(places)
    return _replaced(pair.target, place, generator.choice([each for each in LETTERS if each != pair.target[place]]))


def _date(pair: Pair, generator: random.Random) -> str | None:
    months = MONTHS[pair.languages.target]
    found = [match for match in re.finditer(r"[^\W\d_]+", pair.target) if match.group() in months]
    dated = [match for match in found if re.search(r"\d", pair.target[max(0, match.start() - 5) : match.end() + 5])]
    if not dated:
        return None
    match = generator.choice(dated)
    other = generator.choice([month for month in months if month != match.group()])
    return pair.target[: match.start()] + other + pair.target[match.end() :]


def _number_word(pair: Pair, generator: random.Random) -> str | None:
    """Another number in the same form: `septyniais` becomes `penkiais`."""
    known = language(pair.languages.target).numbers.words
    assert known
    found = [each for each in read_numbers(pair.target, known) if each.is_sure and each.text.isalpha()]
    if not found:
        return None
    number = generator.choice(found)
    word = number.text.lower()
    forms = known.ordinals if word in known.ordinals else known.cardinals if word in known.cardinals else {}
    others = [form for form, value in forms.items() if str(value) != number.value and form not in known.unsure]
    alike = [form for form in others if form[-2:] == word[-2:]] or others
    if not alike:
        return None
    other = generator.choice(alike)
    return (
        pair.target[: number.start]
        + (other.capitalize() if number.text.istitle() else other)
        + pair.target[number.end :]
    )
