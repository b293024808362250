"""What a file's name says: of its language, and of what the file is called without it."""

import re
from pathlib import PurePosixPath

from portal.languages.registry import languages


def base_name(name: str) -> str:
    """Without folders, whatever system the name is of."""
    return PurePosixPath(name.replace("\\", "/")).name


def name_parts(name: str) -> tuple[str, str]:
    """What a file is called without its language and its ending, and the language that its name says, or ""."""
    path = PurePosixPath(name)
    parts = [*path.parts[:-1], path.stem]
    known = [each.code for each in languages()]
    codes = "|".join(map(re.escape, known))
    marked = re.fullmatch(rf"(?i)(.*)[._ -]({codes})|({codes})[._ -](.*)", parts[-1])
    if marked:
        language = (marked[2] or marked[3]).lower()
        return "/".join([*parts[:-1], marked[1] or marked[4]]), language
    for index in range(len(parts) - 1, -1, -1):
        if parts[index].lower() in known:
            rest = [*parts[:index], *parts[index + 1 :]]
            return "/".join(rest) or parts[index], parts[index].lower()
    return "/".join(parts), ""
