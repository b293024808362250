"""Where files are, how long they are, and what no file says."""

import re

from tests.repository.files import PACKAGES, ROOT, project_files, python_files

LONGEST_FILE = 400
TEXT_SUFFIXES = {
    *(".css", ".html", ".in", ".java", ".js", ".json", ".jsonl", ".md", ".po", ".py", ".sh", ".svg", ".toml", ".txt"),
    *(".xml", ".yaml", ".yml", ""),
}
# In parts, so that this file does not say it either.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("repo", "maven", "apache", "org"),
        ("repo1", "maven", "org"),
        ("maven", "elastic", "co"),
        ("artifacts", "elastic", "co"),
        ("docker", "elastic", "co"),
        ("docker", "io"),
        ("ghcr", "io"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("deb", "debian", "org"),
    ]
]
PLACES_OUTSIDE = ["/".join(("..", "shared")), "/".join(("", "work", "main")), "/".join(("", "root", ""))]


def test_no_package_is_called_locale() -> None:
    """`locale/__init__.py` would stand in the way of Python's own module, which the interpreter imports."""
    assert not (ROOT / "locale" / "__init__.py").exists()


def test_every_folder_of_tests_is_a_package() -> None:
    """Two test files of the same name in folders that are none could not be collected together."""
    folders = {parent for path in python_files("tests") for parent in path.parents if parent.parts[:1] == ("tests",)}
    assert sorted(str(folder) for folder in folders if not (ROOT / folder / "__init__.py").exists()) == []


def test_files_stay_short_enough_to_read() -> None:
    code = [path for path in python_files(*PACKAGES, "tests") if "migrations" not in path.parts]
    lengths = {str(path): len((ROOT / path).read_text().splitlines()) for path in code}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_nothing_is_called_utils_or_helpers() -> None:
    assert [str(path) for path in python_files() if path.stem in {"utils", "helpers", "misc", "common"}] == []


def test_no_file_names_a_package_registry_or_a_place_outside_the_project() -> None:
    pattern = re.compile("|".join(re.escape(text) for text in [*REGISTRY_HOSTS, *PLACES_OUTSIDE]))
    found = {}
    for path in project_files():
        if path.suffix in TEXT_SUFFIXES:
            mentions = sorted(set(pattern.findall((ROOT / path).read_text(errors="replace"))))
            if mentions:
                found[str(path)] = mentions
    assert found == {}


def test_requirements_are_locked_with_hashes() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        entries = re.split(r"\n(?=\S)", path.read_text().strip())
        entries = [entry for entry in entries if not entry.startswith("#")]
        assert entries
        assert [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
