"""Which reviews a date means, and what changed between two of them."""

from datetime import date

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.risk import Risk, RiskChangeKind, RiskReview, Score
from scorecard_desktop.domain.risk_register import changes_between
from scorecard_desktop.services.registers import reconcile_registers
from scorecard_desktop.services.risks import close_risk
from support.small_book import book, review, risk

MAY, JULY = date(2018, 5, 14), date(2018, 7, 10)


@pytest.fixture
def held():
    return book(risk(), review(MAY, current=Score(2, 4)), review(JULY, current=Score(3, 4)))


@pytest.mark.parametrize("earlier", ["2018-05", "2018-05-14", "2018-05-01", "2018-06", "May 2018", "14/05/2018"])
@pytest.mark.parametrize("later", ["2018-07", "2018-07-01", "2018-07-31", "2019-01-05", "July 2018"])
def test_that_a_date_means_the_reviews_of_its_month_or_the_latest_before(held, earlier, later):
    ((register, change),) = reconcile_registers(held, earlier, later)
    assert register == "children"
    assert (change.number, change.change, change.before, change.after) == ("R1", RiskChangeKind.SCORE, "2", "3")


def test_that_between_two_dates_of_one_review_nothing_changed(held):
    assert reconcile_registers(held, "2018-05", "2018-06") == []


def test_that_a_date_before_every_review_is_refused_with_the_dates_that_there_are(held):
    with pytest.raises(Refusal, match=r"by 2018-04. There are reviews of 2018-05-14, 2018-07-10"):
        reconcile_registers(held, "2018-04", "2018-07")


def test_that_dates_the_wrong_way_round_are_refused(held):
    with pytest.raises(Refusal, match="is not before"):
        reconcile_registers(held, "2018-07", "2018-05")


@pytest.mark.parametrize("text", ["", "soon", "2018-13", "31/31/2018"])
def test_that_what_is_no_date_is_refused(held, text):
    with pytest.raises(Refusal, match="is not a date"):
        reconcile_registers(held, text, "2018-07")


def test_that_without_a_register_it_says_so():
    with pytest.raises(Refusal, match="no risk register yet"):
        reconcile_registers(book(), "2018-05", "2018-07")


def a_register(*days: date) -> Book:
    reviews = [RiskReview("r", day, "Placements", current=Score(step, 4)) for step, day in enumerate(days, 1)]
    return Book([Risk("r", "Children", 1, "RM1", entered=date(2018, 1, 1)), *reviews])


def test_that_two_reviews_of_one_month_are_told_apart():
    held = a_register(date(2018, 7, 3), date(2018, 7, 24))
    assert [(c.before, c.after) for c in changes_between(held, date(2018, 7, 3), date(2018, 7, 24))] == [("1", "2")]
    ((_, change),) = reconcile_registers(held, "2018-07-03", "2018-07-24")
    assert (change.aspect, change.before, change.after) == ("current likelihood", "1", "2")


def test_that_a_day_before_its_month_s_only_review_means_that_review():
    held = a_register(date(2018, 5, 31), date(2018, 7, 31))
    ((_, change),) = reconcile_registers(held, "2018-05-10", "2018-07-10")
    assert (change.before, change.after) == ("1", "2")


def test_that_a_risk_closed_after_the_review_began_is_told_as_closed():
    held = a_register(date(2018, 7, 31), date(2018, 10, 16))
    (risk,) = held.risks()
    held.apply(close_risk(held, risk, date(2018, 10, 16), "Merged").changes)
    ((_, change),) = reconcile_registers(held, "2018-07", "2018-10")
    assert (change.change, change.reason) == (RiskChangeKind.CLOSED, "Merged")


def test_that_a_risk_closed_before_the_earlier_day_is_no_change():
    held = a_register(date(2018, 5, 31))
    (risk,) = held.risks()
    held.apply(close_risk(held, risk, date(2018, 6, 1), "Merged").changes)
    assert changes_between(held, date(2018, 7, 1), date(2018, 10, 1)) == []
