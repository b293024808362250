"""Writes the news texts: what an item tells of its subject, within sentences that any such item could have."""

import random
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from .damage import damaged
from .declension import phrase
from .lexicon import EN, LT, Concept, Entities, Story, Subject, entities, normalised, read, subjects

FIRST_DAY = date(2012, 1, 9)
DAYS = 4500
LETTERS_OF_GRANT_NUMBERS = "KMSV"
_MONTHS = {
    LT: "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    EN: "January February March April May June July August September October November December",
}
_NOT_IN_ADDRESSES = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ł": "l", "þ": "th", "ð": "d"})


@dataclass(frozen=True)
class Text:
    """An item in one language. `names` and `codes` are what editors have entered beside the text."""

    title: str
    lead: str
    body: tuple[str, ...]
    names: tuple[str, ...]
    codes: tuple[str, ...]

    @cached_property
    def normalised(self) -> str:
        return normalised(" ".join((self.title, self.lead, *self.body, *self.names)))

    @cached_property
    def plain(self) -> str:
        """The same without diacritics."""
        return plain(self.normalised)

    @cached_property
    def plain_fields(self) -> tuple[str, ...]:
        """Normalised and without diacritics, each part that a reader sees as one."""
        fields = (self.title, self.lead, *self.body, *self.names, *self.codes)
        return tuple(plain(normalised(field)) for field in fields)


@dataclass(frozen=True)
class Item:
    """A news item. `texts` are as they were written, `stored` as they came into the archive."""

    identifier: str
    number: int
    day: date
    subject: Subject
    story: Story
    concepts: tuple[Concept, ...]
    code: str
    indicator: str
    site: str
    email: str
    texts: Mapping[str, Text]
    stored: Mapping[str, Text]

    def names(self, concept: Concept, language: str) -> bool:
        """Whether its text in a language names a concept; where it has none in that language, the other one.

        A text is not judged by its other language: English cranes fly and lift, and in Lithuanian these are two words.
        """
        spoken = language if language in self.texts else next(iter(self.texts))
        return concept.occurs_in(self.texts[spoken].normalised, spoken)

    def as_json(self) -> dict[str, Any]:
        return {
            "identifier": self.identifier,
            "number": self.number,
            "date": self.day.isoformat(),
            "topic": self.subject.topic,
            "subject": self.subject.concept.key,
            "languages": {
                language: {
                    "title": text.title,
                    "lead": text.lead,
                    "body": list(text.body),
                    "names": list(text.names),
                    "codes": list(text.codes),
                    "is_scan": text is not self.texts[language],
                }
                for language, text in self.stored.items()
            },
        }


def plain(text: str) -> str:
    """Lower case, without diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def address_part(text: str) -> str:
    return _NOT_IN_ADDRESSES.sub("-", plain(text)).strip("-")


def written_day(day: date, language: str) -> str:
    """`2017 m. balandžio 3 d.` and `3 April 2017`."""
    month = _MONTHS[language].split()[day.month - 1]
    return f"{day.day} {month} {day.year}" if language == EN else f"{day.year} m. {month} {day.day} d."


def items() -> list[Item]:
    """All items, in the order of their numbers; the same ones always."""
    known, templates = entities(), read("templates.toml")
    stories = [(subject, place) for subject in subjects() for place, _ in enumerate(subject.stories, start=1)]
    return [_item(number, *story, known, templates) for number, story in enumerate(stories, start=1)]


def _item(
    number: int, subject: Subject, place: int, known: Entities, templates: Mapping[str, Sequence[Mapping[str, str]]]
) -> Item:
    """The item that tells the story at a place among those of its subject."""
    story = subject.stories[place - 1]
    identifier = f"{address_part(subject.concept.english[0])}-{place}"
    # By its name: an item that is added, or a text that is mended, changes no other.
    chance = random.Random(identifier)  # noqa: S311
    kinds = [("title", 1), ("lead", 1), ("detail", 2), ("people", 1), ("closing", 1)]
    chosen = {kind: chance.sample(list(templates[kind]), count) for kind, count in kinds}
    slots = {slot for parts in chosen.values() for part in parts for slot in re.findall(r"{(\w+)", part[LT])}
    cast = _cast(subject, known, chance, slots)
    used = slots & cast.concepts.keys()
    texts = {language: _text(language, chosen, story, cast, used) for language in story.texts}
    stored = {
        language: _scanned(text, identifier) if subject.is_scan and language == LT else text
        for language, text in texts.items()
    }
    return Item(
        identifier=identifier,
        number=number,
        day=cast.day,
        subject=subject,
        story=story,
        concepts=(subject.concept, *story.words, *(cast.concepts[slot] for slot in sorted(used - {"subject"}))),
        code=cast.codes["code"],
        indicator=cast.codes["indicator"],
        site=cast.codes["site"],
        email=cast.codes["email"],
        texts=texts,
        stored=stored,
    )


@dataclass(frozen=True)
class _Cast:
    """Who and what takes part in an item."""

    concepts: Mapping[str, Concept]
    roles: tuple[str, str, str]
    is_woman: Mapping[str, bool]
    programme: Mapping[str, str]
    codes: Mapping[str, str]
    day: date

    def slots(self, language: str, sentence: str) -> dict[str, Any]:
        """Values of a template's slots; the role is that of the person named after it."""
        days = {"day": written_day(self.day, language), "iso": self.day.isoformat()}
        if language == EN:
            english = {slot: concept.english[0] for slot, concept in self.concepts.items()}
            english |= {"subjects": max(self.concepts["subject"].english, key=len), "role": self.roles[2]}
            return {**english, **self.codes, **days, "programme": self.programme[EN]}
        holder = re.search(r"{role:\w+} {(\w+)|„{host}“ {role:\w+} {(\w+)", sentence)
        is_woman = self.is_woman[(holder[1] or holder[2]) if holder else "person"]
        lithuanian: dict[str, Any] = {slot: concept.phrase for slot, concept in self.concepts.items()}
        lithuanian["host"] = self.concepts["host"].key
        lithuanian |= {"role": phrase(f"={self.roles[is_woman]}"), "programme": phrase(f"={self.programme[LT]}")}
        return {**lithuanian, **self.codes, **days}


