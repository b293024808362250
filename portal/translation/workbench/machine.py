"""A machine translator of wagtail-localize's that asks nobody: the translation memory, and word for word.

It is there to be tried out: what it writes without a memory is a gloss, which a person has to turn into language. Like
every machine's, its translations are marked until somebody has saved them, and are no part of the memory before.
"""

from collections.abc import Iterable
from functools import partial

from bs4 import BeautifulSoup
from bs4.element import NavigableString
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from portal.languages.analysis import tokens
from portal.translation.glossary.terms import glossary_groups
from portal.translation.glossary.thesaurus import Thesaurus, of_groups, shipped
from portal.translation.localize import BaseMachineTranslator
from portal.translation.localize_strings import StringValue

from ..memory.reading import readable_rows
from ..memory.similarity import SAME_WORDS
from ..memory.suggesting import suggestions


class DictionaryTranslator(BaseMachineTranslator):
    # Translators: wagtail-localize puts it right behind its “Translate with ”; some of its translations lack the space.
    display_name = _("the memory and the dictionary")

    def can_translate(self, source_locale: Locale, target_locale: Locale) -> bool:
        return bool(source_locale.pk != target_locale.pk)

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> dict[StringValue, StringValue]:
        languages = source_locale.language_code, target_locale.language_code
        lexicons = (_glossary(), shipped())
        return {string: StringValue(_translated(string.data, languages, lexicons)) for string in strings}


def _glossary() -> Thesaurus:
    lexicon = Thesaurus()
    lexicon.add(of_groups(glossary_groups()))
    return lexicon


def _translated(html: str, languages: tuple[str, str], lexicons: tuple[Thesaurus, ...]) -> str:
    # A machine works for anybody: it repeats what everybody may read.
    known = suggestions(html, *languages, readable=partial(readable_rows, None))
    if known and known[0].score >= SAME_WORDS:
        return known[0].target
    soup = BeautifulSoup(html, "html.parser")
    for text in soup.find_all(string=True):
        if isinstance(text, NavigableString):
            text.replace_with(_glossed(str(text), languages, lexicons))
    return str(soup)


def _glossed(text: str, languages: tuple[str, str], lexicons: tuple[Thesaurus, ...]) -> str:
    """Each word or run of words by the first meaning that is known; everything else as it stands."""
    found = list(tokens(text))
    glossed, end, place = "", 0, 0
    longest = max(lexicon.longest for lexicon in lexicons)
    while place < len(found):
        meaning, length = "", 1
        # The parts of an address or a number are no words.
        is_single = found[place].whole is None
        for length in range(min(longest, len(found) - place) if is_single else 1, 0, -1):
            run = [token.text for token in found[place : place + length]]
            meaning = next((other for lexicon in lexicons for other in lexicon.others(run, *languages)), "")
            if meaning or length == 1:
                break
        last = found[place + length - 1]
        if meaning and is_single:
            capital = found[place].text[0].isupper()
            glossed += text[end : found[place].start] + (meaning[0].upper() + meaning[1:] if capital else meaning)
        else:
            glossed += text[end : last.end]
        end = last.end
        place += length
    return glossed + text[end:]
