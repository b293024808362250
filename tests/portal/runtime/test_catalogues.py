"""Catalogues are compiled without GNU gettext and read by Python's own gettext."""

import gettext
import os
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed

from portal.runtime.catalogues import compile_catalogue, compile_catalogues

LITHUANIAN = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: lt\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

msgid "Search"
msgstr "Paieška"

msgctxt "verb"
msgid "Search"
msgstr "Ieškoti"

#, python-format
msgid "%(count)d item"
msgid_plural "%(count)d items"
msgstr[0] "%(count)d naujiena"
msgstr[1] "%(count)d naujienos"
msgstr[2] "%(count)d naujienų"

#, fuzzy
msgid "Guess"
msgstr "Spėjimas"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    source = tmp_path / "lt" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(LITHUANIAN)
    return source


def test_words_contexts_and_plurals_are_read_back_and_guesses_are_left_out(source: Path, tmp_path: Path) -> None:
    compile_catalogue(source)
    catalogue = gettext.translation("django", tmp_path, languages=["lt"])
    assert catalogue.gettext("Search") == "Paieška"
    assert catalogue.pgettext("verb", "Search") == "Ieškoti"
    forms = [catalogue.ngettext("%(count)d item", "%(count)d items", count) for count in (1, 2, 10, 21)]
    assert [form.split()[1] for form in forms] == ["naujiena", "naujienos", "naujienų", "naujiena"]
    assert catalogue.gettext("Guess") == "Guess"


def test_only_what_changed_is_compiled(source: Path, tmp_path: Path) -> None:
    assert compile_catalogues([tmp_path]) == [source]
    assert compile_catalogues([tmp_path]) == []
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_catalogues([tmp_path]) == [source]


@pytest.mark.parametrize("size", [0, 10, 40])
def test_a_compiled_catalogue_that_was_cut_off_is_made_anew(source: Path, size: int) -> None:
    compile_catalogue(source)
    target = source.with_suffix(".mo")
    whole = target.read_bytes()
    target.write_bytes(whole[:size])
    assert compile_catalogue(source)
    assert target.read_bytes() == whole
    assert not compile_catalogue(source)


def test_a_compiled_catalogue_is_read_by_the_account_that_runs_the_portal(source: Path) -> None:
    before = os.umask(0o077)
    compile_catalogue(source)
    os.umask(before)
    assert source.with_suffix(".mo").stat().st_mode & 0o777 == 0o644


def test_a_broken_catalogue_is_refused_and_the_old_one_stays(source: Path) -> None:
    compile_catalogue(source)
    before = source.with_suffix(".mo").read_bytes()
    source.write_text(LITHUANIAN + '\nmsgid "broken\n')
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    with pytest.raises(Exception, match="missing msgstr"):
        compile_catalogue(source)
    assert source.with_suffix(".mo").read_bytes() == before


def test_a_process_that_compiles_a_catalogue_speaks_it_from_then_on(settings: Any, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    forget = partial(translation_file_changed, sender=None, file_path=Path("django.mo"))
    forget()
    folder = tmp_path / "lt" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with translation.override("lt"):
        assert translation.gettext("Grant number of the test") == "Grant number of the test"
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Grant number of the test"\nmsgstr "Bandymo numeris"\n',
        encoding="utf-8",
    )

    call_command("compile_catalogues", verbosity=0)

    with translation.override("lt"):
        assert translation.gettext("Grant number of the test") == "Bandymo numeris"
    forget()
