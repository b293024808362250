"""Bilingual lines for import_items, all different: `python -m tests.benchmarks.generate_items 1000 > items.jsonl`."""

import json
import random
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

# (Lithuanian, English) parts that are put together in the same order in both languages.
ACTORS = [
    ("Vidupio rajono savivaldybė", "Vidupys District Municipality"),
    ("Gluosnės viešoji biblioteka", "Gluosnė Public Library"),
    ("Smiltainės globos namai", "Smiltainė Care Home"),
    ("Šermukšnių bendruomenė", "the Šermukšniai community"),
    ("Ąžuolyno mokykla", "Ąžuolynas School"),
    ("Žaliakalnio sveikatos biuras", "Žaliakalnis Public Health Office"),
    ("Pajūrio muziejus", "the Seaside Museum"),
    ("Nemuno švietimo centras", "Nemunas Education Centre"),
]
ACTIONS = [
    ("pradėjo mokyti", "has begun to train"),
    ("pakvietė į susitikimą", "has invited to a meeting"),
    ("paskatino dalytis patirtimi", "has encouraged an exchange of experience among"),
    ("konsultavo", "has advised"),
    ("suvienijo", "has brought together"),
    ("apklausė", "has surveyed"),
]
PEOPLE = [
    ("bibliotekininkus", "librarians"),
    ("socialinius darbuotojus", "social workers"),
    ("seniūnus", "elders of villages"),
    ("mokytojus", "teachers"),
    ("slaugytojus", "nurses"),
    ("jaunimo darbuotojus", "youth workers"),
    ("vandentvarkos specialistus", "water specialists"),
    ("savanorius", "volunteers"),
]
PURPOSES = [
    ("kaip kurti nuotolinius kursus", "how to create distance courses"),
    ("kaip taupyti šilumą mokyklose", "how to save heat in schools"),
    ("kaip padėti vienišiems žmonėms namuose", "how to help lonely people at home"),
    ("kaip skaitmeninti senas fotografijas", "how to digitise old photographs"),
    ("kaip supaprastinti paslaugas gyventojams", "how to simplify services for residents"),
    ("kaip įtraukti jaunimą į sprendimus", "how to involve young people in decisions"),
    ("kaip stiprinti socialinę klasterystę", "how to strengthen social clustering"),
]
DETAILS = [
    ("Dalyvių skaičius: {number}.", "Number of participants: {number}."),
    ("Darbai truks {number} dienų.", "The work will take {number} days."),
    ("Iš viso surengta užsiėmimų: {number}.", "Sessions held in all: {number}."),
    ("Anketą užpildė {number} gyventojų.", "The questionnaire was filled in by {number} residents."),
    ("Kitas susitikimas vyks Osle.", "The next meeting will take place in Oslo."),
    ("Medžiaga bus skelbiama viešai.", "The material will be made public."),
    ("Partneriai iš Norvegijos pristatė savo metodus.", "Partners from Norway presented their methods."),
    ("Rezultatai aptarti su rajono seniūnijomis.", "The results were discussed with the wards of the district."),
    ("Projektas tęsis iki metų pabaigos.", "The project continues until the end of the year."),
]
TOPIC_NAMES = (
    "Švietimas",
    "Sveikata",
    "Energija",
    "Jaunimas",
    "Kultūra",
    "Bibliotekos",
    "Vandentvarka",
    "Globa",
    "Kaimas",
)


def generate_items(count: int, seed: int = 1, paragraphs: int = 6, first: int = 1) -> Iterator[dict[str, Any]]:
    """`count` lines of the minimal form; the same for the same seed, whatever `count` and `first` are."""
    for index in range(first, first + count):
        yield _item(index, random.Random(f"{seed} {index}"), paragraphs)  # noqa: S311


def _item(index: int, chance: random.Random, paragraphs: int) -> dict[str, Any]:
    actor, action, people, purpose = map(chance.choice, (ACTORS, ACTIONS, PEOPLE, PURPOSES))
    titles = [f"{actor[side]} {action[side]} {people[side]} ({index})" for side in (0, 1)]
    leads = [f"{titles[side]}: {purpose[side]}." for side in (0, 1)]
    bodies: tuple[list[str], list[str]] = ([], [])
    for number in range(paragraphs):
        texts = _paragraph(chance)
        for side in (0, 1):
            bodies[side].append(f"{texts[side]} [{index}.{number + 1}]")
    languages = {
        code: {"title": titles[side][0].upper() + titles[side][1:], "lead": leads[side], "body": bodies[side]}
        for side, code in enumerate(("lt", "en"))
    }
    return {
        "identifier": f"synthetic-{index:06d}",
        "date": (date(2012, 1, 1) + timedelta(days=chance.randrange(5000))).isoformat(),
        "topics": chance.sample(TOPIC_NAMES, 2),
        "source_language": "lt",
        "languages": languages,
    }


def _paragraph(chance: random.Random) -> tuple[str, str]:
    sentences = []
    for _ in range(chance.randint(3, 6)):
        if chance.random() < 0.5:
            number = chance.randint(2, 4999)
            sentences.append(tuple(text.format(number=number) for text in chance.choice(DETAILS)))
        else:
            actor, action, people, purpose = map(chance.choice, (ACTORS, ACTIONS, PEOPLE, PURPOSES))
            sentences.append(
                (
                    f"{actor[0]} {action[0]} {people[0]}, {purpose[0]}.",
                    f"{actor[1][0].upper()}{actor[1][1:]} {action[1]} {people[1]}, {purpose[1]}.",
                )
            )
    return " ".join(pair[0] for pair in sentences), " ".join(pair[1] for pair in sentences)


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--paragraphs", type=int, default=6)
    parser.add_argument("--first", type=int, default=1, help="number of the first item")
    options = parser.parse_args()
    for item in generate_items(options.count, options.seed, options.paragraphs, options.first):
        sys.stdout.write(json.dumps(item, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
