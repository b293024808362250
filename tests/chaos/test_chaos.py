"""The short form of `make chaos`; with what is started for it, it takes two processors about a minute and a half."""

from tests.chaos import report, scenario

SECONDS = 30.0
RATE = 2.0
NODES = 3


def test_nothing_is_lost_when_nodes_die_and_readers_never_notice() -> None:
    figures = scenario.run(SECONDS, RATE, NODES)
    print(report.text(figures))
    assert report.violations(figures) == []
    assert figures.answers.by_fallback > 0
    assert figures.proof.found > 0
