"""Repair is usable from plain Python."""

import os
import re
import subprocess
import sys

from tests.repository.files import ROOT


def test_the_example_of_the_documentation_runs_without_django() -> None:
    document = (ROOT / "docs/repair.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```\n\n```\n(.*?)```", document, flags=re.DOTALL)
    assert example is not None
    program = f"{example[1]}\nimport sys\nassert 'django' not in sys.modules\n"
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    assert done.stdout == example[2]


def test_every_module_of_repair_and_languages_is_imported_without_django() -> None:
    program = (
        "import sys, pkgutil, importlib\n"
        "for name in ('news.importer.repair', 'portal.languages'):\n"
        "    package = importlib.import_module(name)\n"
        "    for module in pkgutil.walk_packages(package.__path__, f'{name}.'):\n"
        "        if not module.name.endswith('__main__'):\n"
        "            importlib.import_module(module.name)\n"
        "assert 'django' not in sys.modules\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=False, text=True
    )
    assert done.stderr == ""
