"""What officers do with a register: a risk comes, is reviewed with the others, is linked, and leaves."""

from datetime import date

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import lasting_line
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.risk import (
    Risk,
    RiskChangeKind,
    RiskReview,
    RiskSettings,
    Score,
    beyond_appetite,
    reconcile,
)
from scorecard_desktop.domain.risk_register import (
    budget_lines_of,
    closed_risks,
    indicators_of,
    open_risks,
    risks_of,
    risks_of_line,
)
from scorecard_desktop.services.recording import change_record
from scorecard_desktop.services.risks import (
    begin_review,
    close_risk,
    link_budget_lines,
    link_indicators,
    new_note,
    new_risk,
    new_task,
    reopen_risk,
)
from support.records import one_of_each

TODAY = date(2018, 7, 10)
TYPED = {
    "register": "Children",
    "number": "RM1",
    "title": "Placements",
    "current_likelihood": "3",
    "current_impact": "4",
}


@pytest.fixture
def book() -> Book:
    made = Book()
    made.apply(new_risk(made, TYPED, TODAY).changes)
    return made


def only_risk(book: Book) -> Risk:
    (risk,) = book.risks()
    return risk


def test_that_a_new_risk_stands_with_its_first_review(book):
    ((risk, review),) = open_risks(book)
    assert (risk.id, risk.number, risk.entered) == ("children/rm1", "RM1", TODAY)
    assert review is not None
    assert review.title == "Placements"
    assert review.current.value == 12
    assert review.reviewed == TODAY


def test_that_a_number_is_not_used_twice_on_one_register(book):
    with pytest.raises(Refusal, match="has a risk RM1 already"):
        new_risk(book, TYPED, TODAY)
    book.apply(new_risk(book, {**TYPED, "register": "Adults"}, TODAY).changes)


def test_that_a_review_begins_where_the_last_ended_and_what_is_changed_is_what_moved(book):
    book.apply(begin_review(book, "Children", date(2018, 10, 9)).changes)
    risk = only_risk(book)
    later = book.reviews(risk.id)[-1]
    book.apply(change_record(book, later, {"current_likelihood": "4", "prospects": "Amber"}).changes)
    first, second = book.reviews(risk.id)
    assert (first.current, second.current) == (Score(3, 4), Score(4, 4))
    changes = reconcile([first], [second], [risk])
    assert [(c.change, c.aspect, c.before, c.after) for c in changes] == [
        (RiskChangeKind.SCORE, "current likelihood", "3", "4")
    ]


def test_that_a_review_is_later_than_the_last(book):
    with pytest.raises(Refusal, match="A new review is of a later day"):
        begin_review(book, "Children", TODAY)


def test_that_a_closed_risk_is_kept_with_its_reason_and_can_come_back(book):
    with pytest.raises(Refusal, match="Say why"):
        close_risk(book, only_risk(book), date(2018, 9, 1), " ")
    book.apply(close_risk(book, only_risk(book), date(2018, 9, 1), "Merged into RM2").changes)
    assert open_risks(book) == []
    ((closed, review),) = closed_risks(book)
    assert closed.closed_reason == "Merged into RM2"
    assert review is not None
    with pytest.raises(Refusal, match="no open risk"):
        begin_review(book, "Children", date(2018, 10, 9))
    book.apply(reopen_risk(closed).changes)
    assert [risk.closed for risk, _ in open_risks(book)] == [None]


def test_that_tasks_and_notes_are_kept_in_their_order(book):
    risk = only_risk(book)
    for text in ("Recruit", "Train"):
        book.apply(new_task(book, risk, {"text": text, "due": "30 Sep 2018"}).changes)
    for text in ("Begun", "Half done"):
        book.apply(new_note(book, risk, {"text": text}, TODAY).changes)
    assert {r.record_kind for r in book.records()} == {"risk", "risk review", "risk task", "risk note"}


def test_that_an_indicator_and_a_risk_know_of_each_other():
    book = Book(one_of_each())
    (risk,) = book.risks()
    (indicator,) = book.all(Indicator)
    book.apply(link_indicators(book, risk, [indicator.id]).changes)
    (linked,) = indicators_of(book, risk)
    assert risks_of(book, linked) == [risk]
    book.apply(link_indicators(book, risk, []).changes)
    assert indicators_of(book, risk) == []
    assert "R1" not in book.all(Indicator)[0].affects_risks


def test_that_a_budget_line_and_a_risk_know_of_each_other_in_every_month():
    book = Book(one_of_each())
    (risk,) = book.risks()
    name = lasting_line("revenue", "1")
    book.apply(link_budget_lines(book, risk, [name]).changes)
    ((table, line),) = budget_lines_of(book, risk)
    assert (table.id, line.line) == ("revenue", "1")
    assert risks_of_line(book, "revenue", "1") == [risk]
    assert lasting_line("general-fund/2018-05", "4") == lasting_line("general-fund/2018-06", "4")


@pytest.mark.parametrize(("score", "appetite", "beyond"), [(12, 9, True), (9, 9, False), (12, None, False)])
def test_that_a_risk_is_beyond_the_appetite_only_above_the_line_that_is_set(score, appetite, beyond):
    review = RiskReview("r", TODAY, current=Score(stated=score), prospects=Rag.AMBER)
    assert beyond_appetite(review, RiskSettings(appetite=appetite)) is beyond
