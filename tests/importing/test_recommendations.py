"""Trackers of recommendations: read as a list, each with where it stands and what is done about it."""

from datetime import date

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview, RecommendationStatus
from scorecard_desktop.importing import TableKind, gather
from scorecard_desktop.importing.deciding import decide
from scorecard_desktop.importing.recommendations import read_status
from support.workbooks import save

MET, PARTLY, NOT_YET = RecommendationStatus.MET, RecommendationStatus.PARTLY, RecommendationStatus.NOT_YET


@pytest.fixture
def imported(tmp_path):
    def importing(*files):
        book = Book()
        plans = []
        for number, rows in enumerate(files):
            path = save(tmp_path / f"tracker {number}.xlsx", {"Sheet1": rows})
            plans.append(decide(book, [gather(path)]))
            book.apply(plans[-1].change_set().changes)
        return book, plans

    return importing


def test_that_references_and_what_stands_behind_are_read(imported):
    book, (plan,) = imported(
        [
            ["Recommendations of the inspection as at October 2023"],
            ["Recommendation", "Monitored through", "Supported by", "Planned actions"],
            ["Rec. 4: Offer help early.\nWill be met once posts are filled", "The board", "Dashboard", "Recruit."],
            ["Rec. 12: Plan well", "• Board\n• Panel", None, "Train."],
        ]
    )
    assert [(r.ref, r.text) for r in book.all(Recommendation)] == [("4", "Offer help early."), ("12", "Plan well")]
    first, second = book.all(RecommendationReview)
    assert (first.reviewed, first.status, first.stated) == (
        date(2023, 10, 31),
        NOT_YET,
        "Will be met once posts are filled",
    )
    assert (first.supported_by, first.planned_actions) == ("Dashboard", "Recruit.")
    assert second.monitored_through == "• Board\n• Panel"
    assert [(t.kind, t.confidence_words) for t in plan.tables] == [(TableKind.RECOMMENDATIONS, "sure")]
    assert plan.findings == ()


def test_that_columns_in_any_order_and_other_words_are_read(imported):
    book, (plan,) = imported(
        [
            ["Audit tracker, June 2024"],
            ["Due date", "Lead officer", "Audit", "No.", "Audit recommendation", "Status", "Evidence of progress"],
            [date(2024, 9, 30), "A. Lead", "Payroll", 1, "Check starters", "Partially implemented", "Half done"],
            [None, "B. Lead", "Payroll", 2, "Check leavers", "Complete", None],
            ["soon", "B. Lead", "Grants", 1, "Keep receipts", "Purple", None],
        ]
    )
    reviews = book.all(RecommendationReview)
    assert [review.status for review in reviews] == [PARTLY, MET, RecommendationStatus.NOT_STATED]
    assert {r.body for r in book.all(Recommendation)} == {"Payroll", "Grants"}
    assert (reviews[0].due, reviews[0].owner, reviews[0].evidence) == (date(2024, 9, 30), "A. Lead", "Half done")
    assert [(f.rule, f.cell) for f in plan.findings] == [("unmapped-text", "A5"), ("unmapped-text", "F5")]


def test_that_a_later_tracker_is_a_review_of_the_same_recommendations(imported):
    def tracker(month: str, status: str):
        return [
            [f"Recommendations as at {month} 2024"],
            ["Ref", "Recommendation", "Status"],
            ["1", "Plan well", status],
        ]

    book, plans = imported(tracker("March", "Not met"), tracker("June", "Met"), tracker("June", "Met"))
    (recommendation,) = book.all(Recommendation)
    assert [r.status for r in book.of(RecommendationReview, recommendation.id)] == [NOT_YET, MET]
    assert (plans[2].counts.added, plans[2].counts.altered) == (0, 0)


def test_that_a_tracker_without_a_date_is_refused_at_its_heading(imported):
    book, (plan,) = imported([["Ref", "Recommendation", "Status"], ["1", "Plan well", "Met"]])
    assert book.all(Recommendation) == []
    assert [(f.rule, f.cell) for f in plan.findings] == [("no-table", ""), ("period-not-stated", "A1")]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("This recommendation remains met", MET),
        ("Partly met", PARTLY),
        ("Not yet met", NOT_YET),
        ("Will be met once timeliness is better", NOT_YET),
        ("Superseded by a later inspection", RecommendationStatus.SUPERSEDED),
        ("Green", MET),
        ("In progress", PARTLY),
        ("", RecommendationStatus.NOT_STATED),
    ],
)
def test_that_a_status_is_read_from_words(words, status):
    assert read_status(words) is status


def test_that_an_improvement_plan_with_blue_for_done_is_a_tracker(imported):
    book, (plan,) = imported(
        [
            ["Improvement plan tracker - 1 November 2018"],
            ["Rec No", "Recommendation / area for improvement", "Action", "Lead", "Target date", "BRAG"],
            ["1", "Timely assessments", "Track weekly", "HoS", "Dec-18", "Amber"],
            ["2", "Better interviews", "New provider", "HoS", "Jan-19", "Blue"],
        ]
    )
    assert [review.status for review in book.all(RecommendationReview)] == [PARTLY, MET]
    assert plan.findings == ()


def test_that_a_revised_date_goes_before_the_original_one(imported):
    book, (plan,) = imported(
        [
            ["Audit recommendations as at 30 September 2018"],
            ["Audit", "Ref", "Recommendation", "Original due date", "Revised due date", "Status"],
            ["Payroll", "1.1", "Reconcile monthly", "30/06/2018", "31/12/2018", "Overdue"],
            ["Payroll", "1.2", "Review access", "31/10/2018", None, "Not yet due"],
        ]
    )
    found = {review.recommendation[-3:]: (review.due, review.status) for review in book.all(RecommendationReview)}
    assert found == {"1.1": (date(2018, 12, 31), NOT_YET), "1.2": (date(2018, 10, 31), NOT_YET)}
    assert plan.findings == ()


def test_that_a_sheet_for_each_review_tells_of_the_same_recommendations(tmp_path):
    heading = ["No.", "Recommendation", "Status", "Evidence"]
    path = save(
        tmp_path / "tracker.xlsx",
        {
            "July 2025": [["Inspection: recommendations as at July 2025"], heading, [1, "Plan well", "Met", "Audit"]],
            "May 2025": [
                ["Inspection: recommendations as at May 2025"],
                heading,
                [1, "Plan well", "Not yet met", "None"],
            ],
        },
    )
    book = Book()
    book.apply(decide(book, [gather(path)]).change_set().changes)
    (one,) = book.all(Recommendation)
    reviews = sorted(book.of(RecommendationReview, one.id), key=lambda review: review.reviewed)
    assert [(review.reviewed, review.status) for review in reviews] == [
        (date(2025, 5, 31), NOT_YET),
        (date(2025, 7, 31), MET),
    ]


def test_that_two_recommendations_of_one_number_in_one_review_are_two(imported):
    book, _ = imported(
        [
            ["Audit tracker, June 2024"],
            ["No.", "Recommendation", "Status", "Evidence"],
            [1, "Check starters", "Met", None],
            [1, "Check leavers", "Met", None],
        ]
    )
    assert [one.text for one in book.all(Recommendation)] == ["Check starters", "Check leavers"]
