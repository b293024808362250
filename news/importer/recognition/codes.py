"""Grant numbers, programmes, indicator numbers and addresses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portal.languages.common.codes import EEA_CODES, FUNDS, PROGRAMMES
from portal.languages.common.patterns import EMAIL_ADDRESS, GRANT_NUMBER, INDICATOR_NUMBER, WEB_ADDRESS
from portal.languages.common.words import folded_in_place
from portal.languages.language import Language
from portal.languages.registry import language as known_language
from portal.languages.registry import of_languages

from .facts import LinkFact, Span, TextFact
from .known import Catalogue
from .patterns import any_of

NAMED_PROGRAMME = 0.7

# So many characters on either side of an indicator's number name it.
_NEAR = 34

# Two letters with points, which run into the word after them: `t.y.`, `i.e.`.
_ABBREVIATION = re.compile(r"[^\W\d_]\.[^\W\d_]\.")


@dataclass(frozen=True)
class _Words:
    """What projects, their numbers and indicators are called in the portal's languages.

    `called` stands right before a grant number, `about` in the same sentence; `indicator_called` right before an
    indicator's number, `indicator_near` on either side. Of the programmes, some have a name of their own.
    """

    fund: re.Pattern[str]
    called: re.Pattern[str]
    about: re.Pattern[str]
    programme_in_code: re.Pattern[str]
    programmes: tuple[tuple[re.Pattern[str], str], ...]
    indicator_near: re.Pattern[str]
    indicator_called: re.Pattern[str]


@of_languages
def _words(own: tuple[Language, ...]) -> _Words:
    """Of every language of the portal: a line with the project's number may be in another one than the text."""
    every = [each.recognition.projects for each in own]
    projects = any_of(pattern for each in every for pattern in (each.project, each.agreement))
    numbered, number = any_of(each.numbered for each in every), any_of(each.number for each in every)
    indicator = any_of(each.indicator for each in every)
    programmes = (*PROGRAMMES, *(programme for each in every for programme in each.programmes))
    return _Words(
        fund=re.compile(any_of([FUNDS, *(each.funds for each in every)])),
        called=re.compile(rf"{projects}\W{{0,3}}{numbered}?\W*$|\b{number}\W*$"),
        about=re.compile(any_of(each.about for each in every)),
        # `LT10` of NOR-LT10-VRM-01-K-02-006.
        programme_in_code=re.compile(
            rf"^{any_of([EEA_CODES, *(each.eea_codes for each in every)])}-?([A-Z]{{2}}\d{{2}})\b"
        ),
        programmes=tuple((re.compile(pattern), name) for pattern, name in programmes),
        indicator_near=re.compile(any_of(pattern for each in every for pattern in (each.indicator, each.result))),
        indicator_called=re.compile(rf"{indicator}\W{{1,3}}(?:{number}\W*)?$"),
    )


def find_links(paragraphs: Sequence[str]) -> list[LinkFact]:
    found: list[LinkFact] = []
    for number, text in enumerate(paragraphs):
        for match in EMAIL_ADDRESS.finditer(text):
            span = Span(number, *match.span())
            found.append(LinkFact(match.group(), f"mailto:{match.group()}", span, 0.99))
        masked = EMAIL_ADDRESS.sub(lambda match: " " * len(match.group()), text)
        for match in WEB_ADDRESS.finditer(masked):
            address = match.group().rstrip(".,;:!?'’")
            if _ABBREVIATION.match(address):
                continue
            has_scheme = address.lower().startswith(("http://", "https://"))
            certainty = 0.99 if has_scheme or address.lower().startswith("www.") else 0.85
            url = address if has_scheme else f"http://{address}"
            found.append(LinkFact(address, url, Span(number, match.start(), match.start() + len(address)), certainty))
    return sorted(found, key=lambda fact: fact.span)


def find_grant_number(paragraphs: Sequence[str], catalogue: Catalogue) -> TextFact | None:
    """The surest one; that of a known project before all others."""
    known = {project.grant_number: project.identifier for project in catalogue.projects if project.grant_number}
    best: TextFact | None = None
    for number, text in enumerate(paragraphs):
        plain = folded_in_place(text)
        for match in GRANT_NUMBER.finditer(text):
            code = match.group()
            before = plain[max(0, match.start() - 40) : match.start()]
            certainty = 0.99 if code in known else _code_certainty(code, before, plain[: match.end()][-500:])
            if certainty > (best.certainty if best else 0.5):
                best = TextFact(code, Span(number, *match.span()), certainty, known.get(code, ""))
    return best


def _code_certainty(code: str, before: str, text: str) -> float:
    groups = code.count("-") + 1
    certainty = 0.3 + 0.1 * min(groups, 5)
    if _words().fund.search(code):
        certainty += 0.15
    if _words().called.search(before):
        certainty += 0.3 if _words().about.search(text) else 0.1 if groups > 2 else 0.0
    elif _words().about.search(text):
        certainty += 0.15
    return min(certainty, 0.98)


def find_programme(
    paragraphs: Sequence[str], language: str, grant: TextFact | None, catalogue: Catalogue
) -> TextFact | None:
    """The programme of a known project, else that of the grant number's code, else one named in the text."""
    if grant:
        for project in catalogue.projects:
            if project.identifier == grant.identifier and project.programme:
                return TextFact(project.programme, grant.span, 0.99)
        in_code = _words().programme_in_code.match(grant.text)
        if in_code:
            return TextFact(in_code.group(1), grant.span, 0.9)
    nominative_phrase = known_language(language).recognition.inflection.nominative_phrase
    for number, text in enumerate(paragraphs):
        plain = folded_in_place(text)
        for pattern, name in _words().programmes:
            match = pattern.search(plain)
            if match:
                words = text[slice(*match.span())].split()
                return TextFact(
                    name or " ".join(nominative_phrase(words)), Span(number, *match.span()), NAMED_PROGRAMME
                )
    return None


def find_indicators(paragraphs: Sequence[str]) -> list[TextFact]:
    found: dict[str, TextFact] = {}
    for number, text in enumerate(paragraphs):
        plain = folded_in_place(text)
        for match in INDICATOR_NUMBER.finditer(text):
            parts = match.group(1).count(".") + 1
            # Two numbers may be an amount or a time, so what they are called has to stand right before them.
            if parts > 2:
                is_indicator = _words().indicator_near.search(
                    plain[max(0, match.start() - _NEAR) : match.end() + _NEAR]
                )
            else:
                is_indicator = _words().indicator_called.search(plain[max(0, match.start() - _NEAR) : match.start()])
            if is_indicator and match.group(1) not in found:
                certainty = 0.95 if parts > 2 else 0.7
                found[match.group(1)] = TextFact(match.group(1), Span(number, *match.span(1)), certainty)
    return list(found.values())
