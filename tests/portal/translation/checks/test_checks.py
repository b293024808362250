from time import process_time

import pytest
from django.utils.translation import override

from portal.translation.acceptable import DEEPEST_TAGS, longest
from portal.translation.checks.checks import MOST_PROBLEMS, Check, Languages, Problem, find_problems
from portal.translation.checks.names import KnownName
from portal.translation.glossary.terms import Glossary, TermEntry

from . import pairs
from .mutations import mutated

FORWARD, BACK = Languages("lt", "en"), Languages("en", "lt")
COPIES = 500
LEAST_CAUGHT = 0.99
MOST_FALSE_ALARMS = 0.01


def serious(pair: pairs.Pair) -> list[Problem]:
    found = find_problems(pair.source, pair.target, pair.languages, known_names=pair.known_names)
    return [problem for problem in found if problem.is_serious]


def test_a_wrong_digit_name_link_or_date_is_caught() -> None:
    copies = mutated([*pairs.generated(), *pairs.demonstration()], COPIES)
    missed = [(copy.kind, copy.pair.source, copy.pair.target) for copy in copies if not serious(copy.pair)]
    assert len(missed) <= COPIES * (1 - LEAST_CAUGHT), missed


def test_a_right_translation_hardly_ever_raises_an_alarm() -> None:
    clean = [*pairs.generated(), *pairs.demonstration()]
    assert len(clean) >= COPIES
    alarms = [(pair.target, found) for pair in clean if (found := serious(pair))]
    assert len(alarms) <= len(clean) * MOST_FALSE_ALARMS, alarms


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        ("Skirta 1 250,50 euro.", "1,250.50 euros are granted.", FORWARD),
        ("Pradžia 15.30 val.", "It begins at 3:30 p.m.", FORWARD),
        ("2017 m. balandžio 3–6 d.", "3–6 April 2017", FORWARD),
        ("Iki 2027-01-31.", "Until 31 January 2027.", FORWARD),
        ("Dalyvavo trys savivaldybės.", "3 municipalities took part.", FORWARD),
        ("They met 12 students.", "Jie susitiko su dvylika studentų.", BACK),
        ("Stian Slotterøy Johnsen came.", "Atvyko Stianas Slotterøy’us Johnsenas.", BACK),
        ("Svečiai iš Norvegijos ir Latvijos.", "Norwegian and Latvian guests.", FORWARD),
        ("Vizitas Drammene ir Geteborge.", "A visit to Drammen and Göteborg.", FORWARD),
        ("Liepos žydi.", "The lime trees are in bloom.", FORWARD),
        ("Projektas EEE ir NVO.", "An EEA project with NGOs.", FORWARD),
        ("Klaipėda", "Klaipėda", FORWARD),
        ("Rašykite adresu info@example.org.", "Write to info@example.org.", FORWARD),
    ],
)
def test_what_each_language_writes_in_its_own_way_is_no_problem(source: str, target: str, languages: Languages) -> None:
    assert find_problems(source, target, languages) == []


@pytest.mark.parametrize(
    ("source", "target", "check", "text"),
    [
        ("Skirta 1 250 eurų.", "1,520 euros are granted.", Check.NUMBER, "1 250"),
        ("Nr. NOR-LT10-VRM-01-K-02-006", "No. NOR-LT10-VRM-01-K-02-008", Check.CODE, "NOR-LT10-VRM-01-K-02-006"),
        ("Rodiklis 1.1.1", "Indicator 1.1.2", Check.CODE, "1.1.1"),
        ("Balandžio 3 d.", "On 3 May", Check.DATE, "Balandžio"),
        ("2017 metais", "In 2016", Check.DATE, "2017"),
        ("Žr. www.example.org/lt", "See www.example.com/lt", Check.LINK, "www.example.org/lt"),
        ('Žr. <a id="a1">čia</a>.', "See here.", Check.LINK, '<a id="a1">'),
        ("Svarbu.", "<b>Important</b>.", Check.MARKUP, "<b>"),
        ("Atvyko Ona Onaitė.", "Ona Onaite and Ona Jonaitė came.", Check.NAME, "Jonaitė"),
        ("Registracija", "Registracija", Check.LEFTOVER, "Registracija"),
        ("Kvietimas dalyvauti.", "Kvietimas dalyvauti.", Check.LEFTOVER, "Kvietimas dalyvauti."),
        (
            "Jie susitiko. Paskui visi kartu gėrė kavą.",
            "They met. Paskui visi kartu gėrė kavą.",
            Check.LEFTOVER,
            "visi kartu gėrė kavą",
        ),
        ("Tekstas", "A <p>text</p>", Check.MARKUP, ""),
    ],
)
def test_a_problem_says_what_it_is_about(source: str, target: str, check: Check, text: str) -> None:
    found = find_problems(source, target, FORWARD)
    assert (check, text) in [(problem.check, problem.text) for problem in found]
    assert all(problem.message for problem in found)


