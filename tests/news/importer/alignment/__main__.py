"""`python -m tests.news.importer.alignment`: how right alignment is, and how sure, on each half of the evaluation."""

import os
import time
from argparse import ArgumentParser
from collections.abc import Sequence

import django

HALVES = ("tuning", "frozen")


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, help="one half only")
    parser.add_argument("--variants", type=int, default=1, help="forms that each text is changed into")
    parser.add_argument("--failures", action="store_true", help="groups of the tuning half that are wrong")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()

    from news.importer.alignment import alignment_confidence
    from tests.news.importer.alignment.measuring import aligned, measure, total
    from tests.news.importer.alignment.pairs import Pair, read_pairs

    def confidence(pair: Pair, target: Sequence[str]) -> float:
        return alignment_confidence(pair.source, target, source_language="lt", target_language="en")

    for half in [options.half] if options.half else HALVES:
        pairs = [pair for pair in read_pairs(options.variants) if pair.half == half]
        started = time.process_time()
        found = {pair.name: aligned(pair) for pair in pairs}
        seconds = time.process_time() - started
        score = total(measure(pair, found[pair.name]) for pair in pairs)
        print(
            f"{half}: {len(pairs)} pairs in {seconds:.1f} s; links {score.link_share:.4f}, "
            f"paragraphs {score.paragraph_share:.4f}, groups {score.group_share:.4f}"
        )
        once = [pair for pair in pairs if pair.name.endswith("/0")]
        strangers = [confidence(one, other.target) for one in once for other in once if one is not other]
        partners = [confidence(pair, pair.target) for pair in pairs]
        print(f"  confidence: lowest of a pair {min(partners):.2f}, highest of {len(strangers)} that are none "
              f"{max(strangers):.2f}")  # fmt: skip
        if options.failures and half == "tuning":
            for pair in pairs:
                for group in found[pair.name]:
                    if (group.source, group.target) not in pair.groups:
                        print(f"  {pair.name} ({pair.kind}): {group}")


if __name__ == "__main__":
    main()
