"""The figures of a run, and what of it must not be."""

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence

from tests.chaos.journal import Act
from tests.chaos.pages import LONGEST_SECONDS
from tests.chaos.scenario import Figures


def violations(figures: Figures) -> list[str]:
    """What was promised and not kept, a sentence each; empty where all was kept."""
    return list(_violations(figures))


def _violations(figures: Figures) -> Iterator[str]:
    proof, answers = figures.proof, figures.answers
    failed = [act for act in figures.acts if act.error]
    if failed:
        yield f"{len(failed)} acts failed, the first with {failed[0].error}"
    for status, count in sorted(answers.statuses.items()):
        if status != 200:
            yield f"{count} readers were answered {status}"
    if answers.broken:
        yield f"{len(answers.broken)} readers had no answer, the first: {answers.broken[0]}"
    for name in ("lost", "stale", "leaked", "old_pages"):
        keys = getattr(proof, name)
        if keys:
            yield f"{len(keys)} items are {name}, the first is {keys[0]}"
    late = [act for act in figures.acts if act.old_until is not None and act.old_until > LONGEST_SECONDS]
    if late:
        yield f"{len(late)} acts were not shown to who asked {LONGEST_SECONDS:g} s later, the first: {late[0]}"
    if proof.waiting:
        yield f"{proof.waiting} documents are still waiting for delivery"
    if proof.by_fallback:
        yield f"{proof.by_fallback} answers came from the fallback although the cluster was back"
    if proof.verified.count("Index matches database") != 2:
        yield f"an index does not match the database: {proof.verified}"
    if "broken off" in proof.state:
        yield f"something of a rebuild is left: {proof.state}"
    before, after_outage, after_rebuild = figures.builds
    if before != after_outage:
        yield "an outage led to a rebuild"
    if after_outage == after_rebuild:
        yield "the rebuild took no new index into use"


def text(figures: Figures) -> str:
    acts, answers, proof = figures.acts, figures.answers, figures.proof
    kinds = Counter(act.act for act in acts)
    answered = sum(answers.statuses.values())
    rate = len(acts) / figures.seconds["editing"]
    old = [act.old_until for act in acts if act.old_until]
    shown = [act.shown for act in acts if act.shown is not None]
    lines = [
        f"  acts             {len(acts):,}: " + ", ".join(f"{count} {name}" for name, count in kinds.most_common()),
        f"                   {rate:.1f} a second, {_times([act.seconds for act in acts])}",
        f"                   failed: {sum(bool(act.error) for act in acts)}",
        f"                   shown by each web server after: {_times(shown)}; with the act ÷ act: {_seen(acts):.2f}",
        f"                   answered without it: after {len(old)} acts, {max(old, default=0) * 1000:.0f} ms at most",
        f"  readers          {answered:,} answers, {_times(answers.seconds)}",
        f"                   other than 200: {answered - answers.statuses[200]}, none at all: {len(answers.broken)}",
        f"                   JSON by the fallback: {answers.by_fallback:,}",
        f"  waiting at most  {figures.most_waiting}",
        *(f"  {name}: {seconds:.1f} s" for name, seconds in figures.seconds.items() if name != "editing"),
        f"  published        {proof.found + len(proof.lost) + len(proof.stale)} items, found: {proof.found}, "
        f"lost: {len(proof.lost)}, stale: {len(proof.stale)}",
        f"  not public       {proof.hidden_words} words of older texts, drafts and withdrawn items, "
        f"that find theirs: {len(proof.leaked)}",
        *(f"  {line}" for line in proof.verified.splitlines()),
    ]
    return "\n".join(lines)


def _seen(acts: Sequence[Act]) -> float:
    """The median over what was published."""
    return statistics.median((act.seconds + act.shown) / act.seconds for act in acts if act.shown is not None)


def _times(seconds: Sequence[float]) -> str:
    cuts = statistics.quantiles([value * 1000 for value in seconds], n=100, method="inclusive")
    return f"median {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms, at most {max(seconds) * 1000:,.0f} ms"
