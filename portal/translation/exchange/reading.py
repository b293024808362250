"""Reads files of translations and memories in a sandbox."""

import io
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from portal.languages.common.normalization import stored_html
from portal.runtime.sandbox import Limits, run
from portal.runtime.sandbox.limits import MEBIBYTE, WHILE_SOMEBODY_WAITS
from portal.translation.localize_strings import StringValue, validate_translation_links

from ..acceptable import is_no_text, reason_against
from .po import read_po
from .tmx import MemoryUnit, read_tmx
from .units import Unit, UnreadableFile
from .xliff import read_xliff

# One page's texts, which are read while somebody waits.
LARGEST_TRANSLATION_BYTES: Final = 5 * MEBIBYTE
MOST_UNITS: Final = 10_000
# By the worker.
LATER: Final = Limits(seconds=600, processor_seconds=120, memory=3072 * MEBIBYTE, answer=512 * MEBIBYTE)


@dataclass(frozen=True, slots=True)
class TranslationFile:
    """`identifier` is the translation's; `tool` is what the file is called; `written_at` what it says of when."""

    identifier: str
    tool: str
    units: tuple[Unit, ...]
    written_at: str = ""


def read_isolated(content: bytes) -> TranslationFile:
    """An XLIFF or PO file. Raises UnreadableFile."""
    return run(read_translation, content, limits=WHILE_SOMEBODY_WAITS, refusal=UnreadableFile)


def read_translation(content: bytes) -> TranslationFile:
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        file = read_xliff(content)
        identifier, written_at, units, tool = file.identifier, file.written_at, file.units, "XLIFF"
    else:
        identifier, written_at, units = read_po(content)
        tool = "PO"
    if len(units) > MOST_UNITS:
        raise UnreadableFile(_("The file has more than %(limit)d segments.") % {"limit": MOST_UNITS})
    return TranslationFile(identifier, tool, tuple(map(_checked, units)), written_at)


def _checked(unit: Unit) -> Unit:
    """With its translation as wagtail-localize keeps it, or what is wrong with it."""
    unit = replace(unit, target=stored_html(unit.target))
    if is_no_text(unit.source, unit.target):
        return replace(unit, target="")
    if reason := reason_against(unit.source, unit.target):
        return replace(unit, problem=reason)
    try:
        value = StringValue.from_translated_html(unit.target)
        # Asked of each text it would take as long as all the rest.
        if "<a " in value.data:
            validate_translation_links(unit.source, value.data)
    except ValueError as error:
        return replace(unit, problem=str(error))
    return replace(unit, target=str(value.data))


def read_memory_isolated(content: bytes) -> list[MemoryUnit]:
    """A TMX file. Raises UnreadableFile."""
    return run(read_memory, content, limits=LATER, refusal=UnreadableFile)


def read_memory(content: bytes) -> list[MemoryUnit]:
    """With texts as they are kept; a pair of which nothing is left of one is none."""
    units = (
        replace(unit, text=stored_html(unit.text).strip(), other_text=stored_html(unit.other_text).strip())
        for unit in read_tmx(io.BytesIO(content))
    )
    return [unit for unit in units if unit.text and unit.other_text]
