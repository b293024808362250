"""What the program knows of a language stands in the language's package, and nothing else names one."""

import ast
import io
import tokenize
from pathlib import Path

import pytest

from tests.repository.files import PACKAGES, ROOT, python_files

CODES = {path.parent.name for path in (ROOT / "portal" / "languages").glob("*/__init__.py")} - {
    "common",
    "building",
    "others",
}
NAMES = ("lithuanian", "english", "norwegian")
# The settings choose the languages; a migration says what was chosen once.
MAY_NAME_ONE = (Path("portal/languages"), Path("portal/settings"))


def names_of_languages(source: str) -> list[str]:
    """Codes of languages as strings and their names in names of the code; what is said in words may name any."""
    said = {
        (node.lineno, node.col_offset)
        for each in ast.walk(ast.parse(source))
        if isinstance(each, ast.Expr) and isinstance(node := each.value, ast.Constant) and isinstance(node.value, str)
    }
    found = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if (
            token.type == tokenize.STRING
            and token.start not in said
            and "f" not in token.string[: token.string.index(token.string[-1])].lower()
        ):
            value = ast.literal_eval(token.string)
            if value in CODES or (isinstance(value, str) and value.lower() in NAMES):
                found.append(token.string)
        elif token.type == tokenize.NAME and any(name in token.string.lower() for name in NAMES):
            found.append(token.string)
    return found


def test_nothing_outside_the_languages_names_one() -> None:
    assert {"lt", "en"} <= CODES
    wrong = {}
    for path in python_files(*PACKAGES):
        if "migrations" in path.parts or any(place in path.parents for place in MAY_NAME_ONE):
            continue
        found = names_of_languages((ROOT / path).read_text())
        if found:
            wrong[str(path)] = found
    assert wrong == {}


@pytest.mark.parametrize(
    "source", ['x = {"lt": 1}', "def lithuanian_type(): ...", "if language == 'en': ...", "ENGLISH_TYPES = ()"]
)
def test_every_way_of_naming_one_is_seen(source: str) -> None:
    assert names_of_languages(source)


def test_words_about_languages_are_no_rules() -> None:
    assert names_of_languages('"""Lithuanian, `lt`."""\n# English: "en"\nx = "lithuania"') == []
