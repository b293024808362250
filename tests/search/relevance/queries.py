"""Queries of every class, each with the items that answer it, which follow from the words that texts are made of."""

import hashlib
import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice, zip_longest
from typing import Any

from .archive import Archive
from .lexicon import EN, LT, Concept, normalised, read
from .texts import Item, plain, written_day
from .wording import (
    as_heard,
    as_phrase,
    beginning,
    declined_names,
    likely_form,
    misspelt,
    other_forms,
    with_substitutes,
)

SEARCH, COMPLETE = "search", "complete"
TUNING, FROZEN = "tuning", "frozen"
# Words of more items than this are no way to find an item.
MOST_ITEMS = 4
# Of the queries of several words.
THREE_WORDS_SHARE = 0.2
SHORTEST_UNFINISHED = 6
RARE = ("subject", "head", "word")
_CLAUSE = re.compile(r"[.,;:!?–()„“”]+")
SHORTEST_END = 4


@dataclass(frozen=True)
class Query:
    """`language` is that of the words, `reader` that of the pages the reader is on. Nothing answers a negative."""

    kind: str
    text: str
    language: str
    reader: str
    half: str
    relevant: tuple[str, ...]
    via: str = SEARCH

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def half(about: str) -> str:
    """Which half a query is in, by what it is about: the halves ask for different words, whatever is added later."""
    return FROZEN if hashlib.sha256(about.encode()).digest()[0] % 2 else TUNING


def chance_for(*about: str) -> random.Random:
    return random.Random(" ".join(about))  # noqa: S311


def has_diacritics(text: str) -> bool:
    return plain(text) != text.lower()


class Writer:
    """Writes the queries of a class about an archive; the same ones always."""

    def __init__(self, archive: Archive, kind: str) -> None:
        self.archive = archive
        self.kind = kind

    def query(
        self,
        text: str,
        language: str,
        about: Concept | str,
        relevant: Iterable[str],
        reader: str = "",
        via: str = SEARCH,
    ) -> Query:
        key = about.key if isinstance(about, Concept) else about
        return Query(self.kind, text, language, reader or language, half(key), tuple(sorted(relevant)), via)

    def chance(self, *about: Concept | Item) -> random.Random:
        return chance_for(self.kind, *(each.key if isinstance(each, Concept) else each.identifier for each in about))

    def concepts(self, language: str, *kinds: str) -> Iterator[Concept]:
        """Concepts of whole texts of a language by which few items are found, in another order for each class."""
        chosen = []
        for concept in self.archive.concepts:
            items = self.archive.of(self.archive.naming(concept, language))
            few = 0 < len(items) <= MOST_ITEMS or concept.kind not in RARE
            if concept.kind in kinds and few and not any(item.subject.is_scan for item in items):
                chosen.append(concept)
        yield from sorted(chosen, key=lambda concept: _hash(f"{self.kind} {concept.kind} {concept.key}"))

    def items(self, languages: set[str] | None = None, *, scans: bool = False) -> Iterator[Item]:
        chosen = [
            item
            for item in self.archive.items
            if item.subject.is_scan == scans and (languages is None or set(item.texts) == languages)
        ]
        yield from sorted(chosen, key=lambda item: _hash(f"{self.kind} {item.identifier}"))

    def texts(self, concept: Concept, language: str) -> list[str]:
        """Texts of a language about a concept, without diacritics."""
        items = self.archive.of(self.archive.naming(concept, language))
        return [item.stored[language].plain for item in items if language in item.stored]

    def other_form(self, concept: Concept, language: str, chance: random.Random) -> str | None:
        """A form that no text about the concept has, nor a text about something else."""
        relevant = self.archive.naming(concept, language)
        forms = other_forms(concept, language, self.texts(concept, language), chance)
        return next((form for form in forms if self.archive.saying(form) <= relevant), None)

    def pairs(self, language: str, languages: set[str] | None = None) -> Iterator[tuple[Concept, Concept]]:
        """Two concepts that together lead to an item: its subject or a rare word of it, and another that it names."""
        for item in self.items(languages):
            if language not in item.texts:
                continue
            chance = self.chance(item)
            first = item.subject.concept if chance.random() < 0.6 else chance.choice(item.story.words)
            others = [concept for concept in item.concepts if concept not in (first, item.subject.concept)]
            yield first, chance.choice(others)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def exact(writer: Writer) -> Iterator[Query]:
    """Two to four words as they stand beside each other in a title or in what an item tells."""
    for item in writer.items():
        chance = writer.chance(item)
        language = chance.choice(sorted(item.texts))
        sentence = item.texts[language].title if chance.random() < 0.4 else item.story.texts[language]
        words = normalised(chance.choice([part for part in _CLAUSE.split(sentence) if part.strip()])).split()
        count = min(len(words), chance.randint(2, 4))
        start = chance.randrange(len(words) - count + 1)
        window = words[start : start + count]
        relevant = writer.archive.saying(" ".join(window))
        if count > 1 and min(len(window[0]), len(window[-1])) >= SHORTEST_END and len(relevant) <= MOST_ITEMS:
            yield writer.query(" ".join(window), language, item.subject.concept, relevant)


