"""Files that are called alike are one document in several languages."""

import pytest

from news.importer.pipeline.file_groups import FoundFile, group_files
from news.importer.reading.file_names import name_parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("naujiena_lt.txt", ("naujiena", "lt")),
        ("news-EN.pdf", ("news", "en")),
        ("en_news.docx", ("news", "en")),
        ("2017/lt/vizitas.txt", ("2017/vizitas", "lt")),
        ("vizitas.lt.txt", ("vizitas", "lt")),
        ("elta.txt", ("elta", "")),
        ("lt.txt", ("lt", "lt")),
    ],
)
def test_a_name_may_say_the_language(name: str, parts: tuple[str, str]) -> None:
    assert name_parts(name) == parts


def found(*names: str) -> list[FoundFile]:
    return [FoundFile(name, name) for name in names]


def test_languages_of_one_name_are_one_document_in_any_order() -> None:
    names = ("b.txt", "a_lt.txt", "a_en.txt", "c/en/x.txt", "c/lt/x.txt")
    expected = [("a", ["en", "lt"]), ("b", [""]), ("c-x", ["en", "lt"])]
    for order in (names, names[::-1]):
        assert [(group.identifier, sorted(group.files)) for group in group_files(found(*order))] == expected


def test_two_files_of_one_language_are_two_documents() -> None:
    grouped = group_files(found("a_lt.txt", "a_lt.pdf", "a_en.txt"))
    assert sorted(sorted(group.files) for group in grouped) == [["en", "lt"], ["lt"]]
    assert len({group.identifier for group in grouped}) == 2


def test_names_that_read_alike_in_ascii_stay_apart() -> None:
    assert len({group.identifier for group in group_files(found("ąžuolas.txt", "azuolas.txt"))}) == 2
