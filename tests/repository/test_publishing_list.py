"""What may refuse an act on a text and what follows from it stands in one list; nothing acts beside it."""

import ast
from collections.abc import Iterator

import pytest

from portal.settings.publishing import PUBLISHING_EFFECTS, PUBLISHING_GATES
from portal.translation.publishing import Act
from tests.repository.files import PACKAGES, ROOT, python_files
from tests.repository.publishing_list import first_line

LISTED = [(act, path) for lists in (PUBLISHING_GATES, PUBLISHING_EFFECTS) for act in lists for path in lists[act]]


def test_every_act_has_its_gates_and_effects() -> None:
    assert list(PUBLISHING_GATES) == list(PUBLISHING_EFFECTS) == [*Act]


@pytest.mark.parametrize(("act", "path"), LISTED)
def test_what_is_listed_exists_and_says_what_it_does(act: str, path: str) -> None:
    assert first_line(path)


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Calls of a method or function of that name, as `name(…)` or `x.name(…)`, each with its file."""
    for path in python_files(*PACKAGES):
        for node in ast.walk(ast.parse((ROOT / path).read_text())):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called == name:
                    yield str(path), node


def test_nothing_listens_to_wagtails_own_signals_of_acts() -> None:
    signals = {"page_published", "page_unpublished", "published", "unpublished", "pre_page_move", "post_page_move"}
    listening = {
        path
        for path, call in calls("connect")
        if ast.unparse(call.func).rpartition(".")[0].rpartition(".")[2] in {*signals, "copy_for_translation_done"}
    }
    assert listening == set()
    assert list(calls("receiver")) == []


def test_no_module_is_imported_for_what_its_import_does() -> None:
    for path in python_files(*PACKAGES):
        if path.name != "__init__.py" and "settings" not in path.parts:
            assert "noqa: F401" not in (ROOT / path).read_text(), path
