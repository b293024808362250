"""Grant numbers, programmes, indicator numbers and addresses."""

import re
from collections.abc import Sequence

from .facts import LinkFact, Span, TextFact
from .inflection import nominative_phrase
from .known import Catalogue
from .words import folded_in_place

NAMED_PROGRAMME = 0.7

# Groups of capital letters and digits, as the funds of the European Union and the EEA build them:
# NOR-LT10-VRM-01-K-02-006, 09.2.1-ESFA-K-728-01-0034, VP1-4.3-VRM-02-V-05-001, 2021-1-LT02-KA152-YOU-000012345.
_CODE = re.compile(
    r"(?<![\w./-])(?=[A-Z0-9.-]*[A-Z])(?=[A-Z0-9.-]*\d)[A-Z0-9]+(?:\.\d+)*(?:-[A-Z0-9]+(?:\.\d+)*)+(?![\w@])"
)
_FUND = re.compile(
    r"NOR|EEE|EEA|ESFA|CPVA|LVPA|APVA|VP\d|BPD|KA\d|ERASMUS|LLP|INTERREG|LT\d\d|LLI|VRM|SADM|MRK|ŠMM|SMM"
)
# What a grant number is called, folded, right before it or in the same sentence.
_CALLED = re.compile(
    r"(?:projekt\w*|project|grant|sutart\w*|contract|agreement)\W{0,3}(?:kod\w*|code|nr|no|number|numer\w*)?\W*$"
    r"|(?:\bnr|\bno|\bkodas|\bcode|\bnumber|\bnumeris)\W*$"
)
_ABOUT_PROJECT = re.compile(r"projekt|project|grant|dotacij")
# The programme in a code of the Norwegian and EEA grants.
_PROGRAMME_IN_CODE = re.compile(r"^(?:NOR|EEE|EEA)-?([A-Z]{2}\d{2})\b")
# Programmes by their names, folded, as far as case endings leave them alone.
_PROGRAMMES = (
    (re.compile(r"erasmus\s*\+"), "Erasmus+"),
    (re.compile(r"\binterreg\b[^,.;()„“\"]{0,40}"), ""),
    (re.compile(r"norvegijos finansini\w+ mechanizm\w+|norwegian financial mechanism|norway grants"), ""),
    (re.compile(r"\b(?:eee|eea)(?: ir norvegijos)? (?:finansini\w+ mechanizm\w+|grants|financial mechanism)"), ""),
    (re.compile(r"\bhorizon (?:europe|2020)\b|programa „?horizontas"), ""),
    (re.compile(r"european social fund(?: plus)?|europos socialini\w+ fond\w+"), ""),
)

_INDICATOR = re.compile(r"(?<![\w./-])(\d{1,2}(?:\.\d{1,2}){1,3})\.?(?![\w/]|[.-]\d)")
_INDICATOR_WORD = re.compile(r"rodikl\w*|indicator\w*|activity|veikl\w*|result\w*|rezultat\w*")
_INDICATOR_CALLED = re.compile(r"(?:rodikl\w*|indicator\w*)\W{1,3}(?:(?:nr|no)\W*)?$")
# So many characters on either side of an indicator's number name it.
_NEAR = 34

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_HOST_ENDINGS = (
    "lt|no|com|org|net|eu|info|lv|ee|se|dk|fi|is|pl|de|fr|es|it|uk|us|io|edu|gov|cz|sk|at|be|nl|ie|pt|hu|ch|ua"
)
_URL = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"“”„()\[\]]+|(?<![\w.@-])(?:[\w-]+\.)+(?:{_HOST_ENDINGS})(?:/[^\s<>\"“”„()]*)?(?![\w@-])",
    re.IGNORECASE,
)


def find_links(paragraphs: Sequence[str]) -> list[LinkFact]:
    found: list[LinkFact] = []
    for number, text in enumerate(paragraphs):
        for match in _EMAIL.finditer(text):
            span = Span(number, *match.span())
            found.append(LinkFact(match.group(), f"mailto:{match.group()}", span, 0.99))
        masked = _EMAIL.sub(lambda match: " " * len(match.group()), text)
        for match in _URL.finditer(masked):
            address = match.group().rstrip(".,;:!?'’")
            if address.startswith("t.y"):
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
        for match in _CODE.finditer(text):
            code = match.group()
            before = plain[max(0, match.start() - 40) : match.start()]
            certainty = 0.99 if code in known else _code_certainty(code, before, plain[: match.end()][-500:])
            if certainty > (best.certainty if best else 0.5):
                best = TextFact(code, Span(number, *match.span()), certainty, known.get(code, ""))
    return best


def _code_certainty(code: str, before: str, text: str) -> float:
    groups = code.count("-") + 1
    certainty = 0.3 + 0.1 * min(groups, 5)
    if _FUND.search(code):
        certainty += 0.15
    if _CALLED.search(before):
        certainty += 0.3 if _ABOUT_PROJECT.search(text) else 0.1 if groups > 2 else 0.0
    elif _ABOUT_PROJECT.search(text):
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
        in_code = _PROGRAMME_IN_CODE.match(grant.text)
        if in_code:
            return TextFact(in_code.group(1), grant.span, 0.9)
    for number, text in enumerate(paragraphs):
        plain = folded_in_place(text)
        for pattern, name in _PROGRAMMES:
            match = pattern.search(plain)
            if match:
                words = text[slice(*match.span())].split()
                return TextFact(
                    name or " ".join(nominative_phrase(words, language)), Span(number, *match.span()), NAMED_PROGRAMME
                )
    return None


def find_indicators(paragraphs: Sequence[str]) -> list[TextFact]:
    found: dict[str, TextFact] = {}
    for number, text in enumerate(paragraphs):
        plain = folded_in_place(text)
        for match in _INDICATOR.finditer(text):
            parts = match.group(1).count(".") + 1
            # Two numbers may be an amount or a time, so what they are called has to stand right before them.
            if parts > 2:
                is_indicator = _INDICATOR_WORD.search(plain[max(0, match.start() - _NEAR) : match.end() + _NEAR])
            else:
                is_indicator = _INDICATOR_CALLED.search(plain[max(0, match.start() - _NEAR) : match.start()])
            if is_indicator and match.group(1) not in found:
                certainty = 0.95 if parts > 2 else 0.7
                found[match.group(1)] = TextFact(match.group(1), Span(number, *match.span(1)), certainty)
    return list(found.values())
