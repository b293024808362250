import pytest

from portal.languages.registry import language

LITHUANIAN = language("lt").recognition.inflection


@pytest.mark.parametrize(
    ("inflected", "nominative"),
    [
        ("Aistės Gudaitės", "Aistė Gudaitė"),
        ("Tomui Balsiui", "Tomas Balsys"),
        ("Jurgitai Petraitienei", "Jurgita Petraitienė"),
        ("Kęstučiu Dambrausku", "Kęstutis Dambrauskas"),
        ("Mindaugo Kairio", "Mindaugas Kairys"),
        ("Pauliaus Jurgaičio", "Paulius Jurgaitis"),
        ("Algirdo Rimkaus", "Algirdas Rimkus"),
        ("Vytautą Grigą", "Vytautas Grigas"),
        ("Jono Paulausko", "Jonas Paulauskas"),
        ("Onai Jasinskaitei", "Ona Jasinskaitė"),
        ("Rasa Petrauskienė", "Rasa Petrauskienė"),
        ("Haakon Meland Eriksen", "Haakon Meland Eriksen"),
        ("Stianui Slotterøy Johnsenui", "Stian Slotterøy Johnsen"),
        ("Søreno Kjærgaardo", "Søren Kjærgaard"),
        ("Marekas Wiśniewskis", "Marek Wiśniewski"),
        ("Nobodyus Knowno", "Nobodyus Knowno"),
    ],
)
def test_names_lose_their_lithuanian_case(inflected: str, nominative: str) -> None:
    assert " ".join(LITHUANIAN.nominative_name(inflected.split())) == nominative


def test_names_in_other_languages_stay_as_they_are() -> None:
    assert language("en").recognition.inflection.nominative_name(["Mindaugo", "Kairio"]) == ("Mindaugo", "Kairio")


@pytest.mark.parametrize(
    ("inflected", "nominative"),
    [
        ("generaliniu sekretoriumi", "generalinis sekretorius"),
        ("projekto vadovei", "projekto vadovė"),
        ("vyriausiosios slaugytojos", "vyriausioji slaugytoja"),
        ("specialiuoju patarėju", "specialusis patarėjas"),
        ("vyresniajam inžinieriui", "vyresnysis inžinierius"),
        ("viešosios bibliotekos", "viešoji biblioteka"),
        ("Aplinkos apsaugos agentūroje", "Aplinkos apsaugos agentūra"),
        ("profesinio mokymo centro", "profesinio mokymo centras"),
        ("priešgaisrinės gelbėjimo valdybos", "priešgaisrinė gelbėjimo valdyba"),
        ("visuomenės sveikatos biuras", "visuomenės sveikatos biuras"),
    ],
)
def test_phrases_are_brought_to_the_nominative_with_what_agrees(inflected: str, nominative: str) -> None:
    assert " ".join(LITHUANIAN.nominative_phrase(inflected.split())) == nominative
