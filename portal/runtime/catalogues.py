"""Message catalogues compiled without GNU gettext, which a newcomer's machine need not have."""

import logging
import os
import struct
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from portal.storage.files import move_aside

logger = logging.getLogger(__name__)


def compile_catalogue(source: Path) -> bool:
    """Writes the `.mo` file beside a `.po` file; returns False where it is already newer than its source."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns and _is_whole(target):
        return False
    language = source.parent.parent.name
    with open(source, "rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    # Renamed into place: a server that starts meanwhile never reads half a catalogue.
    partial = target.with_name(f"{target.name}.{os.getpid()}")
    with open(partial, "wb") as file:
        write_mo(file, catalogue)
        file.flush()
        os.fsync(file.fileno())
        # Part of the program, for whichever account runs it.
        os.fchmod(file.fileno(), 0o644)
    move_aside(target)
    partial.replace(target)
    return True


def _is_whole(target: Path) -> bool:
    try:
        with open(target, "rb") as file:
            GNUTranslations(file)
    except (OSError, ValueError, LookupError, struct.error) as error:
        logger.warning("%s is compiled anew: %s", target, error)
        return False
    return True


def compile_catalogues(directories: list[Path]) -> list[Path]:
    """Compiles every outdated catalogue below `directories`; returns the sources that were compiled."""
    sources = [source for directory in directories for source in sorted(Path(directory).glob("*/LC_MESSAGES/*.po"))]
    return [source for source in sources if compile_catalogue(source)]
