"""What was read becomes an analysis: paragraphs that are repaired, recognised and aligned, and wait for a reviewer."""

import re
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ..alignment import align_texts
from ..reading.document import Block, BlockKind, ReadDocument
from ..recognition import OTHER, detect_language
from ..recognition.separating import separate_languages
from ..repair import RepairedText, TextChange, repair_text
from .analysis import Analysis, Group, Paragraph, ParagraphRole, Repair, TextLink
from .knowledge import Knowledge
from .picture_facts import OFFERED_TYPES, picture_facts, pictures_of
from .recognised_facts import recognised
from .wording import Refused, worded

BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*|\f")
PARTS = {
    BlockKind.HEADING: ParagraphRole.HEADING,
    BlockKind.PARAGRAPH: ParagraphRole.PARAGRAPH,
    BlockKind.LIST_ITEM: ParagraphRole.LIST_ITEM,
    BlockKind.QUOTATION: ParagraphRole.QUOTATION,
    BlockKind.TABLE: ParagraphRole.TABLE,
}


@dataclass(frozen=True)
class AnalysedDocument:
    """`warnings` are for the reviewer, in the user's language."""

    analysis: Analysis
    warnings: tuple[str, ...]


def language_of(document: ReadDocument, given: str = "") -> str:
    """The language that a file is in.

    Raises:
        Refused: where it is none of the portal's, or too little is said to tell.
    """
    if given:
        return given
    found = detect_language(document.raw_text)
    if found == OTHER:
        raise Refused(_("The text is in none of the portal's languages."))
    if not found:
        raise Refused(_("The text is too short to detect its language; give it with --language."))
    return found


def separated(document: ReadDocument) -> dict[str, ReadDocument]:
    """The document by language: in one piece, or as many as it has languages."""
    if document.has_layout_lines:
        pieces = [piece for piece in BETWEEN_PARAGRAPHS.split(document.raw_text) if piece.strip()]
        numbers = separate_languages([" ".join(piece.split()) for piece in pieces])
        parts = {
            # Offsets of links and numbers of pages are those of the whole.
            language: replace(document, raw_text="\n\n".join(pieces[n] for n in own), links=(), page_count=0)
            for language, own in numbers.items()
        }
    else:
        numbers = separate_languages([block.text for block in document.blocks])
        parts = {
            language: replace(
                document,
                raw_text="\n\n".join(document.blocks[n].text for n in own),
                blocks=tuple(document.blocks[n] for n in own),
            )
            for language, own in numbers.items()
        }
    return parts if len(parts) > 1 else {language_of(document): document}


def analyse(documents: Mapping[str, ReadDocument], source_language: str, knowledge: Knowledge) -> AnalysedDocument:
    """Analyses the texts of one document, by language.

    Raises:
        Refused: where the texts are not one document in two languages, with a message that says so.
    """
    order = sorted(documents, key=lambda language: language != source_language)
    texts = {
        language: paragraphs_of(documents[language], language, knowledge.words.get(language, frozenset()))
        for language in order
    }
    parts, facts = recognised(texts, knowledge.catalogue)
    texts = {language: _with_parts(paragraphs, parts[language]) for language, paragraphs in texts.items()}
    warnings = [worded(warning) for language in order for warning in documents[language].warnings]
    facts["pictures"] = picture_facts({language: documents[language] for language in order})
    for language in order:
        pictures = sum(picture.media_type not in OFFERED_TYPES for picture in pictures_of(documents[language]))
        if pictures:
            message = _("Pictures that stay in the file “%(name)s”: %(count)d.")
            warnings.append(message % {"name": documents[language].name, "count": pictures})
    groups = {
        language: _aligned(texts, documents, source_language, language)
        for language in order
        if language != source_language
    }
    return AnalysedDocument(Analysis(source_language, texts, groups, facts), tuple(dict.fromkeys(warnings)))


def _aligned(
    texts: Mapping[str, Sequence[Paragraph]], documents: Mapping[str, ReadDocument], source: str, target: str
) -> tuple[Group, ...]:
    alignment = align_texts(
        [paragraph.text for paragraph in texts[source]],
        [paragraph.text for paragraph in texts[target]],
        source_language=source,
        target_language=target,
    )
    if alignment.is_mismatched:
        message = _("“%(source)s” and “%(target)s” do not seem to be one document in two languages.")
        raise Refused(message % {"source": documents[source].name, "target": documents[target].name})
    return tuple(Group(group.source, group.target, group.certainty) for group in alignment.groups)


