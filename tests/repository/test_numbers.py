"""Numbers from text are read in one place, which knows what `isdigit` and `int` do not agree about."""

import ast
from collections.abc import Iterator

from tests.repository.files import PACKAGES, ROOT, python_files

READER = "portal/languages/common/natural_numbers.py"
ASKING = {"isdigit", "isdecimal", "isnumeric"}


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _reads(function: ast.AST) -> list[ast.Call]:
    """Calls of `int` with one argument that is no constant, and `map(int, …)`."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    own = [call for call in calls if _name(call.func) == "int" and len(call.args) == 1]
    mapped = [call for call in calls if _name(call.func) == "map" and call.args and _name(call.args[0]) == "int"]
    return [*own, *mapped]


def unsafe(source: str) -> Iterator[int]:
    """Lines that read a number after `isdigit`, or straight from a request."""
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        is_guarded = any(_name(node) in ASKING for node in ast.walk(function) if isinstance(node, ast.Attribute))
        for call in _reads(function):
            names = {_name(node) for argument in call.args for node in ast.walk(argument)}
            if is_guarded or names & {"request", "POST", "GET", "headers", "META", "COOKIES"}:
                yield call.lineno


def test_no_number_is_read_from_text_elsewhere() -> None:
    files = [path for path in python_files(*PACKAGES) if str(path) != READER]
    assert [f"{path}:{line}" for path in files for line in unsafe((ROOT / path).read_text())] == []


def test_numbers_that_are_read_unsafely_are_found() -> None:
    assert list(unsafe("def f(text):\n    return int(text) if text.isdigit() else 0")) == [2]
    assert list(unsafe("def f(request):\n    return int(request.GET['row'])")) == [2]
    assert list(
        unsafe("def f(parts):\n    if all(map(str.isdigit, parts)):\n        return list(map(int, parts))")
    ) == [3]
    assert list(unsafe("def f(number):\n    return int(number)")) == []
