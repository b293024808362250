"""An editor who never rests: `python -m tests.chaos.editing --rate 1.5 --seed 1 --journal FILE …`, until SIGTERM.

Each act is a line of the journal: what was done to which item, how long it took, how long until every web server showed
it, and whether it failed. Every text has a word of its own that no other has, by which readers find it or must not
find it.
"""

import argparse
import json
import random
import signal
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import FrameType

import django

django.setup()

from news.models import NewsItemPage  # noqa: E402
from tests.chaos.journal import Act  # noqa: E402
from tests.chaos.pages import Shown, shown_by_all  # noqa: E402
from tests.chaos.words import COMMON_WORDS, unique_word  # noqa: E402
from tests.factories import content  # noqa: E402

# What is done, and how often in proportion. Half of it makes something new to be found.
ACTS = {"publish": 8, "edit": 6, "draft": 2, "unpublish": 2, "republish": 1, "delete": 2}
PUBLISHING = ("publish", "edit", "republish")
WRITING = (*PUBLISHING, "draft")


class Editor:
    """Items are known by their translation key; each has one page."""

    def __init__(self, seed: int, journal: Path, port: int, servers: Sequence[int]) -> None:
        self.seed = seed
        self.port = port
        self.servers = servers
        self.chance = random.Random(seed)  # noqa: S311
        self.journal = journal.open("a", encoding="utf-8", buffering=1)
        self.live: list[str] = []
        self.withdrawn: list[str] = []
        self.count = 0
        self.stopping = False

    def work(self, rate: float) -> None:
        """Acts so often a second; what an act takes too long is made up for by those after it."""
        signal.signal(signal.SIGTERM, self._stop)
        due = time.monotonic()
        while not self.stopping:
            time.sleep(max(0.0, due - time.monotonic()))
            due += 1 / rate
            self.act()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def act(self) -> None:
        self.count += 1
        name = self.chance.choices(list(ACTS), list(ACTS.values()))[0]
        candidates = self.withdrawn if name == "republish" else self.live
        if not candidates:
            name = "publish"
        item = "" if name == "publish" else self.chance.choice(candidates)
        word = unique_word(f"{self.seed} {self.count}")
        path = _page(item).url if item else ""
        started, error, shown = time.monotonic(), "", Shown()
        try:
            item = getattr(self, name)(item, word)
        except Exception as failure:
            error = f"{type(failure).__name__}: {failure}"
        taken = time.monotonic() - started
        if name != "draft" and not error:
            expected = word if name in PUBLISHING else ""
            shown = shown_by_all(path or _page(item).url, expected, self.servers, self.port)
        written = word if name in WRITING else ""
        act = Act(name, item, written, name in PUBLISHING, taken, error, shown.after, shown.old_until)
        self.journal.write(json.dumps(asdict(act), ensure_ascii=False) + "\n")

    def publish(self, item: str, word: str) -> str:
        title = f"{word} {self.chance.choice(COMMON_WORDS)}"
        page = content.make_item(title, body=[f"Straipsnis apie {word}.", " ".join(COMMON_WORDS)])
        item = str(page.translation_key)
        self.live.append(item)
        return item

    def edit(self, item: str, word: str) -> str:
        page = _page(item)
        page.title = page.lead = f"{word} {self.chance.choice(COMMON_WORDS)}"
        page.body = [("paragraph", f"<p>Straipsnis apie {word}.</p>")]
        page.save_revision().publish()
        return item

    def draft(self, item: str, word: str) -> str:
        page = _page(item)
        page.title = f"{word} juodraštis"
        page.save_revision()
        return item

    def unpublish(self, item: str, word: str) -> str:
        self.live.remove(item)
        _page(item).unpublish()
        self.withdrawn.append(item)
        return item

    def republish(self, item: str, word: str) -> str:
        self.withdrawn.remove(item)
        self.edit(item, word)
        self.live.append(item)
        return item

    def delete(self, item: str, word: str) -> str:
        self.live.remove(item)
        _page(item).delete()
        return item


def _page(item: str) -> NewsItemPage:
    return NewsItemPage.objects.get(translation_key=item)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.editing", description=__doc__)
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--journal", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True, help="the proxy's")
    parser.add_argument("--servers", type=int, nargs="+", required=True, help="ports of the web servers behind it")
    options = parser.parse_args()
    Editor(options.seed, options.journal, options.port, options.servers).work(options.rate)


if __name__ == "__main__":
    main()
