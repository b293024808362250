from pathlib import Path
from typing import Any

from django.core.management.commands import makemessages
from jinja2.ext import babel_extract

# The folder in which the compiled engine looks for its templates.
JINJA = "jinja2"
# White space as portal.compiled_templates has it, or messages of several lines would be others than are looked for.
OPTIONS = {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}


class TranslatableFile(makemessages.BuildFile):
    """Django's, which reads compiled templates as its own and misses what stands in their blocks."""

    def preprocess(self) -> None:
        if not self.is_templatized or JINJA not in Path(self.path).parts:
            super().preprocess()
            return
        with open(self.path, "rb") as file:
            found = list(babel_extract(file, ["_", "gettext", "ngettext", "pgettext"], [], OPTIONS))
        with open(self.work_path, "w", encoding="utf-8") as file:
            file.writelines(f"{_function(function)}({_arguments(message)})\n" for _, function, message, _ in found)


class Command(makemessages.Command):
    build_file_class = TranslatableFile


def _function(name: str) -> str:
    return "gettext" if name == "_" else name


def _arguments(message: Any) -> str:
    """As xgettext reads them; a number decides which of two it is."""
    messages = [message] if isinstance(message, str) else [each for each in message if each is not None]
    return ", ".join([*map(repr, messages), *(["0"] if len(messages) > 1 else [])])
