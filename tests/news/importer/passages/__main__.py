"""Measures the repair of scanned text: `python -m tests.news.importer.passages`; see docs/passages.md."""

import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from .measuring import Failure, Figures

LANGUAGE = "lt"
NAME_CELL, CELL = 16, 15
COLUMNS = (
    *("CER before", "automatic", "review", "strict"),
    *("words before", "automatic", "review"),
    *("spoilt", "looked at", "words a second"),
)
LEGEND = """CER: character error rate, %, white space forgiven; strict: after automatic repair, white space counted.
words: right, %; spoilt: of those that were right, %; looked at: choices that a person makes, for 1,000 words."""


def arguments() -> Namespace:
    from .damage import FORMS
    from .passages import FROZEN, TUNING

    forms = [*FORMS, "Tesseract"]
    parser = ArgumentParser(prog="python -m tests.news.importer.passages", description=__doc__)
    parser.add_argument("--half", choices=[TUNING, FROZEN], help="the passages of one half only")
    parser.add_argument("--rate", choices=forms, nargs="+", default=forms, help="how heavy the damage is")
    parser.add_argument("--failures", type=int, default=0, metavar="N", help="show N words that stayed wrong")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="portal-passages-") as folder:
        os.environ |= {"PORTAL_VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
        django.setup()
        measure(options)
    return 0


def measure(options: Namespace) -> None:
    from .running import clean_changes, damaged_figures, founding_figures

    say(row("", COLUMNS))
    figures = {}
    for form in options.rate:
        figures[form] = damaged_figures(LANGUAGE, form, options.half)
        say(row(form, cells(figures[form])))
    founding = founding_figures()
    say(row("founding text", cells(founding)))
    say(LEGEND)
    say("\nCharacters changed in clean text, %")
    for name, share in clean_changes(options.half).items():
        say(f"{name:{NAME_CELL}}{100 * share:{CELL}.3f}")
    for form, found in figures.items():
        say(f"\n{form}: words by kind of damage\n{kinds(found)}")
    for name, found in {**figures, "founding text": founding}.items() if options.failures else ():
        say(f"\n{name}: words that stayed wrong\n{failures(found, options.failures)}")


def cells(found: "Figures") -> list[str]:
    rates = [found.rate(stage) for stage in (found.before, found.automatic, found.review)]
    accuracies = [found.accuracy(stage) for stage in (found.before, found.automatic, found.review)]
    shares = [*rates, found.strict_rate(found.automatic), *accuracies, found.spoilt_share]
    return [
        *(f"{100 * share:.2f}" for share in shares),
        f"{1000 * found.looked_at / found.words:.1f}",
        f"{found.words / found.seconds:.0f}",
    ]


def row(name: str, values: "list[str] | tuple[str, ...]") -> str:
    return f"{name:{NAME_CELL}}" + "".join(f"{value:>{CELL}}" for value in values)


def kinds(found: "Figures") -> str:
    lines = [row("", ("words", "before", "automatic", "review"))]
    for kind, counts in sorted(found.by_kind.items()):
        shares = (f"{100 * counts[stage] / counts['words']:.1f}" for stage in ("before", "automatic", "review"))
        lines.append(row(kind, [str(counts["words"]), *shares]))
    return "\n".join(lines)


def failures(found: "Figures", number: int) -> str:
    def line(failure: "Failure") -> str:
        spoilt, offered = "spoilt" if failure.was_right else "", "offered" if failure.is_offered else ""
        return f"{failure.printed:24}{spoilt:8}{offered:9}{failure.sight}"

    return "\n".join(map(line, found.failures[:number]))


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
