"""Finding the encoding of a text by its content."""

import codecs

import pytest

from news.importer.reading.encodings import decode
from portal.languages import registry
from portal.languages.language import EncodingRules, Language, WordRules

LITHUANIAN = "Šiauliuose įvyko „Žalgirio“ šventė – džiaugėsi ir ąžuolai, kad ūkis čia gyvuoja. Tai buvo gražu."
ENGLISH = "Jørgen’s café in Tromsø — “the best of the North” — is open for all that are in town with Zoë and André."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [LITHUANIAN, ENGLISH])
def test_unicode_is_read_with_and_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


def test_lithuanian_of_windows_is_found() -> None:
    assert decode(LITHUANIAN.encode("windows-1257")) == (LITHUANIAN, "windows-1257")


def test_lithuanian_of_the_iso_standard_is_found_by_its_quotation_marks() -> None:
    text = LITHUANIAN.replace("–", "-")
    assert decode(text.encode("iso-8859-13")) == (text, "iso-8859-13")


def test_lithuanian_of_ms_dos_is_found() -> None:
    text = LITHUANIAN.replace("–", "-")
    assert decode(text.encode("cp775", "replace"))[1] == "cp775"


def test_western_text_is_not_taken_for_lithuanian() -> None:
    assert decode(ENGLISH.encode("windows-1252")) == (ENGLISH, "windows-1252")


@pytest.mark.parametrize("name", ["Biržų", "Miškinių", "Jurga Šerpytytė"])
def test_lithuanian_names_in_an_english_text_keep_their_letters(name: str) -> None:
    text = f"The municipality of the district was visited by {name} and by the partners of the project in May."
    assert decode(text.encode("windows-1257"))[0] == text


@pytest.mark.parametrize("name", ["Slotterøy", "Bergström", "Müller", "Hélène Girard"])
def test_western_names_in_an_english_text_keep_their_letters(name: str) -> None:
    text = f"The municipality of the district was visited by {name} and by the partners of the project in May."
    assert decode(text.encode("windows-1252"))[0] == text


def test_one_broken_byte_does_not_make_utf8_another_encoding() -> None:
    content = LITHUANIAN.encode()[:-1] + b"\xc4 ir " + LITHUANIAN.encode()
    text, encoding = decode(content)
    assert encoding == "utf-8"
    assert text.count("\N{REPLACEMENT CHARACTER}") == 1


def test_a_declared_encoding_is_believed_only_where_it_reads_as_well() -> None:
    content = LITHUANIAN.encode("windows-1257")
    assert decode(content, "iso-8859-1")[1] == "windows-1257"
    assert decode(ENGLISH.encode("windows-1252"), "ISO-8859-1")[1] == "windows-1252"


def test_a_declared_encoding_that_is_none_of_the_usual_is_used() -> None:
    assert decode("Привет, это новости".encode("koi8-r"), "koi8-r")[0] == "Привет, это новости"


def test_a_mark_counts_more_than_what_is_declared() -> None:
    assert decode(codecs.BOM_UTF8 + LITHUANIAN.encode(), "windows-1257") == (LITHUANIAN, "utf-8")


@pytest.mark.parametrize("encoding", ["cp1250", "iso-8859-2"])
def test_a_further_language_brings_its_encodings_and_the_others_are_found_as_before(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    polish = Language(
        code="pl",
        name="Polish",
        cldr_locale="pl",
        words=WordRules(stop_words=frozenset({"i", "w", "na", "z", "do", "jest", "o"})),
        encodings=EncodingRules(names=("cp1250", "iso-8859-2"), letters="ąćęłńóśźż"),
    )
    registry.languages()
    monkeypatch.setitem(registry._installed, "pl", polish)
    text = "Żółta łódź jest na rzece i płynie do Gdańska, a źródło w Świeciu."
    assert decode(text.encode(encoding)) == (text, encoding)
    assert decode(LITHUANIAN.encode("windows-1257")) == (LITHUANIAN, "windows-1257")
    assert decode(ENGLISH.encode("windows-1252")) == (ENGLISH, "windows-1252")


def test_names_from_the_west_are_read_where_no_language_names_their_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    registry.languages()
    monkeypatch.setattr(registry, "_installed", {"xx": Language(code="xx", name="Invented", cldr_locale="en")})
    assert decode("Bergström und Slotterøy".encode("windows-1252")) == ("Bergström und Slotterøy", "windows-1252")