def paragraphs_of(document: ReadDocument, language: str, known_words: Collection[str] = ()) -> tuple[Paragraph, ...]:
    """The text's paragraphs, repaired."""
    if document.has_layout_lines:
        return _from_lines(document, language, known_words)
    return _from_blocks(document, language, known_words)


def _from_lines(document: ReadDocument, language: str, known_words: Collection[str]) -> tuple[Paragraph, ...]:
    raw = document.raw_text
    repaired = repair_text(raw, language, known_words=known_words)
    changes = _Changes(repaired)
    own_links = deque(sorted(document.links, key=lambda link: link.start))
    paragraphs, position, page, counted = [], 0, 1, 0
    for text, (raw_start, raw_end) in zip(repaired.text.split("\n\n"), repaired.raw_spans, strict=True):
        page, counted = page + raw.count("\f", counted, max(counted, raw_start)), max(counted, raw_start)
        links = []
        while own_links and own_links[0].start < raw_end:
            link = own_links.popleft()
            if raw_start <= link.start and link.end <= raw_end:
                links.append(link)
        paragraphs.append(
            Paragraph(
                part=ParagraphRole.PARAGRAPH,
                text=text,
                raw=raw[raw_start:raw_end].strip("\n\f"),
                page=page if document.page_count > 1 else None,
                repairs=changes.within(position, position + len(text)),
                links=tuple(TextLink(" ".join(raw[link.start : link.end].split()), link.url) for link in links),
            )
        )
        position += len(text) + 2
    return tuple(paragraphs)


def _from_blocks(document: ReadDocument, language: str, known_words: Collection[str]) -> tuple[Paragraph, ...]:
    """Together, so that the document's other words help; block by block where paragraphs would not stay as they are."""
    blocks = [block for block in document.blocks if block.kind in PARTS and block.text.strip()]
    prose = [block for block in blocks if block.kind is not BlockKind.TABLE]
    lines = [" ".join(block.text.split()) for block in prose]
    whole = repair_text("\n".join(lines), language, known_words=known_words, has_layout_lines=False)
    texts = whole.text.split("\n\n") if lines else []
    repaired: list[tuple[str, tuple[Repair, ...]]] = []
    if len(texts) == len(lines):
        position, changes = 0, _Changes(whole)
        for text in texts:
            repaired.append((text, changes.within(position, position + len(text))))
            position += len(text) + 2
    else:
        for line in lines:
            one = repair_text(line, language, known_words=known_words, has_layout_lines=False)
            repaired.append((one.text, _Changes(one).within(0, len(one.text))))
    found = iter(repaired)
    return tuple(
        _paragraph(block, block.text, ()) if block.kind is BlockKind.TABLE else _paragraph(block, *next(found))
        for block in blocks
    )


def _paragraph(block: Block, text: str, repairs: tuple[Repair, ...]) -> Paragraph:
    return Paragraph(
        part=PARTS[block.kind],
        text=text,
        raw=block.text,
        page=block.page,
        repairs=repairs,
        links=tuple(TextLink(block.text[link.start : link.end], link.url) for link in block.links),
        rows=block.rows,
    )


class _Changes:
    """Those of a text, given out paragraph by paragraph."""

    def __init__(self, repaired: RepairedText) -> None:
        self._left = deque(sorted(repaired.changes, key=lambda change: (change.start, change.end)))

    def within(self, start: int, end: int) -> tuple[Repair, ...]:
        """Those of the next paragraph, counted from its beginning."""
        found: list[Repair] = []
        reached = start
        while self._left and self._left[0].start <= end:
            change = self._left.popleft()
            if reached <= change.start and change.end <= end and (change.start < change.end or change.before.strip()):
                found.append(_repair(change, start))
                reached = change.end
        return tuple(found)


def _repair(change: TextChange, offset: int) -> Repair:
    return Repair(
        start=change.start - offset,
        end=change.end - offset,
        before=change.before,
        after=change.after,
        rule=change.rule,
        certainty=round(change.certainty, 4),
        readings=tuple(dict.fromkeys((change.after, *change.alternatives))),
        is_applied=change.is_applied,
        is_doubtful=not change.is_sure,
    )


def _with_parts(paragraphs: tuple[Paragraph, ...], parts: Mapping[int, ParagraphRole]) -> tuple[Paragraph, ...]:
    return tuple(
        replace(paragraph, part=parts.get(index, paragraph.part)) for index, paragraph in enumerate(paragraphs)
    )
