"""Writes to an index until killed, and says what is written: `python -m tests.search.index.endless_writer PATH`."""

import sys
from itertools import count
from pathlib import Path

import django

ITEMS = 20


def main() -> None:
    django.setup()
    from search.engines.embedded import EmbeddedEngine
    from search.index.interface import IndexChange
    from tests.search.corpus import document, key

    engine = EmbeddedEngine(Path(sys.argv[1]))
    held = {entry.key: entry.version for entry in engine.entries()}
    for turn in count(max(held.values(), default=0) + 1):
        number = turn % ITEMS + 1
        # A word that no other version has, so that the words of the index grow as well.
        word = "".join(chr(ord("a") + int(digit)) for digit in str(turn))
        text = document(number, lt=(f"Antraštė ketvirtoji{word}", "Vis tas pats kūnas."))
        engine.write([IndexChange(key(number), turn, text)])
        print(number, turn, flush=True)


if __name__ == "__main__":
    main()