def inflected(writer: Writer) -> Iterator[Query]:
    yield from _inflected(writer, str, english_share=0.2)


def no_diacritics(writer: Writer) -> Iterator[Query]:
    yield from _inflected(writer, plain, english_share=0.0)


def _inflected(writer: Writer, typed: Callable[[str], str], english_share: float) -> Iterator[Query]:
    """Two concepts or three, one at least in a form that the text has not."""
    for pair in writer.pairs(LT):
        chance = writer.chance(*pair)
        language = EN if chance.random() < english_share else LT
        if not any(language in item.texts for item in writer.archive.of(writer.archive.naming_all(pair, language))):
            continue
        forms = [writer.other_form(concept, language, chance) for concept in pair]
        if not any(forms):
            continue
        text = " ".join(
            form or likely_form(concept, language, chance) for form, concept in zip(forms, pair, strict=True)
        )
        concepts: tuple[Concept, ...] = pair
        if chance.random() < THREE_WORDS_SHARE:
            item = chance.choice(writer.archive.of(writer.archive.naming_all(pair, language)))
            third = chance.choice([concept for concept in item.concepts if concept not in pair])
            concepts, text = (*pair, third), f"{text} {likely_form(third, language, chance)}"
        relevant = writer.archive.naming_all(concepts, language)
        if typed is str or has_diacritics(text):
            yield writer.query(typed(text), language, pair[0], relevant)


def single_inflected(writer: Writer) -> Iterator[Query]:
    """Words that stand in other forms only; one in five is English."""
    lithuanian = _single(writer, LT, lambda form: True)
    english = _single(writer, EN, lambda form: True)
    for place, query in enumerate(lithuanian):
        yield query
        if place % 4 == 3:
            yield from islice(english, 1)


def single_no_diacritics(writer: Writer) -> Iterator[Query]:
    yield from _single(writer, LT, has_diacritics, plain)


def _single(
    writer: Writer, language: str, fits: Callable[[str], bool], typed: Callable[[str], str] = str
) -> Iterator[Query]:
    for concept in writer.concepts(language, *(RARE if language == LT else ("subject", "word"))):
        form = writer.other_form(concept, language, writer.chance(concept))
        if form and " " not in form and fits(form) and writer.texts(concept, language):
            yield writer.query(typed(form), language, concept, writer.archive.naming(concept, language))


def single_typo(writer: Writer) -> Iterator[Query]:
    """Any form of a word; one in four is English, and one in ten a name."""
    for place, concept in enumerate(writer.concepts(LT, *RARE, "person")):
        chance = writer.chance(concept)
        language = EN if place % 4 == 3 and concept.kind == "word" else LT
        *_, form = likely_form(concept, language, chance).split()
        is_single = concept.is_single or concept.kind == "person"
        if not is_single or len(form) < 5 or not writer.texts(concept, language):
            continue
        typed = misspelt(form.lower(), chance)
        while plain(typed) in writer.archive.words:
            typed = misspelt(form.lower(), chance)
        yield writer.query(typed, language, concept, writer.archive.naming(concept, language))


