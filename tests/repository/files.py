"""The project's own files, as Git sees them: tracked or new, and not ignored."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("home", "news", "search", "portal")


def project_files(*directories: str) -> list[Path]:
    """Paths below the given directories, or all; relative to ROOT."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *directories]
    output = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = [Path(name) for name in output.split("\0") if name]
    return sorted(path for path in paths if (ROOT / path).is_file())


def python_files(*directories: str) -> list[Path]:
    return [path for path in project_files(*directories) if path.suffix == ".py"]
