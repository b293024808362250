"""What a file's name says: of its language, and of what the file is called without it."""

import re
from pathlib import PurePosixPath

from portal.i18n import language_codes


def base_name(name: str) -> str:
    """Without folders, whatever system the name is of."""
    return PurePosixPath(name.replace("\\", "/")).name


def name_parts(name: str) -> tuple[str, str]:
    """What a file is called without its language and its ending, and the language that its name says, or ""."""
    path = PurePosixPath(name)
    parts = [*path.parts[:-1], path.stem]
    codes = "|".join(map(re.escape, language_codes()))
    marked = re.fullmatch(rf"(?i)(.*)[._ -]({codes})|({codes})[._ -](.*)", parts[-1])
    if marked:
        language = (marked[2] or marked[3]).lower()
        return "/".join([*parts[:-1], marked[1] or marked[4]]), language
    for index in range(len(parts) - 1, -1, -1):
        if parts[index].lower() in language_codes():
            rest = [*parts[:index], *parts[index + 1 :]]
            return "/".join(rest) or parts[index], parts[index].lower()
    return "/".join(parts), ""
