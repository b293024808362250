import pytest

from news.importer.recognition.language import OTHER, detect_language
from tests.news.importer.announcements import LANGUAGES, read_announcements

FOREIGN = [
    "Projekta partneri tikās Rīgā, lai pārrunātu nākamā gada darbus un mācību plānu.",
    "Przedstawiciele partnerów projektu spotkali się w Warszawie, aby omówić plan szkoleń na przyszły rok.",
    "Die Partner des Projekts trafen sich in Berlin, um die Arbeiten des nächsten Jahres zu besprechen.",
    "Deltakerne fra Litauen besøkte kommunen og lærte om frivillighet i eldreomsorgen.",
    "Projektets deltagare besökte kommunen och lärde sig om frivilligt arbete.",
    "Hankkeen kumppanit tapasivat Helsingissä ja keskustelivat ensi vuoden koulutuksista.",
    "Projekti partnerid kohtusid Tallinnas, et arutada järgmise aasta koolitusi.",
    "Les partenaires du projet se sont réunis à Paris pour discuter des formations de l'année prochaine.",
    "Los socios del proyecto se reunieron en Madrid para hablar de la formación del próximo año.",
    "I partner del progetto si sono incontrati a Roma per discutere dei corsi del prossimo anno.",
    "Партнёры проекта встретились в Вильнюсе, чтобы обсудить планы.",
]
IN_NO_LANGUAGE = [
    "",
    "430",
    "2017-04-03 – 2017-04-06",
    "http://www.efaktor.no/",
    "www.a.lt",
    "NOR-LT10-VRM-01-K-02-006",
    "Stian Slotterøy Johnsen",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_a_third_language_is_noticed(text: str) -> None:
    assert detect_language(text) == OTHER


def test_a_language_that_the_portal_has_is_named() -> None:
    assert detect_language(FOREIGN[0], ["lt", "lv"]) == "lv"


@pytest.mark.parametrize("text", IN_NO_LANGUAGE)
def test_what_is_the_same_in_every_language_has_none(text: str) -> None:
    assert detect_language(text) == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Temos", "lt"),
        ("Subjects", "en"),
        ("Detalesne informacijg rasite: www.socialcluster.lt", "lt"),
        ("iSgirsti ir pamatyti daugiau vieSojo sektoriaus organizacijy sékmés pavyzdziy", "lt"),
        ("Projekto partneriai: Fleksibel utdanning Norge, Birzy rajono savivaldybe", "lt"),
        ("Project No. NOR-LT10-VRM-01-K-02-006", "en"),
    ],
)
def test_short_and_damaged_text_is_recognised(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_every_paragraph_of_the_announcements_is_recognised() -> None:
    wrong = [
        (language, paragraph)
        for announcement in read_announcements()
        for language in LANGUAGES
        for paragraph in announcement.paragraphs(language)
        # A list of links under an English text, with the Lithuanian names of those they lead to.
        if detect_language(paragraph) != language and " - http" not in paragraph
    ]
    assert wrong == []
