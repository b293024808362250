"""What repair does in a language, by what the language says of itself."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from news.importer.repair import repair_text
from portal.languages import letters, lexicon
from portal.languages.language import Language
from portal.languages.registry import install
from portal.languages.repair_rules import Confusions, Quotes, RepairRules
from portal.languages.word_graph import packed, write

WORDS = ("en", "gang", "gjorde", "måten", "måte", "og", "på", "så", "vi", "ville")


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Language], str]]:
    """Makes a language one of the portal's; gives its code."""

    def add(language: Language) -> str:
        package = f"language_{language.code}"
        monkeypatch.setitem(sys.modules, package, SimpleNamespace(LANGUAGE=language))
        install([*settings.LANGUAGE_PACKAGES, package])
        return language.code

    yield add
    install(settings.LANGUAGE_PACKAGES)


def test_a_language_that_says_nothing_has_its_lines_spaces_and_dashes_repaired(
    added: Callable[[Language], str],
) -> None:
    code = added(Language(code="qaa", name="First", cldr_locale="en"))
    text = 'En lang linje som går så langt som siden er bred, og ord-\net er - delt . Det er "sagt".\n\nTil slutt.'
    assert repair_text(text, code).text == (
        'En lang linje som går så langt som siden er bred, og ordet er – delt. Det er "sagt".\n\nTil slutt.'
    )


def test_a_language_with_quotation_marks_alone_gets_them(added: Callable[[Language], str]) -> None:
    rules = RepairRules(quotes=Quotes("«", "»"))
    code = added(Language(code="qab", name="Second", cldr_locale="en", repair=rules))
    assert repair_text('Det er "sagt" her, på en mate.', code).text == "Det er «sagt» her, på en mate."


def test_a_language_with_words_has_them_repaired_by_its_own_confusions(
    added: Callable[[Language], str], tmp_path: Path
) -> None:
    rules = RepairRules(confusions=Confusions({"å": {"a": 60, "4": 10, "é": 5}}))
    folder = with_words(tmp_path)
    code = added(Language(code="qac", name="Third", cldr_locale="en", repair=rules, folder=folder))
    assert repair_text("vi gjorde så p4 en mate en gang", code).text == "vi gjorde så på en måte en gang"


def test_a_language_without_marked_letters_may_have_words(added: Callable[[Language], str], tmp_path: Path) -> None:
    code = added(Language(code="qad", name="Fourth", cldr_locale="en", folder=with_words(tmp_path)))
    assert repair_text("vi gjorde en gang og vil1e", code).text == "vi gjorde en gang og ville"


def with_words(folder: Path) -> Path:
    data = folder / "data"
    data.mkdir()
    alphabet = "".join(sorted({letter for word in WORDS for letter in word}))
    payloads = [(-3.0, "", 0)]
    write(data / lexicon.FILE, alphabet, payloads, packed(((word, 0) for word in sorted(WORDS)), alphabet))
    spellings = letters.table(((word, 1.0) for word in WORDS), 1.0)
    (data / letters.FILE).write_text(json.dumps(spellings), encoding="utf-8")
    return folder


def test_the_number_of_a_page_is_known_by_the_words_of_the_language(added: Callable[[Language], str]) -> None:
    rules = RepairRules(page_words=frozenset({"side"}), page_of=frozenset({"av"}))
    code = added(Language(code="qae", name="Fifth", cldr_locale="en", repair=rules))
    pages = "\f".join(f"Dette er teksten til den sida.\n\nside {number} av 3" for number in (1, 2, 3))
    assert "side" not in repair_text(pages, code).text
