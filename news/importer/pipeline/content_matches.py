"""Files that are not called alike and yet are one document, by what they say."""

import logging
from collections.abc import Sequence

from ..reading.document import ReadDocument
from .file_groups import FileGroup, Spool
from .isolated_analysis import pair_isolated
from .text_pairs import Reason, Text
from .wording import Refused

logger = logging.getLogger(__name__)

# Of more files than these, texts are not compared: each waits for its turn on the disk, these are all in memory.
MOST_FILES = 2_000


def matched(groups: Sequence[FileGroup], spool: Spool) -> list[FileGroup]:
    """The groups, files by themselves joined where they say the same; in the order of their identifiers.

    It depends on all files of a run, and on nothing else, so that a run that goes on after a kill finds the same.
    """
    alone = {group.identifier: group for group in groups if _is_alone(group)}
    if not 1 < len(alone) <= MOST_FILES:
        return list(groups)
    texts = [text for group in alone.values() if (text := _text(group, spool))]
    joined: list[FileGroup] = []
    try:
        documents = pair_isolated(spool.sandbox, texts)
    except Refused:
        # Each file is then a document by itself, and says so where it is one that cannot be read.
        logger.warning("The texts of %d files could not be compared", len(texts))
        return list(groups)
    for document in documents:
        if document.reason == Reason.CONTENT:
            parts = {language: alone.pop(text.name) for language, text in document.texts.items()}
            files = {language: next(iter(group.files.values())) for language, group in parts.items()}
            joined.append(FileGroup(min(group.identifier for group in parts.values()), files))
    rest = [group for group in groups if group.identifier in alone or not _is_alone(group)]
    return sorted([*rest, *joined], key=lambda group: group.identifier)


def _is_alone(group: FileGroup) -> bool:
    return len(group.files) == 1 and not any(file.problem for file in group.files.values())


def _text(group: FileGroup, spool: Spool) -> Text | None:
    """The text under the group's identifier; None for a file that cannot be read, which its own turn will report."""
    ((named, file),) = group.files.items()
    try:
        document = spool.read(file)
    except Refused:
        return None
    return Text(group.identifier, _paragraphs(document), named)


def _paragraphs(document: ReadDocument) -> tuple[str, ...]:
    parts = document.raw_text.split("\n\n") if document.has_layout_lines else [block.text for block in document.blocks]
    return tuple(text for part in parts if (text := " ".join(part.split())))
