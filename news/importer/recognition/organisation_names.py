"""Names of organisations that are known by a legal form before them or by the words that they are made of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.languages.common.capitals import CAPITALS
from portal.languages.common.words import Word, words_of
from portal.languages.language import Language
from portal.languages.recognition import NameEvidence, OrganisationRules
from portal.languages.registry import language as known_language
from portal.languages.registry import of_languages

from .facts import OrganisationFact, ProjectRole, Span

LEGAL_FORM = 0.93
CERTAINTIES = {NameEvidence.WORDS: 0.85, NameEvidence.BEGINS_SENTENCE: 0.7, NameEvidence.IN_LOWER_CASE: 0.55}


@dataclass(frozen=True, slots=True)
class _LegalForms:
    """Those of one language, with the name that follows them."""

    rules: OrganisationRules
    pattern: re.Pattern[str]


@of_languages
def _legal_forms(own: tuple[Language, ...]) -> tuple[_LegalForms, ...]:
    """Of every language of the portal: names stay as they are in other languages."""
    every = (each.recognition.organisations for each in own)
    return tuple(
        _LegalForms(rules, _with_legal_form(rules))
        for rules in every
        if rules.legal_forms or rules.forms_before_quotations
    )


def _with_legal_form(rules: OrganisationRules) -> re.Pattern[str]:
    forms = (*rules.legal_forms, *rules.forms_before_quotations)
    return re.compile(
        rf"(?<!\w)(?P<form>{'|'.join(map(re.escape, forms))})\s+(?:[„“\"«](?P<quoted>[^„“”\"»]{{2,80}})[“”\"»]"
        rf"|(?P<plain>[{CAPITALS}][\w’'-]*(?:\s+[{CAPITALS}][\w’'-]*)*))"
    )


def find_names(number: int, text: str, words: Sequence[Word], language: str) -> list[OrganisationFact]:
    """In their order; none overlaps another."""
    found = [fact for forms in _legal_forms() for fact in _with_legal_forms(number, text, forms)]
    taken = [fact.span for fact in found]
    for name in known_language(language).recognition.organisations.find(text, words):
        span = Span(number, name.start, name.end)
        if not any(span.start < other.end and other.start < span.end for other in taken):
            found.append(OrganisationFact(name.name, ProjectRole.MENTIONED, span, CERTAINTIES[name.evidence]))
            taken.append(span)
    return sorted(found, key=lambda fact: fact.span)


def _with_legal_forms(number: int, text: str, forms: _LegalForms) -> Iterator[OrganisationFact]:
    for match in forms.pattern.finditer(text):
        if match["plain"] and any(forms.rules.ends_name(word.text) for word in _closely_after(text, match.end())):
            # `VšĮ Joniškio ligoninė`: the words after the capital letter tell where the name ends.
            continue
        is_name = match["quoted"] and any(map(str.isupper, match["quoted"][:1]))
        if is_name or (match["plain"] and match["form"] in forms.rules.legal_forms):
            name = match.group()
            yield OrganisationFact(
                name[0].upper() + name[1:], ProjectRole.MENTIONED, Span(number, *match.span()), LEGAL_FORM
            )


def _closely_after(text: str, place: int) -> Iterator[Word]:
    """The few words in lower case that follow."""
    for word in words_of(text[place : place + 60])[:4]:
        if not word.is_lower or word.before.strip():
            return
        yield word
