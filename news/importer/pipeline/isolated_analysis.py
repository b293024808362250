"""Analyses the texts of strangers in a sandbox."""

from collections.abc import Mapping, Sequence

from portal.i18n import language_codes
from portal.runtime.sandbox import Limits, Sandbox, run

from ..alignment import align_texts
from ..reading.document import ReadDocument
from ..recognition import Catalogue, recognise
from ..recognition.separating import separate_languages
from ..repair import RepairedText, repair_text
from .document_analysis import AnalysedDocument, analyse, language_of, separated
from .text_pairs import PairedDocument, Text, pair_texts
from .wording import Refused

_OF_WARMING = (
    "2017 m. kovo 3 d. Vilniuje lankėsi Bergeno universiteto direktorė Ona Petraitytė, the head of the department in "
    "Norway, ir kalbejo apie bendradarb1avimą, www.example.org, NOR-LT10-VRM-01-K-02-006."
)

# Of the processor, whatever there is to do; and for so many characters more.
LEAST_SECONDS = 10
CHARACTERS_A_SECOND = 5_000
# A machine that is busy gives them in so many times the time.
PATIENCE = 5


def limits_of(characters: int) -> Limits:
    """What the analysis of so many characters may take."""
    seconds = LEAST_SECONDS + characters // CHARACTERS_A_SECOND
    return Limits(seconds=seconds * PATIENCE, processor_seconds=seconds)


def separated_isolated(sandbox: Sandbox, document: ReadDocument) -> dict[str, ReadDocument]:
    return sandbox.run(separated, document, limits=limits_of(len(document.raw_text)), refusal=Refused, warm=warm)


def language_isolated(sandbox: Sandbox, document: ReadDocument, given: str) -> str:
    limits = limits_of(len(document.raw_text))
    return given or sandbox.run(language_of, document, given, limits=limits, refusal=Refused, warm=warm)


def analyse_isolated(sandbox: Sandbox, documents: Mapping[str, ReadDocument], source_language: str) -> AnalysedDocument:
    """As `analyse`, with the `knowledge` that the sandbox keeps."""
    return sandbox.run(
        analyse,
        documents,
        source_language,
        kept=("knowledge",),
        limits=limits_of(sum(len(document.raw_text) for document in documents.values())),
        refusal=Refused,
        warm=warm,
    )


def pair_isolated(sandbox: Sandbox, texts: Sequence[Text]) -> list[PairedDocument]:
    """As `pair_texts`; raises Refused where that takes too long."""
    characters = sum(len(paragraph) for text in texts for paragraph in text.paragraphs)
    return sandbox.run(pair_texts, texts, limits=limits_of(characters), refusal=Refused, warm=warm)


def repair_isolated(text: str, language: str, *, has_layout_lines: bool) -> RepairedText:
    """As `repair_text`."""
    limits = limits_of(len(text))
    return run(repaired, text, language, has_layout_lines, limits=limits, refusal=Refused)


def repaired(text: str, language: str, has_layout_lines: bool) -> RepairedText:
    return repair_text(text, language, has_layout_lines=has_layout_lines)


def warm() -> None:
    """Loads the lexicons and dictionaries that texts in the portal's languages are analysed with: texts of each are
    analysed, with a name, a place, a day, an address and a word that was misread."""
    texts = [_OF_WARMING] * 2
    for code in language_codes():
        repaired = repair_text("\n".join(texts), code)
        recognise(repaired.text.split("\n\n"), code, Catalogue())
        for other in language_codes():
            if other != code:
                align_texts(texts, texts, source_language=code, target_language=other)
    separate_languages(texts)
