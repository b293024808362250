"""PO, as wagtail-localize writes it, read with a message for whatever a file may be instead."""

import tempfile
from pathlib import Path

import polib
from django.utils.translation import gettext as _

from .units import Unit, UnreadableFile

IDENTIFIER = "X-WagtailLocalize-TranslationID"
# Tools leave it as it is; what they change themselves they date otherwise.
WRITTEN_AT = "POT-Creation-Date"


def read_po(content: bytes) -> tuple[str, str, list[Unit]]:
    """The identifier of the translation that the file is of, when it was written, and its units.

    Raises:
        UnreadableFile: for what is no PO.
    """
    # polib takes a text that names a file of this machine for that file: it is given one of our own instead.
    with tempfile.NamedTemporaryFile(suffix=".po") as file:
        file.write(content)
        file.flush()
        try:
            catalogue = polib.pofile(str(Path(file.name)), encoding="utf-8")
        except (OSError, ValueError, LookupError) as error:
            raise UnreadableFile(_("This is no PO file.")) from error
    units = [
        Unit(entry.msgctxt or "", entry.msgid, entry.msgstr, is_unchecked=entry.fuzzy)
        for entry in catalogue
        if not entry.obsolete
    ]
    return catalogue.metadata.get(IDENTIFIER, ""), catalogue.metadata.get(WRITTEN_AT, ""), units
