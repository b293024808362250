"""Files that are not called alike and yet are one document, by what they say."""

import logging
from collections.abc import Sequence

from ..reading.document import ReadDocument
from .collecting import Bundle, Spool
from .pairing import Reason, Text
from .preparing_isolated import pair_isolated
from .wording import Refused

logger = logging.getLogger(__name__)

# Of more files than these, texts are not compared: each waits for its turn on the disk, these are all in memory.
MOST_FILES = 2_000


def matched(bundles: Sequence[Bundle], spool: Spool) -> list[Bundle]:
    """The bundles, files by themselves joined where they say the same; in the order of their identifiers.

    It depends on all files of a run, and on nothing else, so that a run that goes on after a kill finds the same.
    """
    alone = {bundle.identifier: bundle for bundle in bundles if _is_alone(bundle)}
    if not 1 < len(alone) <= MOST_FILES:
        return list(bundles)
    texts = [text for bundle in alone.values() if (text := _text(bundle, spool))]
    joined: list[Bundle] = []
    try:
        documents = pair_isolated(spool.sandbox, texts)
    except Refused:
        # Each file is then a document by itself, and says so where it is one that cannot be read.
        logger.warning("The texts of %d files could not be compared", len(texts))
        return list(bundles)
    for document in documents:
        if document.reason == Reason.CONTENT:
            parts = {language: alone.pop(text.name) for language, text in document.texts.items()}
            files = {language: next(iter(bundle.files.values())) for language, bundle in parts.items()}
            joined.append(Bundle(min(bundle.identifier for bundle in parts.values()), files))
    rest = [bundle for bundle in bundles if bundle.identifier in alone or not _is_alone(bundle)]
    return sorted([*rest, *joined], key=lambda bundle: bundle.identifier)


def _is_alone(bundle: Bundle) -> bool:
    return len(bundle.files) == 1 and not any(file.problem for file in bundle.files.values())


def _text(bundle: Bundle, spool: Spool) -> Text | None:
    """The text under the bundle's identifier; None for a file that cannot be read, which its own turn will report."""
    ((named, file),) = bundle.files.items()
    try:
        document = spool.read(file)
    except Refused:
        return None
    return Text(bundle.identifier, _paragraphs(document), named)


def _paragraphs(document: ReadDocument) -> tuple[str, ...]:
    parts = document.raw_text.split("\n\n") if document.has_layout_lines else [block.text for block in document.blocks]
    return tuple(text for part in parts if (text := " ".join(part.split())))
