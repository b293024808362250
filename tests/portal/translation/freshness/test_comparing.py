"""Which changes are found between the parts of a text then and now."""

import random
from itertools import product

import pytest

from portal.languages.common.html_text import plain_text
from portal.translation.freshness.comparing import ChangeKind, SourceChange, changes
from portal.translation.freshness.diff_display import Passage, word_diff
from portal.translation.freshness.segments import ContentPart, fingerprint
from portal.translation.freshness.source_versions import KnownTranslation, basis_of, untranslated_texts


def part(path: str, *texts: str, links: tuple[str, ...] = (), value: str = "") -> ContentPart:
    return ContentPart(path, texts, links, value)


BEFORE = (part("title", "Vizitas"), part("date", value="3"), part("body.a", "Pirma.", "Antra.", value="p"))


def known(*pairs: tuple[str, str, str]) -> KnownTranslation:
    """(path, text of the source, translation)"""
    found = KnownTranslation()
    for path, origin, translation in pairs:
        found.origins[path][plain_text(translation)].append(origin)
    return found


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (BEFORE, []),
        (
            (part("title", "Vizitas atšauktas"), *BEFORE[1:]),
            [SourceChange("title", ChangeKind.TEXT, "Vizitas", "Vizitas atšauktas")],
        ),
        ((BEFORE[0], part("date", value="4"), BEFORE[2]), [SourceChange("date", ChangeKind.VALUE)]),
        (
            (*BEFORE[:2], part("body.a", "Pirma.", "Nauja.", "Antra.", value="q")),
            [SourceChange("body.a", ChangeKind.TEXT, "", "Nauja.")],
        ),
        (
            BEFORE[:2],
            [SourceChange("body.a", ChangeKind.TEXT, "Pirma."), SourceChange("body.a", ChangeKind.TEXT, "Antra.")],
        ),
        ((BEFORE[0], BEFORE[2], BEFORE[1]), [SourceChange("", ChangeKind.ORDER)]),
        ((*BEFORE[:2], part("body.a", "Antra.", "Pirma.", value="p")), None),
        ((*BEFORE, part("body.b", value="video")), [SourceChange("body.b", ChangeKind.VALUE)]),
        (
            (*BEFORE[:2], part("body.a", "Pirma.", "Antra.", links=("x",), value="p")),
            [SourceChange("body.a", ChangeKind.VALUE)],
        ),
    ],
)
def test_a_change_is_named_once_with_the_text_then_and_now(
    after: tuple[ContentPart, ...], expected: list[SourceChange] | None
) -> None:
    found = changes(BEFORE, after)

    assert found if expected is None else found == expected


def test_what_is_gone_is_named_where_it_was() -> None:
    before = [part("title", "A"), part("body.a", "B"), part("body.b", "C")]
    after = [part("title", "X"), part("body.b", "Y")]

    assert [change.before for change in changes(before, after)] == ["A", "B", "C"]


def test_nothing_changed_exactly_where_the_fingerprints_are_equal() -> None:
    chance = random.Random(6)  # noqa: S311 (no secret)

    def parts() -> list[ContentPart]:
        found = [
            part(
                path,
                *chance.sample(["Pirma.", "Antra."], chance.randint(0, 2)),
                links=tuple(chance.sample(["x"], chance.randint(0, 1))),
                value=chance.choice(["", "1"]),
            )
            for path in ("title", "body.a", "body.a.text", "people.k.role")
            if chance.random() < 0.8
        ]
        chance.shuffle(found)
        return found

    pool = [parts() for _ in range(120)]
    for before, after in product(pool, pool):
        assert (changes(before, after) == []) is (fingerprint(before) == fingerprint(after))


def test_a_translation_was_made_from_what_its_texts_translate() -> None:
    source = [part("title", "Vizitas nukeltas"), part("lead", "Įžanga.")]
    target = [part("title", "Visit"), part("lead", "Lead.")]
    pairs = known(("title", "Vizitas", "Visit"), ("lead", "Įžanga.", "<b>Lead.</b>"))

    basis = basis_of(target, source, pairs)

    assert basis == (part("title", "Vizitas"), part("lead", "Įžanga."))


def test_one_translation_of_two_source_texts_stands_for_the_one_that_is_published() -> None:
    source = [part("title", "Vizitas Osle")]
    pairs = known(("title", "Vizitas Oslė", "Visit"), ("title", "Vizitas Osle", "Visit"), ("title", "Kita", "Visit"))

    assert basis_of([part("title", "Visit")], source, pairs) == tuple(source)


def test_a_text_changed_by_hand_keeps_what_it_was_made_from() -> None:
    source, previous = [part("title", "Vizitas nukeltas")], [part("title", "Vizitas")]

    assert basis_of([part("title", "By hand")], source, KnownTranslation(), previous) == tuple(previous)


def test_a_text_that_nothing_is_known_of_lacks_its_source() -> None:
    source = [part("title", "Vizitas")]

    assert len(changes(basis_of([part("title", "By hand")], source, KnownTranslation()), source)) == 1


def test_a_translator_may_leave_out_a_link_but_not_keep_an_old_one() -> None:
    new, old = '{"href": "https://new.example"}', '{"href": "https://old.example"}'
    source = [part("body.a", "Žr. <a id='a1'>čia</a>.", links=(new,))]
    pairs = known(("body.a", source[0].texts[0], "See."))

    without = basis_of([part("body.a", "See.")], source, pairs)
    with_old = basis_of([part("body.a", "See.", links=(old,))], source, pairs)
    pairs.overrides["body.a.'https://new.example'"] = "https://old.example"
    overridden = basis_of([part("body.a", "See.", links=(old,))], source, pairs)

    assert changes(without, source) == []
    assert changes(with_old, source) == [SourceChange("body.a", ChangeKind.VALUE)]
    assert changes(overridden, source) == []


def test_the_sources_own_words_are_found_unless_a_translator_chose_them() -> None:
    source = [part("title", "Oslo"), part("lead", "Įžanga &amp; kita.")]

    assert untranslated_texts(source, source, known(("title", "Oslo", "Oslo"))) == ["Įžanga & kita."]


def test_a_word_diff_keeps_what_stayed_and_passes_over_markup() -> None:
    assert word_diff("Vizitas <b>įvyks</b> rugsėjo 5 d.", "Vizitas įvyks rugsėjo 6 d. Osle") == (
        Passage("kept", "Vizitas įvyks rugsėjo"),
        Passage("removed", "5"),
        Passage("added", "6"),
        Passage("kept", "d."),
        Passage("added", "Osle"),
    )
