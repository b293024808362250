"""The rooms of the house: which package may import which, and what the code really imports.

`python -m tests.repository.rooms` writes the picture into docs/architecture.md.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.repository import publishing_list
from tests.repository.files import PACKAGES, ROOT, python_files

DOCUMENT = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- The picture, made from the code by `make architecture`. -->", "<!-- End of the picture. -->"

# From the top down. A room may import those of a later line, and itself.
FLOORS = ("home", "news", "search", "portal.translation", "portal", "portal.languages")
# Without Django, settings and every other room but the languages and those named.
PURE = {
    "portal.languages": frozenset[str](),
    "news.importer.reading": frozenset[str](),
    "news.importer.repair": frozenset[str](),
    "news.importer.alignment": frozenset[str](),
    "news.importer.recognition": frozenset({"news.importer.alignment"}),
}
# What starts the program names all the apps.
NAMES_ALL_APPS = ("portal.settings", "portal.urls")


@dataclass
class Modules:
    """Modules of the project by name; `imports` are those of the project that each imports anywhere, `others` packages
    of others. Deferred imports and those for type checking only count."""

    docstrings: dict[str, str] = field(default_factory=dict)
    imports: dict[str, set[str]] = field(default_factory=dict)
    others: dict[str, set[str]] = field(default_factory=dict)


def room(module: str) -> str:
    """The floor that a module stands on."""
    return max((floor for floor in FLOORS if is_in(module, floor)), key=len)


def is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def read_modules() -> Modules:
    sources = {}
    for path in python_files(*PACKAGES):
        if "migrations" not in path.parts:
            parts = path.with_suffix("").parts
            is_package = parts[-1] == "__init__"
            sources[".".join(parts[:-1] if is_package else parts)] = ((ROOT / path).read_text(), is_package)
    return modules_of(sources)


def modules_of(sources: Mapping[str, tuple[str, bool]]) -> Modules:
    """Of sources by the name of the module, each with whether it is a package."""
    found = Modules()
    for name, (source, is_package) in sources.items():
        tree = ast.parse(source)
        found.docstrings[name] = (ast.get_docstring(tree) or "").split("\n\n")[0].replace("\n", " ")
        package = name if is_package else name.rpartition(".")[0]
        targets = set(_imported(tree, package))
        found.imports[name] = {own for target in targets if (own := _own(target, sources)) and own != name}
        found.others[name] = {target.split(".")[0] for target in targets} - set(PACKAGES)
    return found


def _imported(tree: ast.Module, package: str) -> Iterator[str]:
    """Full names of what is imported: of modules, or of names in modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")
            base = ".".join(parents[: len(parents) - node.level + 1]) if node.level else ""
            base = ".".join(filter(None, (base, node.module)))
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and _is_import_by_name(node.func):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _is_import_by_name(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"import_module", "import_string", "__import__"}


def _own(target: str, sources: Mapping[str, object]) -> str:
    """The module of ours that a full name leads to; "" where it is none."""
    while target and target not in sources:
        target = target.rpartition(".")[0]
    return target


def upward_arrows(modules: Modules) -> list[str]:
    found = []
    for name, imports in modules.imports.items():
        if any(is_in(name, each) for each in NAMES_ALL_APPS):
            continue
        floor = FLOORS.index(room(name))
        found += [f"{name} → {target}" for target in imports if FLOORS.index(room(target)) < floor]
    return sorted(found)


def impurities(modules: Modules) -> list[str]:
    found = []
    for package, allowed in PURE.items():
        for name in modules.imports:
            if is_in(name, package):
                own = (package, "portal.languages", *allowed)
                wrong = [each for each in modules.imports[name] if not any(is_in(each, room) for room in own)]
                wrong += modules.others[name] & {"django", "wagtail", "wagtail_localize"}
                found += [f"{name} → {each}" for each in wrong]
    return sorted(found)


def circles(modules: Modules) -> list[str]:
    """Of the children of each package, whatever lies in them: none may lead back to where it began."""
    packages = {name.rpartition(".")[0] for name in modules.imports if "." in name}
    found = []
    for package in sorted(packages):
        graph = _children(modules, package)
        for start in sorted(graph):
            way = _way_back(graph, start)
            if way and min(way) == start:
                found.append(" → ".join((*way, start)))
    return found


def _children(modules: Modules, package: str) -> dict[str, set[str]]:
    """Which children of a package import which."""
    graph: dict[str, set[str]] = {}
    depth = package.count(".") + 2
    for name, imports in modules.imports.items():
        if is_in(name, package) and name != package and name not in NAMES_ALL_APPS:
            child = ".".join(name.split(".")[:depth])
            others = {".".join(each.split(".")[:depth]) for each in imports if is_in(each, package) and each != package}
            graph.setdefault(child, set()).update(others - {child})
    return graph


def _way_back(graph: Mapping[str, set[str]], start: str) -> tuple[str, ...]:
    """The shortest way from a node back to it."""
    reached: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    for way in reached:
        for following in sorted(graph.get(way[-1], ())):
            if following == start:
                return way
            if following not in seen:
                seen.add(following)
                reached.append((*way, following))
    return ()


def picture(modules: Modules) -> str:
    """Each floor with its rooms, what is in them, and what they import on the same floor."""
    lines = []
    for place, floor in enumerate(FLOORS):
        below = ", ".join(f"`{each}`" for each in FLOORS[place + 1 :]) or "nothing of the project"
        lines += [f"### `{floor}`", "", modules.docstrings[floor], "", f"May import {below}.", ""]
        lines += ["| room | what is in it | imports beside it |", "|---|---|---|"]
        graph = _children(modules, floor)
        for child in sorted(graph):
            if child in FLOORS or child in NAMES_ALL_APPS or not modules.docstrings.get(child):
                continue
            beside = ", ".join(f"`{each.rpartition('.')[2]}`" for each in sorted(graph[child]) if each not in FLOORS)
            lines.append(f"| `{child.rpartition('.')[2]}` | {modules.docstrings[child]} | {beside} |")
        lines.append("")
    pure = ", ".join(f"`{package}`" for package in PURE)
    lines += [f"Pure Python, without Django: {pure}.", ""]
    return "\n".join(lines)


def drawn_anew(document: str, modules: Modules) -> str:
    """The document with the picture of the code, and the list of the settings."""
    document = _between(document, BEGIN, END, picture(modules))
    return _between(document, publishing_list.BEGIN, publishing_list.END, publishing_list.drawn_list())


def _between(document: str, begin: str, end: str, drawn: str) -> str:
    before, _, rest = document.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n\n{drawn}{end}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(drawn_anew(DOCUMENT.read_text(), read_modules()))
