"""Addresses, codes and numbers, and why some are found in more than one way."""

import pytest

from portal.languages.common.patterns import (
    ADDRESS_IN_SCAN,
    ADDRESS_TO_COMPARE,
    ADDRESS_TO_PAIR_BY,
    CODE_TO_COMPARE,
    CODE_TO_PAIR_BY,
    EMAIL_ADDRESS,
    GRANT_NUMBER,
    NUMBER_IN_GROUPS_OF_THREE,
    WEB_ADDRESS,
)


@pytest.mark.parametrize(
    "code",
    [
        "NOR-LT10-VRM-01-K-02-006",
        "09.2.1-ESFA-K-728-01-0034",
        "VP1-4.3-VRM-02-V-05-001",
        "2021-1-LT02-KA152-YOU-000012345",
    ],
)
def test_grant_numbers_are_found_whole(code: str) -> None:
    found = GRANT_NUMBER.search(f"Projekto kodas {code}.")
    assert found is not None
    assert found.group() == code


def test_words_that_a_scan_has_stuck_together_are_no_address() -> None:
    assert WEB_ADDRESS.search("namai.be")
    assert not ADDRESS_IN_SCAN.search("namai.be")


def test_an_address_without_www_pairs_paragraphs_but_is_not_missed_in_a_translation() -> None:
    assert ADDRESS_TO_PAIR_BY.search("socialcluster.lt")
    assert not ADDRESS_TO_COMPARE.search("socialcluster.lt")


def test_a_word_with_a_figure_pairs_paragraphs_but_is_not_missed_in_a_translation() -> None:
    assert CODE_TO_PAIR_BY.search("5-metis")
    assert not CODE_TO_COMPARE.search("5-metis")


def test_the_name_in_an_email_is_at_most_as_long_as_one_may_be() -> None:
    assert EMAIL_ADDRESS.fullmatch(f"{'a' * 64}@example.lt")
    assert not EMAIL_ADDRESS.search(f"{'a' * 65}@example.lt")


@pytest.mark.parametrize("number", ["12 500", "12\u00a0500", "12,500", "1.250.000"])
def test_digits_are_grouped_by_one_mark(number: str) -> None:
    assert NUMBER_IN_GROUPS_OF_THREE.fullmatch(number)
    assert not NUMBER_IN_GROUPS_OF_THREE.fullmatch("1.250,000")
