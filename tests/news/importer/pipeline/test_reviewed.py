"""Decisions lie over the analysis, and nobody's is overwritten unseen."""

from typing import Any

import pytest

from news.importer.pipeline.analysis import ParagraphRole, analysis_from_json
from news.importer.pipeline.decisions import DecisionRequest, decide, review_of
from news.importer.pipeline.reviewed import InvalidDecision, Review
from news.models import ImportedDocument

from ..material import LEAD, TITLE, analysis, reviewer, stored

WORD = "word:lt:2:0"


def test_an_analysis_is_the_same_after_it_was_stored() -> None:
    assert analysis_from_json(analysis().to_json()) == analysis()


def test_doubtful_words_wait_and_a_chosen_reading_stands_in_the_text() -> None:
    review = Review(analysis(), {})
    assert review.undecided == 2
    assert "kélimo bddais" in review.text("lt", 2)

    review = Review(analysis(), {WORD: "kėlimo"})
    assert review.undecided == 1
    assert "kėlimo bddais" in review.text("lt", 2)


def test_a_sure_repair_can_be_taken_back() -> None:
    assert Review(analysis(), {"word:lt:0:0": "Partneriy"}).text("lt", 0) == "Partneriy vizitas Osle"


def test_a_paragraph_that_is_written_anew_has_no_doubtful_words_left() -> None:
    review = Review(analysis(), {"text:lt:2": "Visai kitaip."})
    assert (review.text("lt", 2), review.undecided) == ("Visai kitaip.", 0)


def test_what_is_left_out_needs_no_decision() -> None:
    assert Review(analysis(), {"part:lt:2": ParagraphRole.OMITTED}).undecided == 0


def test_title_and_lead_follow_their_paragraphs_until_they_are_written_otherwise() -> None:
    review = Review(analysis(), {"word:lt:0:0": "Partneriy"})
    assert review.fact("title.lt") == "Partneriy vizitas Osle"
    assert review.fact("lead.lt") == LEAD
    assert Review(analysis(), {"fact:title.lt": "Vizitas"}).fact("title.lt") == "Vizitas"


@pytest.mark.parametrize(
    ("target", "value"),
    [
        ("word:lt:2:7", "x"),
        ("word:lt:02:0", "x"),
        ("word:lt:-1:0", "x"),
        ("word:lt:٢:0", "x"),
        ("word:xx:0:0", "x"),
        (WORD, 3),
        (WORD, "x" * 201),
        (WORD, "a\x00b"),
        ("part:lt:0", "script"),
        ("groups:en", [[[0], [0]]]),
        ("groups:en", "x"),
        ("groups:lt", []),
        ("fact:password", "x"),
        ("fact:date", 3),
        ("apart:en", "yes"),
        ("shown", 1),
        ("", ""),
    ],
)
def test_what_no_form_offers_is_refused(target: str, value: Any) -> None:
    with pytest.raises(InvalidDecision):
        Review(analysis(), {}).check(target, value)


@pytest.mark.usefixtures("languages")
def test_a_decision_is_kept_with_who_made_it_and_what_held_before() -> None:
    document = stored()

    outcome = decide(
        document,
        [DecisionRequest(WORD, None, "kėlimo"), DecisionRequest("shown", False, True)],
        reviewer(first_name="Ona"),
    )

    assert [decision.number for decision in outcome.kept] == [1, 2]
    first = document.decisions.get(number=1)
    assert (first.target, first.before, first.after, first.user_name) == (WORD, None, "kėlimo", "Ona")
    assert ImportedDocument.objects.get().undecided == 1
    assert review_of(document).value("shown") is True


@pytest.mark.usefixtures("languages")
def test_somebody_elses_decision_is_not_overwritten_by_who_has_not_seen_it() -> None:
    document = stored()
    decide(document, [DecisionRequest(WORD, None, "kėlimo")], reviewer("ona"))
    jonas = reviewer("jonas")

    outcome = decide(
        document,
        [DecisionRequest(WORD, None, "kelimo"), DecisionRequest("fact:date", "2017-04-03", "2017-04-04")],
        jonas,
    )

    assert [(conflict.target, conflict.present, conflict.user_name) for conflict in outcome.conflicts] == [
        (WORD, "kėlimo", "ona")
    ]
    assert review_of(document).value(WORD) == "kėlimo"
    assert review_of(document).fact("date") == "2017-04-04"
    assert decide(document, [DecisionRequest(WORD, "kėlimo", "kelimo")], jonas).conflicts == []


@pytest.mark.usefixtures("languages")
def test_who_wants_what_holds_already_neither_conflicts_nor_leaves_a_decision() -> None:
    document = stored()
    decide(document, [DecisionRequest(WORD, None, "kėlimo")], reviewer("ona"))

    outcome = decide(document, [DecisionRequest(WORD, None, "kėlimo")], reviewer("jonas"))

    assert (outcome.kept, outcome.conflicts, document.decisions.count()) == ([], [], 1)


@pytest.mark.usefixtures("languages")
def test_one_impossible_decision_keeps_all_of_them_out() -> None:
    document = stored()

    with pytest.raises(InvalidDecision):
        decide(
            document, [DecisionRequest(WORD, None, "kėlimo"), DecisionRequest("word:lt:99:0", None, "x")], reviewer()
        )

    assert document.decisions.count() == 0


def test_paragraphs_that_are_one_part_are_found() -> None:
    review = Review(analysis(), {"part:lt:3": ParagraphRole.TITLE})
    assert review.paragraphs_of("lt", ParagraphRole.TITLE) == [0, 3]
    assert review.fact("title.lt") == f"{TITLE} Projekto partneriai"
