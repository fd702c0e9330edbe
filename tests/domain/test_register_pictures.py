"""What the charts of the registers say: a risk's score, a tracker's progress, how late milestones are."""

from datetime import date
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.pictures.registers import milestones_picture, risk_picture, tracker_picture
from scorecard_desktop.domain.programme import Milestone, Programme
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview, RecommendationStatus
from scorecard_desktop.domain.risk import Risk, RiskReview, Score
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.settings import RISK_APPETITE
from scorecard_desktop.domain.target import Scope

RISK = Risk("r", "Children", 1, "RM1")
MAY, JULY = date(2018, 5, 31), date(2018, 7, 31)


def test_that_a_risk_s_score_is_told_from_review_to_review():
    book = Book(
        [
            RISK,
            RiskReview("r", MAY, current=Score(2, 4), target=Score(2, 2), prospects=Rag.GREEN),
            RiskReview("r", JULY, current=Score(4, 4), target=Score(2, 2), prospects=Rag.AMBER, reason="A home closed"),
            Setting(Scope.COUNCIL, "", RISK_APPETITE.name, "6"),
        ]
    )
    shown = risk_picture(book, RISK)
    assert shown.sentence == (
        "RM1: the current score is 4 × 4 = 16 at the review of 31 Jul 2018, up from 8 since 31 May 2018. "
        "Its target is 2 × 2 = 4."
    )
    assert [(spot.value, spot.rag) for spot in shown.spots] == [(Decimal(8), Rag.AMBER), (Decimal(16), Rag.RED)]
    assert [line.name for line in shown.lines] == ["Current", "Target", "Appetite"]
    assert shown.rows[0] == ("31 Jul 2018", "4 × 4 = 16", "2 × 2 = 4", "Amber", "A home closed")


def test_that_a_risk_without_a_score_says_so():
    shown = risk_picture(Book([RISK, RiskReview("r", MAY)]), RISK)
    assert not shown.drawable
    assert shown.sentence == "No review of RM1 gives a current score."


def test_that_a_review_without_a_score_leaves_its_gap():
    book = Book([RISK, RiskReview("r", MAY, current=Score(2, 4)), RiskReview("r", JULY)])
    assert risk_picture(book, RISK).lines[0].levels == (Decimal(8), None)


def test_that_a_tracker_s_progress_counts_each_by_its_newest_review():
    met, not_yet = RecommendationStatus.MET, RecommendationStatus.NOT_YET
    book = Book(
        [
            Recommendation("1", "Ofsted", 1, "1", "Plan"),
            Recommendation("2", "Ofsted", 2, "2", "Assess"),
            Recommendation("3", "Audit", 1, "1", "Check"),
            RecommendationReview("1", MAY, not_yet),
            RecommendationReview("2", MAY, met),
            RecommendationReview("1", JULY, met),
            RecommendationReview("3", JULY, not_yet),
        ]
    )
    shown = tracker_picture(book, "Ofsted")
    assert shown.rows == (("31 Jul 2018", "2", "0", "2"), ("31 May 2018", "1", "0", "2"))
    assert "2 of 2 met at the review of 31 Jul 2018" in shown.sentence
    assert tracker_picture(book, "Nobody").sentence == "No recommendation of Nobody has been reviewed."


def test_that_milestones_are_told_by_the_days_after_their_planned_date():
    programme = Programme("p", 1, "Homes")
    book = Book(
        [
            programme,
            Milestone("1", "p", 1, "First", date(2018, 3, 1), None, date(2018, 2, 26)),
            Milestone("2", "p", 2, "Second", date(2018, 5, 1), date(2018, 6, 1)),
            Milestone("3", "p", 3, "Undated"),
            Milestone("4", "p", 4, "Fourth", date(2018, 9, 1)),
        ]
    )
    shown = milestones_picture(book, programme)
    assert [spot.value for spot in shown.spots] == [Decimal(-3), Decimal(31), Decimal(0)]
    assert shown.sentence == "Homes: 1 of 3 milestones is later than planned, most of all “Second”, by 31 days."
    assert shown.spots[0].words == "First: 3 days early"


def test_that_milestones_on_their_dates_are_said_to_be():
    programme = Programme("p", 1, "Homes")
    book = Book([programme, Milestone("1", "p", 1, "First", date(2018, 3, 1))])
    assert milestones_picture(book, programme).sentence.endswith("every milestone is on its planned date or before.")
    assert not milestones_picture(Book([programme]), programme).drawable
