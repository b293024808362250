"""Documents to search in: the announcement that the portal began with, and others about other things."""

import datetime
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from search.index.document import Document, FacetValue, LanguageDocument
from search.index.interface import IndexChange

LT, EN = "lt", "en"


def key(number: int) -> uuid.UUID:
    return uuid.UUID(int=number)


def facet(name: str, lt: str, en: str) -> FacetValue:
    return FacetValue(name, {LT: lt, EN: en})


def document(number: int, day: datetime.date = datetime.date(2018, 5, 2), **values: object) -> Document:
    """A document with the texts `lt` and `en` (title, body), one of which may be missing; other fields as given."""
    languages = {}
    for language in (LT, EN):
        if language in values:
            title, body = cast(tuple[str, str], values.pop(language))
            languages[language] = LanguageDocument(title=title, body=body, url=f"/{language}/{number}/")
    return Document(key=key(number), identifier=f"n-{number}", number=number, date=day, languages=languages, **values)  # type: ignore[arg-type]


def changes(documents: Iterable[Document], version: int = 1) -> list[IndexChange]:
    return [IndexChange(item.key, version, item) for item in documents]


class MemorySource:
    """A source whose published documents are a dictionary."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self.published = {item.key: item for item in documents}

    def documents(self, keys: Sequence[uuid.UUID]) -> Iterator[Document]:
        return (self.published[item] for item in keys if item in self.published)

    def keys(self) -> Iterator[uuid.UUID]:
        return iter(list(self.published))


GRANT_NUMBER = "NOR-LT10-VRM-01-K-02-006"
CLUSTERING = facet("social-clustering", "Socialinė klasterystė", "Social clustering")
PROJECT = facet("project-7", "Socialinės klasterystės projektas", "Social clustering project")

OSLO = Document(
    key=key(1),
    identifier="oslo-visit-2017",
    number=1,
    date=datetime.date(2017, 4, 3),
    facets={
        "topic": (CLUSTERING,),
        "person": (facet("person-1", "Jonna Vienola", "Jonna Vienola"),),
        "organisation": (facet("organisation-1", "Prienų globos namai", "Prienai Care Home"),),
        "project": (PROJECT,),
        "place": (facet("place-1", "Oslas", "Oslo"),),
    },
    languages={
        LT: LanguageDocument(
            title="Projekto partnerių atstovų vizitas Osle, Norvegijoje",
            url="/lt/naujienos/vizitas-osle/",
            lead="2017 m. balandžio 3–6 dienomis projekto partnerių atstovai dalyvaus antrame vizite Norvegijoje.",
            body=(
                "Projektas „Tvarios plėtros skatinimas stiprinant viešojo sektoriaus socialinę klasterystę“. "
                "Pagrindinis vizito tikslas – pristatyti socialinės klasterystės kompetencijų modelį kaip projekto "
                "veiklos rodiklio 1.1.1 rezultatą. Bus aptarta klasterysčių nauda savivaldybėms.\n"
                "Vizito metu planuojama susitikti su Norvegijos nevyriausybinių organizacijų asociacijos generaliniu "
                "sekretoriumi Stian Slotterøy Johnsen ir su organizacijos „e-Factor“ (www.efaktor.no) vadove "
                "Jonna Vienola, kuri organizuoja virtualius mokymus savivaldybėms tiek Norvegijoje, tiek Danijoje.\n"
                "Specialusis patarėjas Haakon Meland Eriksen pasidalins gerąja patirtimi, kaip stiprinami "
                "administraciniai viešieji gebėjimai visose Norvegijos savivaldybėse.\n"
                "Projekto partneriai: Fleksibel utdanning Norge, Prienų globos namai, Utenos A. ir M. Miškinių "
                "viešoji biblioteka, Vilniaus dizaino kolegija."
            ),
            names="Stian Slotterøy Johnsen\nJonna Vienola\nHaakon Meland Eriksen\nPrienų globos namai\nOslas",
            codes=(GRANT_NUMBER, "www.efaktor.no", "1.1.1"),
        ),
        EN: LanguageDocument(
            title="Partner visit to Oslo, Norway",
            url="/en/news/visit-to-oslo/",
            lead="On 3–6 April 2017 the project partners will take part in the second visit to Norway.",
            body=(
                "Project “Promotion of Sustainable Development by Strengthening Social Clustering in the Public "
                "Sector”. "
                "The main purpose of the visit is to present the social clustering competency model as the result of "
                "project activity indicator 1.1.1.\n"
                "It is planned to meet Stian Slotterøy Johnsen, Secretary General of the Association of NGOs in "
                "Norway, and Jonna Vienola, head of the organisation e-Factor (www.efaktor.no), who organises virtual "
                "training for municipalities in both Norway and Denmark.\n"
                "Special Adviser Haakon Meland Eriksen will share good practice in administrative public capacities.\n"
                "Project partners: Fleksibel utdanning Norge, Prienai Care Home, Utena A. and M. Miškinis Public "
                "Library, Vilnius College of Design."
            ),
            names="Stian Slotterøy Johnsen\nJonna Vienola\nHaakon Meland Eriksen\nPrienai Care Home\nOslo",
            codes=(GRANT_NUMBER, "www.efaktor.no", "1.1.1"),
        ),
    },
)

# Ten subjects that have nothing to do with the announcement, told in four towns each.
_SUBJECTS = (
    ("waste", "Atliekų rūšiavimo aikštelė", "Waste sorting site",
     "Gyventojai galės rūšiuoti popierių, stiklą ir plastiką.", "Residents can now sort paper, glass and plastic."),
    ("river", "Upės krantų tvarkymas", "River banks restored",
     "Valomas dugnas, sodinami medžiai, saugomos žuvys.", "The bed is cleaned, trees are planted, fish are protected."),
    ("school", "Mokyklos stogo remontas", "School roof repaired",
     "Darbai truks visą vasarą, pamokos prasidės rudenį.", "Work lasts all summer; lessons begin in autumn."),
    ("hospital", "Nauja ligoninės įranga", "New hospital equipment",
     "Gydytojai gaus modernius aparatus širdies ligoms tirti.", "Doctors receive devices for heart examinations."),
    ("bridge", "Pėsčiųjų tilto statyba", "Footbridge under construction",
     "Tiltas sujungs du parkus ir sutrumpins kelią į stotį.", "The bridge joins two parks on the way to the station."),
    ("museum", "Muziejaus paroda apie gintarą", "Museum exhibition about amber",
     "Lankytojai pamatys senovinius papuošalus.", "Ancient jewellery is on display."),
    ("bus", "Elektriniai autobusai", "Electric buses",
     "Miesto gatvėse jie važiuos tyliai ir be taršos.", "They run quietly and without exhaust."),
    ("forest", "Miško gaisrų prevencija", "Preventing forest fires",
     "Ugniagesiai rengia pratybas kartu su miškininkais.", "Firefighters train together with foresters."),
    ("sport", "Sporto aikštyno atidarymas", "Sports ground opened",
     "Vaikai žais futbolą, krepšinį ir tinklinį.", "Children play football, basketball and volleyball."),
    ("energy", "Saulės elektrinė ant stogo", "Solar power station on a roof",
     "Įstaiga sumažins išlaidas elektrai perpus.", "The institution halves its electricity bill."),
)  # fmt: skip
_TOWNS = (("Alytuje", "Alytus"), ("Zarasuose", "Zarasai"), ("Plungėje", "Plungė"), ("Jurbarke", "Jurbarkas"))


def distractors() -> list[Document]:
    """Forty items, of which every fifth is in Lithuanian only and every seventh in English only."""
    found = []
    for index in range(len(_SUBJECTS) * len(_TOWNS)):
        name, lt_title, en_title, lt_body, en_body = _SUBJECTS[index % len(_SUBJECTS)]
        lt_town, en_town = _TOWNS[index // len(_SUBJECTS)]
        texts: dict[str, object] = {}
        if index % 7 != 6:
            texts[LT] = (f"{lt_title} {lt_town}", lt_body)
        if index % 5 != 4 or index % 7 == 6:
            texts[EN] = (f"{en_title} in {en_town}", en_body)
        day = datetime.date(2015 + index % 4, 1 + index % 12, 1 + index % 28)
        found.append(document(100 + index, day, facets={"topic": (facet(name, lt_title, en_title),)}, **texts))
    return found
