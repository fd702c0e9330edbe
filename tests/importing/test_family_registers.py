"""Layouts of risk registers that councils use, beyond those of any one workbook."""

import pytest

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.risk import RiskReview, Score
from scorecard_desktop.importing.risk_scores import ScoreInWords, read_score, whole_number


def reviews(book) -> dict[str, RiskReview]:
    return {review.title: review for review in book.all(RiskReview)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12", ScoreInWords(total=12)),
        ("12 (Amber)", ScoreInWords(total=12)),
        ("High 16", ScoreInWords(total=16)),
        ("4x3=12", ScoreInWords(4, 3, 12)),
        ("4 × 5 = 20", ScoreInWords(4, 5, 20)),
        ("2x5 (10)", ScoreInWords(2, 5, 10)),
        ("12 (4 x 3)", ScoreInWords(4, 3, 12)),
        ("(4x3) 12 Amber", ScoreInWords(4, 3, 12)),
        ("4*3", ScoreInWords(4, 3)),
        ("L4 I5", ScoreInWords(4, 5)),
        ("I5/L4 = 20", ScoreInWords(4, 5, 20)),
        ("4/3", None),
        ("3-4", None),
        ("High", None),
    ],
)
def test_that_a_score_is_read_however_it_is_written(text, said):
    assert read_score(text) == said


def test_that_the_heading_says_which_factor_comes_first():
    assert read_score("4x3=12", "Current score (Impact x Likelihood)") == ScoreInWords(3, 4, 12)


@pytest.mark.parametrize(
    ("text", "number"),
    [("4", 4), ("4.0", 4), ("3 - Possible", 3), ("Likely (4)", 4), ("4x3", None), ("3-4", None), ("Likely", None)],
)
def test_that_a_level_is_a_number_alone_or_among_words(text, number):
    assert whole_number(text) == number


def test_that_scores_stand_in_one_cell_each_and_planned_actions_go_with_the_controls(read):
    book, plan = read(
        [
            ["Corporate risk register - October 2018"],
            [
                *("Risk ref", "Risk description", "Inherent score (LxI)", "Existing controls", "Residual score (LxI)"),
                *("Target score", "Further actions", "Owner", "Direction of travel"),
            ],
            [
                "C1",
                "The budget is not balanced",
                "5x4=20",
                "Monthly review",
                "4x3=12",
                "3x3 = 9",
                "Star chamber",
                "FD",
                "↔",
            ],
            ["C2", "A safeguarding failure", "4 x 5 = 20", "Audits", "L3 I5", "10", "Recruit", "DCS", "↓"],
        ]
    )
    found = reviews(book)["The budget is not balanced"]
    assert (found.original, found.current, found.target) == (Score(5, 4, 20), Score(4, 3, 12), Score(3, 3, 9))
    assert found.mitigation == "Monthly review\nStar chamber"
    assert reviews(book)["A safeguarding failure"].current == Score(3, 5, None)
    assert [(f.rule, f.cell) for f in plan.findings] == [("unmapped-column", "I2")]


def test_that_a_story_of_causes_and_consequences_is_no_impact(read):
    book, plan = read(
        [
            ["Strategic risks Q2 2018/19"],
            [None, None, None, "Gross risk", None, None, "Net risk", None, None],
            ["ID", "Risk", "Cause / Consequence", "L", "I", "Rating", "L", "I", "Rating"],
            ["S1", "Market failure", "Providers leave: need is not met", 4, 5, 20, 3, 5, 15],
        ],
        ["D2:F2", "G2:I2"],
    )
    (review,) = book.all(RiskReview)
    assert (review.original, review.current) == (Score(4, 5, 20), Score(3, 5, 15))
    assert review.description == "Providers leave: need is not met"
    assert plan.findings == ()


def test_that_a_column_of_words_gives_way_to_one_of_numbers(read):
    book, _ = read(
        [
            ["Risk register - June 2018"],
            ["No", "Risk", "Impact", "Likelihood", "Impact score", "Owner"],
            [1, "Flood", "Roads would close for days", 3, 4, "Highways"],
            [2, "Fire", "Residents would be moved", 2, 5, "Housing"],
        ]
    )
    assert {review.current for review in book.all(RiskReview)} == {Score(3, 4), Score(2, 5)}


def test_that_uncontrolled_and_controlled_risks_are_told_apart(read):
    book, plan = read(
        [
            ["Risk register at 31 March 2019"],
            ["Ref", "Risk and effects", "Uncontrolled risk", None, None, "Controls", "Controlled risk", None, None],
            [None, None, "Likelihood", "Impact", "Score", None, "Likelihood", "Impact", "Score"],
            ["S1", "Loss of data", 4, 4, 16, "Encryption", 2, 4, 8],
        ],
        ["C2:E2", "G2:I2"],
    )
    (review,) = book.all(RiskReview)
    assert (review.title, review.original, review.current) == ("Loss of data", Score(4, 4, 16), Score(2, 4, 8))
    assert plan.findings == ()


def test_that_a_second_column_of_one_meaning_is_said_louder_than_one_that_nobody_knows(read):
    _, plan = read(
        [
            ["Risk log as at September 2018"],
            ["ID", "Risk", "Probability (1-5)", "Impact (1-5)", "P x I", "Second impact", "Colour"],
            ["A", "Budget", 4, 5, 20, 3, "blue"],
        ]
    )
    found = {(f.cell, f.severity) for f in plan.findings}
    assert found == {("F2", Severity.WARNING), ("G2", Severity.NOTE)}