def test_one_figure_in_the_place_of_another_is_caught_where_both_stand_in_the_source() -> None:
    found = find_problems("3 dienos, 5 svečiai, 3 miestai", "3 days, 5 guests, 5 towns", FORWARD)
    assert [problem.text for problem in found] == ["3", "5"]


def test_an_organisation_is_looked_for_by_its_name_in_the_other_language() -> None:
    known = [KnownName("Vidaus reikalų ministerija", "Ministry of the Interior")]
    source = "Susitikta su Vidaus reikalų ministerijos atstovais."
    assert find_problems(source, "A meeting with the Ministry of the Interior.", FORWARD, known_names=known) == []
    found = find_problems(source, "A meeting with the Ministry of Home Affairs.", FORWARD, known_names=known)
    assert [(problem.check, problem.text) for problem in found] == [(Check.NAME, "Ministry of the Interior")]


def test_a_title_has_a_length_and_a_field_its_limit() -> None:
    title = "A meeting of partners " * 6
    assert [problem.check for problem in find_problems("Susitikimas", title, FORWARD, is_title=True)] == [Check.LENGTH]
    found = find_problems("Rodiklis", "Indicator", FORWARD, max_length=5)
    assert [(problem.check, problem.is_serious) for problem in found] == [(Check.LENGTH, False)]


def test_a_term_is_found_in_any_form_and_asked_for_in_any_form() -> None:
    glossary = Glossary(
        [TermEntry({"lt": ["socialinė klasterystė"], "en": ["social clustering"]}, "One word.")], "lt", "en"
    )
    source = "Mokymai apie socialinės klasterystės metodus"
    (use,) = glossary.uses(source, "Training in social clusters")
    assert (use.text, use.others, use.note, use.is_used) == (
        "socialinės klasterystės",
        ("social clustering",),
        "One word.",
        True,
    )
    missing = glossary.uses(source, "Training in networking")
    found = find_problems(source, "Training in networking", FORWARD, terms=missing)
    assert [(problem.check, problem.is_serious) for problem in found] == [(Check.TERM, False)]


def test_an_empty_translation_has_no_problems() -> None:
    assert find_problems("2017 m. Ona", " ", FORWARD) == []


# Of a processor; what was once quadratic took minutes.
SECONDS = 20


@pytest.mark.parametrize(
    "part",
    [
        "12 ",
        "Oslas ",
        "balandžio ",
        "Norvegija ",
        "2017-04-03 ",
        "1 000 3 p.m. ",
        "vakar buvo labai gražu. ",
        "- ",
        "EEA ",
    ],
)
def test_checks_of_a_long_text_take_time_as_its_length_and_tell_a_few_problems(part: str) -> None:
    """The source of another kind, so that everything in the translation is added."""
    source, target = "Žodis čia. " * 2_000, part * (200_000 // len(part))
    begun = process_time()
    found = find_problems(source, target, FORWARD)
    find_problems(target, source, FORWARD)
    assert process_time() - begun < SECONDS
    assert len(found) <= MOST_PROBLEMS


def test_a_list_of_problems_that_is_cut_says_so() -> None:
    with override("en"):
        found = find_problems("Žodis.", " ".join(f"{number};" for number in range(100, 400)), FORWARD)
    assert len(found) == MOST_PROBLEMS
    assert found[-1].message == "There are more problems: these are the first ones."


@pytest.mark.parametrize(
    "target",
    [
        "x" * (longest("Žodis.") + 1),
        "12 " * 800_000,
        "a\0b",
        "<b>" * (DEEPEST_TAGS + 1),
        "<b></x>" * 5_000,
        "<b>" * 5_000,
    ],
)
def test_what_is_no_translation_is_one_problem_at_once(target: str) -> None:
    begun = process_time()
    assert [problem.check for problem in find_problems("Žodis.", target, FORWARD) if problem.is_serious][:1] == [
        Check.MARKUP
    ]
    assert process_time() - begun < SECONDS


@pytest.mark.parametrize("digits", [19, 5_000, 1_900])
def test_a_number_of_any_length_is_a_number(digits: int) -> None:
    number = "7" * digits
    assert find_problems(f"{number} " * 2, f"0{number} " * 2, FORWARD) == []
