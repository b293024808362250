"""The repair of scanned text stays as good as it was measured to be; see docs/passages.md.

Of the frozen half only, and of every few passages, so that the suite stays quick.
"""

import pytest

from tests.news.importer.passages.damage import SCAN
from tests.news.importer.passages.measuring import right_words
from tests.news.importer.passages.passages import FROZEN
from tests.news.importer.passages.running import clean_changes, damaged_figures, founding_figures

LITHUANIAN = "lt"
# What the repair may leave or do at most, a little above what was measured.
LARGEST_RATE, LARGEST_RATE_AFTER_REVIEW = 0.011, 0.008
LARGEST_SPOILT_SHARE = 0.015
LARGEST_CHANGES_OF_CLEAN_TEXT = 0.001
LARGEST_FOUNDING_RATE = 0.006


def test_a_scan_comes_near_to_what_was_printed() -> None:
    figures = damaged_figures(LITHUANIAN, SCAN, FROZEN, every=4)
    assert figures.rate(figures.automatic) <= LARGEST_RATE
    assert figures.rate(figures.review) <= LARGEST_RATE_AFTER_REVIEW
    assert figures.spoilt_share <= LARGEST_SPOILT_SHARE


def test_text_that_is_right_hardly_changes() -> None:
    assert {
        name: share for name, share in clean_changes(FROZEN, every=8).items() if share > LARGEST_CHANGES_OF_CLEAN_TEXT
    } == {}


def test_the_founding_text_is_nearly_as_it_was_printed() -> None:
    figures = founding_figures()
    assert figures.rate(figures.automatic) <= LARGEST_FOUNDING_RATE


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("partnerių atstovų vizitas Osle", [True, True, True, True]),
        ("partnerių  atstovų\nvizitas Osle", [True, True, True, True]),
        ("partneriu atstovų vizitas Osle", [False, True, True, True]),
        ("partnerių at stovų vizitas Osle", [True, False, True, True]),
        ("partnerių atstovųvizitas Osle", [True, False, False, True]),
        ("partnerių ir atstovų vizitas Osle", [True, True, True, True]),
        ("partnerių atstovų vizitas Osle.", [True, True, True, False]),
        ("", [False, False, False, False]),
    ],
)
def test_a_word_is_right_when_it_stands_whole_between_spaces(text: str, right: list[bool]) -> None:
    assert right_words("partnerių atstovų vizitas Osle", text) == right