def ocr(writer: Writer) -> Iterator[Query]:
    """Words that the paper has and the stored text, damaged as it is, has in no form; alone, and with another word."""
    for item in writer.items(scans=True):
        text = item.stored[LT].normalised
        lost = [concept for concept in (item.subject.concept, *item.story.words) if not concept.occurs_in(text, LT)]
        for place, concept in enumerate(lost):
            chance = writer.chance(concept)
            form = likely_form(concept, LT, chance)
            yield writer.query(form, LT, concept, writer.archive.naming(concept, LT))
            if place:
                others = [other for other in item.concepts if other not in (concept, item.subject.concept)]
                pair = (concept, chance.choice([lost[place - 1], chance.choice(others)]))
                forms = " ".join(likely_form(each, LT, chance) for each in pair)
                yield writer.query(forms, LT, concept, writer.archive.naming_all(pair, LT))


def other_language_paired(writer: Writer) -> Iterator[Query]:
    """Of an item in both languages, asked for in the one that the reader's pages are not in."""
    for place, pair in enumerate(writer.pairs(LT, {LT, EN})):
        chance = writer.chance(*pair)
        language, reader = ((LT, EN), (EN, LT))[place % 2]
        wanted = pair[:1] if chance.random() < 0.4 else pair
        text = " ".join(likely_form(concept, language, chance) for concept in wanted)
        relevant = writer.archive.naming_all(wanted, language)
        if relevant:
            yield writer.query(text, language, pair[0], relevant, reader)


def other_language_unpaired(writer: Writer) -> Iterator[Query]:
    """Of an item in one language, asked for in the other, where no text in that one has the words."""
    both = zip_longest(_unpaired(writer, LT, EN), _unpaired(writer, EN, LT))
    yield from (query for queries in both for query in queries if query is not None)


def _unpaired(writer: Writer, language: str, other: str) -> Iterator[Query]:
    """Queries about items of the other language only: by their subject, by it and a name, and by a rare word.

    What the subject is called can be learnt where texts in both languages tell of it; the subject alone finds those.
    """
    for item in writer.items({other}):
        chance = writer.chance(item)
        subject = item.subject.concept
        named = [concept for concept in item.concepts if concept.kind not in ("subject", "word")]
        for concepts in ((subject,), (subject, chance.choice(named)), (chance.choice(item.story.words),)):
            relevant = writer.archive.naming_all(concepts, language)
            if not any(language in found.texts for found in writer.archive.of(relevant)):
                text = " ".join(likely_form(concept, language, chance) for concept in concepts)
                yield writer.query(text, language, subject, relevant)


def nordic_names(writer: Writer) -> Iterator[Query]:
    """People, organisations and places of abroad, written in each of the ways that readers write them."""
    for concept in writer.concepts(EN, "person abroad", "organisation abroad", "place abroad"):
        name = concept.english[0]
        if not has_diacritics(name):
            continue
        chance = writer.chance(concept)
        family = name.split()[-1]
        # In English texts names stand as they are at home.
        spellings = {(EN, form) for form in (name, plain(name), with_substitutes(name))}
        if concept.kind == "person abroad":
            declined = chance.choice(declined_names(concept, chance))
            both = (family, declined.split()[-1])
            spellings |= {(LT, form(text)) for text in both for form in (str, plain, with_substitutes, as_heard)}
            spellings |= {(LT, declined), (LT, plain(declined))}
        for language, form in chance.sample(sorted(spellings), min(2, len(spellings))):
            yield writer.query(form, language, concept, writer.archive.naming(concept, language))


