import pytest

from portal.translation.memory.similarity import EXACT, SAME_WORDS, adapted, comparable, similarity

FORWARD, BACK = ("lt", "en"), ("en", "lt")


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Vizitas Osle", "Vizitas Osle", EXACT, EXACT),
        ("Vizitas <b>Osle</b>", "Vizitas Osle", EXACT, EXACT),
        ("Vizitas Osle 2017 m.", "vizitas Osle, 2018 m.", SAME_WORDS, SAME_WORDS),
        ("Partnerių vizitas Osle", "Partnerių vizitas Bergene", 70, 90),
        ("Partnerių vizitas Osle", "Nemokami kursai suaugusiems", 0, 40),
    ],
)
def test_likeness_leaves_figures_and_markup_aside(one: str, other: str, least: int, most: int) -> None:
    assert least <= similarity(comparable(one), comparable(other)) <= most


@pytest.mark.parametrize(
    ("old", "translation", "new", "languages", "expected", "replaced"),
    [
        (
            "2023 m. kovo 14–16 d. vyks vizitas",
            "A visit takes place on 14–16 March 2023",
            "2024 m. gegužės 7–9 d. vyks vizitas",
            FORWARD,
            "A visit takes place on 7–9 May 2024",
            ("2024", "May", "7", "9"),
        ),
        ("On 3 April", "Balandžio 3 d.", "On 4 April", BACK, "Balandžio 4 d.", ("4",)),
        ("1 250,5 eurų", "€1,250.5", "1 300,5 eurų", FORWARD, "€1300.5", ("1300.5",)),
        (
            'Žr. <a id="a1">rodiklį 1.1.1</a>',
            'See <a id="a1">indicator 1.1.1</a>',
            'Žr. <a id="a1">rodiklį 1.1.2</a>',
            FORWARD,
            'See <a id="a1">indicator 1.1.2</a>',
            ("1.1.2",),
        ),
        ("3 dienos, 3 svečiai", "3 days, 3 guests", "4 dienos, 5 svečiai", FORWARD, "3 days, 3 guests", ()),
        ("3 dienos", "three days", "4 dienos", FORWARD, "three days", ()),
        ("3 dienos", "3 days", "3 dienos ir 2 naktys", FORWARD, "3 days", ()),
    ],
)
def test_figures_of_the_new_source_take_the_place_of_the_old_where_that_is_certain(
    old: str, translation: str, new: str, languages: tuple[str, str], expected: str, replaced: tuple[str, ...]
) -> None:
    found = adapted(old, translation, new, languages)
    assert found.html == expected
    assert sorted(found.replaced) == sorted(replaced)
