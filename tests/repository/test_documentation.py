"""What the documents say about commands, variables and files is true."""

import ast
import re

from tests.repository.files import ROOT, python_files

# Django reads it before any setting.
SET_BY_PYTEST = {"PYTEST_XDIST_WORKER"}
READ_BY_DJANGO = {"DJANGO_SETTINGS_MODULE"}


def variables_read(source: str) -> set[str]:
    """Names of environment variables in `env.str("NAME")`, `env("NAME")` and `os.environ.get("NAME")`."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and _asks_environment(node.func):
            names.add(first.value)
    return names


def _asks_environment(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in {"env", "getenv"}
    if isinstance(function, ast.Attribute):
        owner = ast.unparse(function.value)
        return owner in {"env", "os.environ"} or ast.unparse(function) == "os.getenv"
    return False


def makefile_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))


def test_every_variable_that_settings_read_is_documented_and_no_other() -> None:
    read = {name for path in python_files("portal/settings") for name in variables_read((ROOT / path).read_text())}
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/settings.md").read_text(), flags=re.MULTILINE))
    assert read
    assert documented == read - SET_BY_PYTEST | READ_BY_DJANGO


def test_only_settings_read_the_environment() -> None:
    elsewhere = {}
    for path in python_files("home", "news", "search", "portal"):
        names = variables_read((ROOT / path).read_text()) - READ_BY_DJANGO
        if names and path.parts[:2] != ("portal", "settings"):
            elsewhere[str(path)] = sorted(names)
    assert elsewhere == {}


def test_every_make_target_in_the_documents_exists() -> None:
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        # In code only: prose may make a point without make having it.
        code = re.findall(r"`[^`]+`|^(?:    |\$ )?make .*$", document.read_text(), flags=re.MULTILINE)
        named = {target for text in code for target in re.findall(r"\bmake ([a-z][a-z-]*)", text)}
        assert named <= makefile_targets(), document.name


def test_the_readme_begins_with_the_two_commands() -> None:
    commands = re.findall(r"^make (\w+)", (ROOT / "README.md").read_text(), flags=re.MULTILINE)
    assert commands[:2] == ["demo", "test"]


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = []
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text()):
            if "://" not in target and not target.startswith("mailto:") and not (document.parent / target).exists():
                broken.append(f"{document.relative_to(ROOT)}: {target}")
    assert broken == []


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    files = sorted(path.name for path in (ROOT / "docs/adr").glob("[0-9]*.md"))
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))
    index = (ROOT / "docs/adr/README.md").read_text()
    assert [name for name in files if name not in index] == []
