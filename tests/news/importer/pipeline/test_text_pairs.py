import random

import pytest

from news.importer.pipeline.text_pairs import PairedDocument, Reason, Text, pair_texts
from news.importer.recognition.language import OTHER
from news.importer.recognition.separating import separate_languages
from tests.news.importer.alignment.pairs import FOUNDING, Pair, read_pairs
from tests.news.importer.announcements import Announcement, read_announcements

ANNOUNCEMENTS = read_announcements()


def texts(announcements: list[Announcement], names: str) -> list[Text]:
    return [
        Text(names.format(name=announcement.name, language=language), tuple(announcement.paragraphs(language)))
        for announcement in announcements
        for language in ("lt", "en")
    ]


def names(documents: list[PairedDocument]) -> list[list[str]]:
    return [sorted(text.name for text in document.texts.values()) for document in documents]


@pytest.fixture(scope="module")
def nameless() -> list[Text]:
    """Every pair of the evaluation under names that say nothing, with gaps, merges, moves and damage."""
    pairs = [pair for pair in read_pairs() if pair.kind != "founding"]
    return [Text(_number(pair, side), tuple(side)) for pair in pairs for side in (pair.source, pair.target)]


def _number(pair: Pair, side: list[str]) -> str:
    return f"{random.Random(f'{pair.name} {side[0]}').getrandbits(40):012x}.txt"  # noqa: S311


@pytest.mark.parametrize(
    "pattern", ["{name}_{language}.txt", "{language}/{name}.docx", "archive/{name}-{language}.pdf"]
)
def test_files_that_are_called_alike_are_one_document(pattern: str) -> None:
    documents = pair_texts(texts(ANNOUNCEMENTS[:4], pattern))
    assert [document.reason for document in documents] == [Reason.NAME] * 4
    assert all(set(document.texts) == {"lt", "en"} for document in documents)


def test_files_that_say_the_same_are_one_document(nameless: list[Text]) -> None:
    documents = pair_texts(nameless)
    right = {frozenset((one.name, other.name)) for one, other in zip(nameless[::2], nameless[1::2], strict=True)}
    found = {frozenset(pair) for pair in names(documents) if len(pair) == 2}
    assert found == right


def test_the_order_of_the_files_does_not_matter(nameless: list[Text]) -> None:
    some = nameless[:24]
    expected = pair_texts(some)
    for seed in range(3):
        shuffled = random.Random(seed).sample(some, len(some))  # noqa: S311
        assert pair_texts(shuffled) == expected


def test_files_that_are_called_alike_but_differ_are_two_documents() -> None:
    first, second = ANNOUNCEMENTS[:2]
    documents = pair_texts(
        [
            Text("naujiena_lt.txt", tuple(first.paragraphs("lt"))),
            Text("naujiena_en.txt", tuple(second.paragraphs("en"))),
        ]
    )
    assert [document.reason for document in documents] == [Reason.ALONE, Reason.ALONE]


def test_what_files_say_goes_before_misleading_names_only_where_these_do_not_fit() -> None:
    first, second = ANNOUNCEMENTS[:2]
    documents = pair_texts(
        [
            Text("a_lt.txt", tuple(first.paragraphs("lt"))),
            Text("a_en.txt", tuple(second.paragraphs("en"))),
            Text("b_lt.txt", tuple(second.paragraphs("lt"))),
            Text("b_en.txt", tuple(first.paragraphs("en"))),
        ]
    )
    assert names(documents) == [["a_en.txt", "b_lt.txt"], ["a_lt.txt", "b_en.txt"]]
    assert {document.reason for document in documents} == {Reason.CONTENT}


def test_a_third_language_stays_alone() -> None:
    first = ANNOUNCEMENTS[0]
    polish = "Przedstawiciele partnerów projektu spotkali się w Bergen, aby omówić plan szkoleń na przyszły rok."
    documents = pair_texts([Text("a.txt", tuple(first.paragraphs("lt"))), Text("b.txt", (polish,))])
    assert [list(document.texts) for document in documents] == [["lt"], [OTHER]]


def test_a_file_with_one_language_after_the_other_is_taken_apart() -> None:
    for announcement in ANNOUNCEMENTS:
        lithuanian, english = (announcement.paragraphs(language) for language in ("lt", "en"))
        parts = separate_languages([*lithuanian, *english])
        assert list(parts) == ["lt", "en"], announcement.name
        # An address or a number at the border may be of either text.
        assert abs(len(parts["lt"]) - len(lithuanian)) <= 1, announcement.name


def test_a_file_with_both_languages_paragraph_by_paragraph_is_taken_apart() -> None:
    first = ANNOUNCEMENTS[0]
    groups = [(source[0], target[0]) for source, target in first.groups if source and target]
    parts = separate_languages([text for group in groups for text in group])
    assert parts["lt"] == list(range(0, 2 * len(groups), 2))
    assert parts["en"] == list(range(1, 2 * len(groups), 2))


def test_a_list_of_names_in_the_other_language_is_part_of_the_text() -> None:
    english = (FOUNDING / "raw.en.txt").read_text(encoding="utf-8")
    paragraphs = [part.strip() for part in english.split("\n\n") if part.strip()]
    assert separate_languages(paragraphs) == {"en": list(range(len(paragraphs)))}


def test_the_founding_texts_in_one_file_are_one_document() -> None:
    both = [(FOUNDING / name).read_text(encoding="utf-8") for name in ("raw.lt.txt", "raw.en.txt")]
    paragraphs = [tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip()) for text in both]
    (document,) = pair_texts([Text("vizitas.txt", (*paragraphs[0], *paragraphs[1]))])
    assert document.reason == Reason.SAME_FILE
    assert document.texts["lt"].paragraphs == paragraphs[0]
    assert document.texts["en"].paragraphs == paragraphs[1]
    assert (
        pair_texts([Text("000_a4.txt", paragraphs[0]), Text("001_27.txt", paragraphs[1])])[0].reason == Reason.CONTENT
    )


def test_nothing_is_lost(nameless: list[Text]) -> None:
    given = [*nameless[:9], Text("empty.txt", ()), Text("number.txt", ("12",))]
    found = [text.name for document in pair_texts(given) for text in document.texts.values()]
    assert sorted(found) == sorted(text.name for text in given)
