"""What was recognised in a document, in the form in which it is stored and decided on.

`{"date", "first_day", "last_day", "country", "project", "title": {language: text}, "lead": …, "place": …,
"people": [{"use", "name": {…}, "role": {…}}], "organisations": [{"use", "name": {…}, "link": {…}}],
"results": [{"indicator", "text": {…}}], "picture", "pictures": [{"file", "part", "text": {…}}]}`: texts throughout,
dates in ISO 8601. `use` is the identifier of somebody known, NEW for one to be made, or empty for one to be passed
over. `picture` is the number of the item's picture among `pictures`, or empty.
"""

from collections.abc import Mapping, Sequence
from typing import Any

# No identifier: those are slugs.
NEW = "+new"

PLAIN = ("date", "first_day", "last_day", "country", "project", "picture")
BY_LANGUAGE = ("title", "lead", "place")
# What the rows of each list have: plain texts, and texts by language.
ROWS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "people": (("use",), ("name", "role")),
    "organisations": (("use",), ("name", "link")),
    "results": (("indicator",), ("text",)),
    "pictures": ((), ("text",)),
}


def fact_texts(facts: Mapping[str, Any], languages: Sequence[str]) -> dict[str, str]:
    """Every fact that there can be, by its path (`people.0.role.lt`); what was not recognised is empty."""
    texts = {name: str(facts.get(name) or "") for name in PLAIN}
    for name in BY_LANGUAGE:
        texts |= _by_language(name, facts.get(name), languages)
    for relation, (plain, by_language) in ROWS.items():
        for index, row in enumerate(facts.get(relation) or ()):
            path = f"{relation}.{index}"
            texts |= {f"{path}.{name}": str(row.get(name) or "") for name in plain}
            for name in by_language:
                texts |= _by_language(f"{path}.{name}", row.get(name), languages)
    return texts


def _by_language(path: str, values: Mapping[str, str] | None, languages: Sequence[str]) -> dict[str, str]:
    return {f"{path}.{language}": str((values or {}).get(language) or "") for language in languages}
