"""Searches are expanded by the glossary, by the shipped lists and by the portal's own translations."""

import subprocess
import sys
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.translation.glossary.models import GlossaryEntry, GlossaryTerm, LearntTranslation
from search.index.learning import learn_translations
from search.query.expansion import expansion
from search.query.parse import parse
from tests.factories.content import make_item, translate

pytestmark = pytest.mark.usefixtures("site")


def entry(*terms: tuple[str, str]) -> GlossaryEntry:
    made = GlossaryEntry(terms=[GlossaryTerm(language=language, text=text) for language, text in terms])
    made.save()
    return made


def _text(known: dict[str, str], text: str) -> str:
    return known.get(text, "x")


def english(typed: str) -> tuple[str, ...]:
    return tuple(word for words in expansion(parse(typed)).translations.get("en", {}).values() for word in words)


def test_a_glossary_entry_translates_every_form_of_its_terms_in_every_direction() -> None:
    entry(("lt", "žbirbių žvarblys"), ("en", "zmap of skills"), ("en", "zskills map"))
    assert english("žbirbių žvarbliai") == ("zmap of skills", "zskills map")
    found = expansion(parse("zskills maps"))
    assert "žbirbių žvarblys" in found.translations["lt"]["zskills", "maps"]
    assert "zmap of skills" in found.synonyms["en"]["zskills", "maps"]


def test_a_changed_and_a_deleted_entry_are_noticed() -> None:
    made = entry(("lt", "žbirbė"), ("en", "zone"))
    assert english("žbirbės") == ("zone",)
    made.terms.set([GlossaryTerm(language="lt", text="žbirbė"), GlossaryTerm(language="en", text="ztwo")])
    made.save()
    assert english("žbirbės") == ("ztwo",)
    made.delete()
    assert english("žbirbės") == ()


def test_nothing_is_asked_of_the_database_while_searching(django_assert_num_queries: Any) -> None:
    entry(("lt", "žbirbė"), ("en", "zone"))
    with django_assert_num_queries(0):
        assert english("žbirbė") == ("zone",)


def test_words_are_learnt_from_published_translations_in_both_directions() -> None:
    pairs = [("žbirbė sausa", "zone dry"), ("žbirbė šlapia", "zone wet"), ("didelė žbirbė", "large zone")]
    for number, (lithuanian, english_text) in enumerate(pairs):
        english_texts = {f"<p>{lithuanian}</p>": f"<p>{english_text}</p>", lithuanian: english_text}
        translate(make_item(f"Naujiena {number}", body=[lithuanian]), text=partial(_text, english_texts))
    assert learn_translations() > 0
    assert "zone" in english("žbirbes")
    learn_translations()
    assert LearntTranslation.objects.filter(word="žbirbė", other_word="zone").count() == 1


def test_terms_need_words_and_stand_in_an_entry_once() -> None:
    made = entry(("lt", "vizitas"), ("en", "visit"))
    for text in ("", "…", "vienas du trys keturi penki šeši"):
        with pytest.raises(ValidationError):
            GlossaryTerm(entry=made, language="lt", text=text).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        GlossaryTerm.objects.create(entry=made, language="en", text="visit")


def test_a_web_process_has_read_its_dictionaries_before_it_answers() -> None:
    script = (
        "import portal.wsgi\n"
        "from portal.languages.bilingual import shipped_words\n"
        "from portal.translation.glossary.thesaurus import shipped\n"
        "assert shipped.cache_info().currsize == 1\n"
        "assert shipped_words.cache_info().currsize == 2\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=settings.BASE_DIR)
