"""A short document in two languages, as the importer finds it, and stored ones."""

from typing import Any

from django.contrib.auth import get_user_model

from news.importer.pipeline.analysis import VERSION, Analysis, Group, Paragraph, ParagraphRole, Repair
from news.importer.pipeline.decisions import review_of
from news.models import ImportedDocument
from tests.factories import content


def paragraph(text: str, part: ParagraphRole = ParagraphRole.PARAGRAPH, *repairs: Repair, **values: Any) -> Paragraph:
    return Paragraph(part, text, values.pop("raw", text), repairs=repairs, **values)


def doubtful(text: str, word: str, *readings: str) -> Repair:
    """A word of `text` that waits for a reviewer."""
    start = text.index(word)
    return Repair(start, start + len(word), word, readings[0], "dictionary", 0.6, readings, False, True)


def sure(text: str, before: str, after: str) -> Repair:
    start = text.index(after)
    return Repair(start, start + len(after), before, after, "dictionary", 0.999, (after, before), True, False)


TITLE = "Partnerių vizitas Osle"
LEAD = "Partnerių atstovai dalyvaus antrame vizite."
TRAINING = "Dalyviai susipažins su kvalifikacijos kélimo bddais."
MORE = "Detalesnę informaciją rasite: www.socialcluster.lt"

LITHUANIAN = (
    paragraph(TITLE, ParagraphRole.TITLE, sure(TITLE, "Partneriy", "Partnerių"), raw="Partneriy vizitas Osle"),
    paragraph(LEAD, ParagraphRole.LEAD),
    paragraph(
        TRAINING,
        ParagraphRole.PARAGRAPH,
        doubtful(TRAINING, "kélimo", "kėlimo", "kelimo"),
        doubtful(TRAINING, "bddais", "būdais"),
    ),
    paragraph("Projekto partneriai", ParagraphRole.HEADING),
    paragraph(MORE),
)
ENGLISH = (
    paragraph("Partner visit to Oslo", ParagraphRole.TITLE),
    paragraph("Representatives of the partners will take part in the second visit.", ParagraphRole.LEAD),
    paragraph("They will get acquainted with training."),
    paragraph("And with methods."),
    paragraph("Project partners", ParagraphRole.HEADING),
    paragraph("Lietuvos edukologijos universitetas - http://leu.lt/"),
)
GROUPS = (
    Group((0,), (0,), 0.9),
    Group((1,), (1,), 0.9),
    Group((2,), (2, 3), 0.7),
    Group((3,), (4,), 0.9),
    Group((4,), (), 0.4),
    Group((), (5,), 0.4),
)
FACTS = {
    "date": "2017-04-03",
    "first_day": "2017-04-03",
    "last_day": "2017-04-06",
    "country": "NO",
    "place": {"lt": "Oslas", "en": "Oslo"},
    "people": [{"use": "+new", "name": {"lt": "Jonna Vienola", "en": "Jonna Vienola"}, "role": {"lt": "vadovė"}}],
    "organisations": [
        {
            "use": "+new",
            "name": {"lt": "Prienų globos namai", "en": "Prienai care home"},
            "link": {"en": "http://pgn.lt/"},
        },
        {"use": "", "name": {"lt": "Niekas"}},
    ],
}


def analysis(**values: Any) -> Analysis:
    return Analysis(
        **{
            "source_language": "lt",
            "texts": {"lt": LITHUANIAN, "en": ENGLISH},
            "groups": {"en": GROUPS},
            "facts": FACTS,
            **values,
        }
    )


def stored(identifier: str = "oslo", found: Analysis | None = None, **values: Any) -> ImportedDocument:
    found = found or analysis()
    document = ImportedDocument.objects.create(
        identifier=identifier,
        source_locale=content.locale(found.source_language),
        title=TITLE,
        languages=list(found.texts),
        analysis=found.to_json(),
        analysis_version=VERSION,
        **values,
    )
    document.undecided = review_of(document).undecided
    document.save()
    return document


def reviewer(name: str = "ona", **values: Any) -> Any:
    return get_user_model().objects.create_user(name, f"{name}@portal.invalid", "slaptas", **values)
