"""The repair of scanned text stays as good as it was measured to be; see docs/passages.md.

Of the frozen half only, and of every few passages, so that the suite stays quick.
"""

import pytest

from tests.news.importer.passages.damage import SCAN
from tests.news.importer.passages.measuring import right_words
from tests.news.importer.passages.passages import FROZEN
from tests.news.importer.passages.running import TESSERACT, clean_changes, damaged_figures, founding_figures

LITHUANIAN = "lt"
# What the repair may leave or do at most, a little above what was measured: the character error rate, that after
# review, and the share of right words that are spoilt.
LARGEST = {SCAN: (0.0050, 0.0030, 0.0100), TESSERACT: (0.0105, 0.0070, 0.0150)}
LARGEST_CHANGES_OF_CLEAN_TEXT = 0.0005


@pytest.mark.parametrize("form", LARGEST)
def test_a_scan_comes_near_to_what_was_printed(form: str) -> None:
    figures = damaged_figures(LITHUANIAN, form, FROZEN, every=3)
    rate, rate_after_review, spoilt = LARGEST[form]
    assert figures.rate(figures.automatic) <= rate
    assert figures.rate(figures.review) <= rate_after_review
    assert figures.spoilt_share <= spoilt


def test_text_that_is_right_hardly_changes() -> None:
    changes = clean_changes(FROZEN, every=6)
    assert {name: share for name, share in changes.items() if share > LARGEST_CHANGES_OF_CLEAN_TEXT} == {}


def test_the_founding_text_is_as_it_was_printed_after_review_and_nearly_so_before() -> None:
    figures = founding_figures()
    assert figures.rate(figures.automatic) <= 0.001
    assert figures.rate(figures.review) == 0
    assert figures.spoilt == 0


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
