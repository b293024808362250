"""A cluster that is away is left alone for a moment, and found again soon after it is back."""

import pytest

from search.engines.elasticsearch import circuit_breaker
from search.engines.elasticsearch.circuit_breaker import CircuitBreaker
from search.index.interface import EngineAway, EngineUnavailable


@pytest.fixture
def breaker(monkeypatch: pytest.MonkeyPatch) -> CircuitBreaker:
    """One that was told a moment ago that the cluster is away; it rests until the test changes that."""
    monkeypatch.setattr(circuit_breaker, "REST_SECONDS", 1000.0)
    made = CircuitBreaker()
    fail(made)
    return made


@pytest.fixture
def rested(breaker: CircuitBreaker, monkeypatch: pytest.MonkeyPatch) -> CircuitBreaker:
    """One whose rest is over, while the next would be long."""
    monkeypatch.setattr(breaker, "_next_trial", 0.0)
    return breaker


def fail(breaker: CircuitBreaker) -> None:
    with pytest.raises(EngineAway, match="no route"), breaker.guarding():
        raise EngineAway("There is no route.")


def is_trial(breaker: CircuitBreaker) -> bool:
    with breaker.guarding() as trial:
        return trial


def test_nobody_asks_while_it_rests_and_all_hear_the_reason(breaker: CircuitBreaker) -> None:
    with pytest.raises(EngineAway, match="no route"), breaker.guarding():
        pytest.fail("This must not be reached.")


def test_after_the_rest_one_tries_and_the_others_still_do_not_wait(rested: CircuitBreaker) -> None:
    with rested.guarding() as trial:
        assert trial
        with pytest.raises(EngineAway), rested.guarding():
            pytest.fail("This must not be reached.")


def test_a_trial_that_succeeds_lets_everybody_in_as_usual(rested: CircuitBreaker) -> None:
    assert is_trial(rested)
    assert not is_trial(rested)


def test_a_trial_that_fails_begins_another_rest(rested: CircuitBreaker) -> None:
    fail(rested)
    with pytest.raises(EngineAway), rested.guarding():
        pytest.fail("This must not be reached.")


def test_a_cluster_without_an_index_is_not_away(rested: CircuitBreaker) -> None:
    with pytest.raises(EngineUnavailable, match="no index"), rested.guarding():
        raise EngineUnavailable("There is no index.")
    assert not is_trial(rested)
