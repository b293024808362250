"""Reading, repair, recognition and alignment are used from plain Python, as the documentation shows."""

import re
import subprocess
import sys
from pathlib import Path

from tests.repository.files import ROOT

TEXTS = {
    "visit_lt.txt": "Vizitas Norvegijoje 2017 m.\n\nProjekto partneriai lankysis Osle balandžio 3–6 dienomis.",
    "visit_en.txt": "Visit to Norway in 2017\n\nThe partners of the project will visit Oslo on 3–6 April.",
}
# Whatever is installed beside it, nothing of Django and nothing of the portal but its languages is loaded.
WITHOUT_DJANGO = """
import sys
loaded = {name for name in sys.modules if name.partition(".")[0] in ("django", "wagtail", "portal", "news")}
allowed = ("portal", "portal.languages", "news", "news.importer")
print(sorted(name for name in loaded if name not in allowed and not name.startswith(
    ("portal.languages.", "news.importer.reading", "news.importer.repair", "news.importer.recognition",
     "news.importer.alignment"))))
"""


def examples() -> list[str]:
    text = (ROOT / "docs/importer-as-a-library.md").read_text()
    return re.findall(r"^```python\n(.*?)^```$", text, re.M | re.S)


def run(code: str, folder: Path) -> list[str]:
    """What the code prints in a process that knows no settings."""
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


def test_documents_are_read_aligned_repaired_and_recognised_without_django(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    *groups, facts, loaded = run("".join(examples()) + WITHOUT_DJANGO, tmp_path)
    assert [group.rpartition(" ")[0] for group in groups] == ["(0,) (0,)", "(1,) (1,)"]
    assert "2017" in facts
    assert loaded == "[]"


def test_every_format_is_loaded_without_django(tmp_path: Path) -> None:
    code = "from news.importer.reading.kinds import accepted_suffixes\nprint('.pdf' in accepted_suffixes())\n"
    assert run(code + WITHOUT_DJANGO, tmp_path) == ["True", "[]"]


def test_the_example_is_ten_lines() -> None:
    lines = [line for line in examples()[0].splitlines() if line.strip()]
    assert len(lines) <= 10
