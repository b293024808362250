"""What a reader cannot tell apart is no change, an exact match, and no missing name."""

import unicodedata
from collections.abc import Callable

import pytest
from wagtail_localize.models import StringTranslation, Translation

from portal.translation.checks.checks import Check, Languages, find_problems
from portal.translation.differences import Difference, word_differences
from portal.translation.freshness.states import changes_of, translation_freshness
from portal.translation.memory.suggesting import suggestions
from portal.translation.translations import untranslated_segments
from tests.factories import content

LITHUANIAN_TO_ENGLISH = Languages("lt", "en")
# How somebody may write the same text again.
WAYS: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "with a soft hyphen": lambda text: text.replace("iz", "i\u00adz"),
    "with a zero-width space": lambda text: text.replace("iz", "i\u200bz"),
    "with no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "with a no-break hyphen": lambda text: text.replace("-", "\u2011"),
    "with marks of direction": lambda text: f"\u200e{text}\u200e",
}
TITLE = "Žemės ūkio vizitas pas e-Factor"


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("way", WAYS)
def test_an_original_written_otherwise_leaves_its_translation_current_and_complete(way: str) -> None:
    item = content.make_item(TITLE, body=(f"{TITLE}: pirma.",))
    english = content.translate(item)
    before = StringTranslation.objects.count()

    # As somebody or something may write it who comes through no door.
    item.title, item.lead = WAYS[way](item.title), WAYS[way](item.lead)
    item.body = [{**block, "value": f"<p>{WAYS[way](block['value'][3:-4])}</p>"} for block in item.body.raw_data]
    item.save_revision().publish()

    english = content.fresh(english)
    assert translation_freshness(english).is_current
    assert changes_of(english) == []
    translation = content.current(Translation.objects.get(source__object_id=item.translation_key))
    assert not untranslated_segments(translation).exists()
    assert StringTranslation.objects.count() == before
    translation.save_target(publish=True)
    assert translation_freshness(content.fresh(english)).is_current


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
def test_what_a_reader_sees_is_a_change() -> None:
    item = content.make_item(TITLE)
    english = content.translate(item)
    item.title = TITLE.replace("e-Factor", "e–Factor")
    item.save_revision().publish()
    assert translation_freshness(content.fresh(english)).behind == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("way", WAYS)
def test_the_memory_knows_a_text_however_it_is_written_and_gives_what_is_stored(way: str) -> None:
    stored = "Visit to e\u2011Factor in 2017\u00a0May"
    content.translate(content.make_item(WAYS[way](TITLE)), text=lambda _text: stored)
    found = suggestions(TITLE, "lt", "en")[0]
    assert (found.score, found.target) == (100, stored)
    assert all(passage.kind is Difference.SAME for passage in found.differences)


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
def test_figures_are_put_into_a_translation_whatever_spaces_it_has() -> None:
    texts = {"Skirta 10\u00a0000 eurų.": "10\u00a0000 euros were given."}
    content.translate(
        content.make_item("Lėšos", lead=next(iter(texts))), text=lambda text: texts.get(text, f"EN {text}")
    )
    found = suggestions("Skirta 25 000 eurų.", "lt", "en")[0]
    assert "10" not in found.target
    assert found.target.endswith("euros were given.")


@pytest.mark.parametrize("way", WAYS)
def test_checks_see_no_problem_in_the_same_names_numbers_and_codes_written_otherwise(way: str) -> None:
    source = "2017 m. balandžio 3 d. Šimkutė-Žiz aplankė e-Factor, NOR-LT10-VRM-01-K-02-006, gavo 10 000 eurų."
    target = "On 3 April 2017 Šimkutė-Žiz visited e-Factor, NOR-LT10-VRM-01-K-02-006, and got 10 000 euros."
    assert find_problems(source, target, LITHUANIAN_TO_ENGLISH) == []
    for one, other in ((WAYS[way](source), target), (source, WAYS[way](target))):
        assert find_problems(one, other, LITHUANIAN_TO_ENGLISH) == []


@pytest.mark.parametrize(
    ("source", "target", "word"),
    [
        ("Lankėsi Kjetil Hagen.", "Kjetil Hаgen visited.", "Hаgen"),
        ("Lankėsi Kjеtil Hagen.", "Kjetil Hagen visited.", "Kjеtil"),
    ],
)
def test_a_name_with_letters_of_another_alphabet_is_not_missing_but_told_of(
    source: str, target: str, word: str
) -> None:
    (problem,) = find_problems(source, target, LITHUANIAN_TO_ENGLISH)
    assert (problem.check, problem.text, problem.is_serious) == (Check.ALPHABET, word, False)


def test_a_word_that_differs_in_what_nobody_sees_is_no_difference() -> None:
    assert [passage.kind for passage in word_differences("vizi\u00adtas Osle", "vizitas\u00a0Osle")] == [
        Difference.SAME
    ]
