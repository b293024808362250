"""The list of publishing's gates and effects as docs/architecture.md shows it, from the settings and the code."""

import ast

from portal.settings.publishing import PUBLISHING_EFFECTS, PUBLISHING_GATES
from tests.repository.files import ROOT

BEGIN, END = "<!-- The list, made from the settings by `make architecture`. -->", "<!-- End of the list. -->"


def first_line(path: str) -> str:
    """Of the docstring of a function, by its dotted path; "" where it has none.

    Raises LookupError where there is no such function at the top of a module.
    """
    module, _, name = path.rpartition(".")
    source = (ROOT / (module.replace(".", "/") + ".py")).read_text()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split())
    raise LookupError(path)


def drawn_list() -> str:
    lines = []
    for act, gates in PUBLISHING_GATES.items():
        lines += [f"**{act}**", ""]
        for title, paths in (("may refuse or ask", gates), ("follows", PUBLISHING_EFFECTS[act])):
            lines += [f"- {title}: nothing" if not paths else f"- {title}:"]
            lines += [f"  {number}. `{path}`: {first_line(path)}" for number, path in enumerate(paths, 1)]
        lines.append("")
    return "\n".join(lines)