def _cast(subject: Subject, known: Entities, chance: random.Random, slots: set[str]) -> _Cast:
    person, guest = chance.choice(known.people), chance.choice(known.people_abroad)
    concepts = {
        "subject": subject.concept,
        "place": chance.choice(known.places),
        "abroad": chance.choice(known.places_abroad),
        "organisation": chance.choice(known.organisations),
        "host": chance.choice(known.organisations_abroad),
        "person": person,
        "guest": guest,
    }
    # A project is a subject's: its items share the number.
    project = random.Random(subject.concept.key)  # noqa: S311
    programme = project.choice(known.programmes)
    code = programme["code"].format(
        part=project.randrange(5, 15), letter=project.choice(LETTERS_OF_GRANT_NUMBERS), group=project.randrange(1, 9),
        number=project.randrange(2, 400),
    )  # fmt: skip
    site = f"www.{address_part(subject.concept.english[0])}.lt"
    given, *_, family = person.key.split()
    mailbox = f"{address_part(given)}.{address_part(family)}" if "person" in slots else "info"
    return _Cast(
        concepts=concepts,
        roles=chance.choice(known.roles),
        is_woman={"person": person.key in known.women, "guest": guest.key in known.women},
        programme=programme,
        codes={
            "code": code,
            "indicator": f"{chance.randrange(1, 5)}.{chance.randrange(1, 9)}.{chance.randrange(1, 20)}",
            "site": site,
            "email": f"{mailbox}@{site.removeprefix('www.')}",
        },
        day=FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
    )


def _text(
    language: str, chosen: Mapping[str, Sequence[Mapping[str, str]]], story: Story, cast: _Cast, used: set[str]
) -> Text:
    def written(kind: str) -> list[str]:
        sentences = [part[language].format(**cast.slots(language, part[language])) for part in chosen[kind]]
        return [sentence[:1].upper() + sentence[1:] for sentence in sentences]

    name = {LT: lambda concept: concept.phrase.form("nom"), EN: lambda concept: concept.english[0]}[language]
    closing = written("closing")
    return Text(
        title=written("title")[0],
        lead=written("lead")[0],
        body=(story.texts[language], *written("people"), *written("detail"), *closing),
        names=tuple(name(cast.concepts[slot]) for slot in sorted(used - {"subject"})),
        codes=tuple(value for value in cast.codes.values() if value in closing[0]),
    )


def _scanned(text: Text, seed: str) -> Text:
    """What recognition made of a text. Nobody has entered anything beside it yet."""
    return Text(
        title=damaged(text.title, f"{seed} title"),
        lead=damaged(text.lead, f"{seed} lead"),
        body=tuple(damaged(paragraph, f"{seed} {place}") for place, paragraph in enumerate(text.body)),
        names=(),
        codes=(),
    )