def phrases(writer: Writer) -> Iterator[Query]:
    """Words in quotation marks: as they stand; or a name of several words with another ending."""
    for item in writer.items():
        chance = writer.chance(item)
        language = chance.choice(sorted(item.texts))
        words = normalised(chance.choice(_CLAUSE.split(item.story.texts[language]))).split()
        start = chance.randrange(max(1, len(words) - 2))
        text = " ".join(words[start : start + chance.randint(2, 3)])
        relevant = writer.archive.saying(text)
        if " " in text and len(text) > 10 and len(relevant) <= MOST_ITEMS:
            yield writer.query(as_phrase(text), language, item.subject.concept, relevant)
        several = [each for each in item.concepts if not each.is_single and each.is_declined]
        if several and LT in item.texts:
            concept = chance.choice(several)
            form = writer.other_form(concept, LT, chance)
            if form and concept.occurs_in(item.texts[LT].normalised, LT):
                yield writer.query(as_phrase(form), LT, concept, writer.archive.naming(concept, LT))


def codes(writer: Writer) -> Iterator[Query]:
    """Grant numbers whole and in part, indicators, addresses and dates."""
    for place, item in enumerate(writer.items()):
        parts = item.code.split("-")
        kinds = [
            item.code,
            item.code.lower(),
            "-".join(parts[-2:]),
            "-".join(parts[:3]),
            item.site,
            item.site.removeprefix("www."),
            f"http://{item.site}/",
            item.email,
            item.indicator,
        ]
        chance = writer.chance(item)
        language = chance.choice(sorted(item.texts))
        there = [text for text in kinds if item.identifier in writer.archive.saying(_address(text))]
        text = there[place % len(there)]
        relevant = writer.archive.saying(_address(text))
        if place % 4 == 3:
            text = chance.choice([item.day.isoformat(), written_day(item.day, language)])
            relevant = writer.archive.of_day(item.day)
        if len(relevant) <= 3 * MOST_ITEMS:
            yield writer.query(text, language, item.subject.concept, relevant)


def _address(text: str) -> str:
    """What an address has in common with others of its host."""
    return text.removeprefix("http://").removeprefix("www.")


def prefixes(writer: Writer) -> Iterator[Query]:
    """Words that are not finished: of a title, where titles are completed; of any text, where it is searched."""
    completed, searched = writer.concepts(LT, "subject", "place"), writer.concepts(LT, "word", "subject", "person")
    for place, concept in enumerate(concept for pair in zip(completed, searched, strict=False) for concept in pair):
        via = (COMPLETE, SEARCH)[place % 2]
        chance = chance_for(writer.kind, via, concept.key)
        language = LT if place % 8 < 6 or concept.kind == "person" else EN
        words = likely_form(concept, language, chance).lower().split()
        *before, last = words[: chance.randint(1, len(words))]
        if len(last) < SHORTEST_UNFINISHED or not writer.texts(concept, language):
            continue
        text = " ".join([*before, beginning(last, chance)])
        text = plain(text) if chance.random() < 0.5 else text
        relevant = writer.archive.beginning(text, titles_only=via == COMPLETE)
        if 0 < len(relevant) <= MOST_ITEMS:
            yield writer.query(text, language, concept, relevant, via=via)


def negatives(writer: Writer) -> Iterator[Query]:
    for by_language in read("negatives.toml").values():
        for language, texts in by_language.items():
            for text in texts:
                yield writer.query(text, language, text, ())


# How many there are of each class at most, half of them in each half.
CLASSES: dict[Callable[[Writer], Iterator[Query]], int] = {
    exact: 70,
    inflected: 90,
    no_diacritics: 70,
    single_inflected: 90,
    single_no_diacritics: 70,
    single_typo: 120,
    ocr: 100,
    other_language_paired: 60,
    other_language_unpaired: 90,
    nordic_names: 80,
    phrases: 60,
    codes: 60,
    prefixes: 80,
    negatives: 200,
}


def queries(archive: Archive) -> list[Query]:
    """All queries, once each, by class."""
    return [query for write, most in CLASSES.items() for query in _some(write(Writer(archive, write.__name__)), most)]


def _some(found: Iterable[Query], most: int) -> Iterator[Query]:
    """The first ones, as many of each half."""
    seen = set()
    left = {TUNING: most // 2, FROZEN: most // 2}
    for query in found:
        if (query.text, query.via) not in seen and left[query.half]:
            seen.add((query.text, query.via))
            left[query.half] -= 1
            yield query
