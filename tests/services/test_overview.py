"""The overview's facts: how scorecards stand, what changed colour, which returns are owed, when the meeting is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change
from scorecard_desktop.domain.chasing import ReturnState
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.publication import Publication, PublishedFigure, keeping
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.returned import Return
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.overview import Overview, outstanding, overview
from ui.books import CARD, PERIODS, records

MARCH, APRIL, MAY = (PERIODS[at].code for at in (11, 12, 13))
MID_MAY, MID_JUNE = date(2018, 5, 15), date(2018, 6, 15)


@pytest.fixture
def book() -> Book:
    return Book(records())


def seen(book: Book, today: date = MID_MAY) -> Overview:
    return overview(Ledger(book), today)


def put(book: Book, indicator: str, period: str, value: str) -> None:
    before = book.observation(indicator, period)
    after = replace(before or Observation(indicator, period), value=Decimal(value), symbol=None, note="")
    book.apply([Change(before, after)])


def test_that_a_scorecard_s_ratings_and_travel_are_counted_at_its_current_period(book):
    monthly, yearly = seen(book).standings
    assert monthly.scorecard.id == CARD
    assert monthly.period is not None
    assert monthly.period.code == APRIL
    assert {rag: monthly.ratings[rag] for rag in Rag} == {Rag.GREEN: 1, Rag.AMBER: 1, Rag.RED: 3, Rag.NONE: 2}
    assert monthly.travel[Merit.BETTER] == 3
    assert monthly.travel[Merit.WORSE] == 2
    assert monthly.since is not None
    assert monthly.since.code == MARCH
    assert yearly.period is None
    assert sum(yearly.ratings.values()) == 0


def test_that_the_ratings_are_those_of_the_rows(book):
    ledger = Ledger(book)
    found = overview(ledger, MID_MAY).standings[0]
    rows = ledger.rows(CARD)
    for rag in Rag:
        assert found.ratings[rag] == sum(1 for row in rows if row.rating.rag is rag)


def test_that_an_indicator_with_another_colour_is_told_with_both_the_worse_first(book):
    assert seen(book).moves == ()
    put(book, "6.4", APRIL, "95")  # was red
    put(book, "7.1", APRIL, "60")  # was green
    moves = seen(book).moves
    assert [(m.row.indicator.ref, m.before.rating.rag, m.row.rating.rag, m.merit) for m in moves] == [
        ("7.1", Rag.GREEN, Rag.RED, Merit.WORSE),
        ("6.4", Rag.RED, Rag.GREEN, Merit.BETTER),
    ]


def test_that_a_figure_that_is_merely_awaited_is_no_change_of_colour(book):
    before = book.observation("7.1", APRIL)
    assert before is not None
    book.apply([Change(before, None)])
    assert seen(book).moves == ()


def test_that_missing_figures_of_the_latest_period_are_owed(book):
    before = book.observation("7.1", APRIL)
    assert before is not None
    book.apply([Change(before, None)])
    (line,) = seen(book).owed
    assert (line.period.code, line.state) == (APRIL, ReturnState.PART)
    assert [indicator.ref for indicator in line.missing] == ["7.1"]


def test_that_the_next_period_is_to_be_asked_for_once_it_has_ended(book):
    assert seen(book, MID_MAY).to_ask == ()
    (line,) = seen(book, MID_JUNE).to_ask
    assert line.period.code == MAY
    assert line.state is ReturnState.NOT_SENT


def test_that_a_return_whose_day_has_passed_is_late_and_comes_first(book):
    before = book.observation("7.1", APRIL)
    assert before is not None
    book.apply([Change(before, None), Change(None, Return("", MAY, due=date(2018, 6, 8), issued=date(2018, 6, 1)))])
    assert [line.state for line in outstanding(book, MID_JUNE)] == [ReturnState.LATE, ReturnState.PART]
    assert [line.state for line in outstanding(book, date(2018, 6, 2))] == [ReturnState.PART, ReturnState.AWAITED]


def test_that_the_meeting_is_what_the_cover_says(book):
    assert seen(book).meeting.day is None
    said = {"pack.committee": "Children’s Services Committee", "pack.date": "2018-05-22"}
    book.apply([Change(None, Setting(Scope.COUNCIL, "", name, value)) for name, value in said.items()])
    meeting = seen(book).meeting
    assert (meeting.committee, meeting.day) == ("Children’s Services Committee", date(2018, 5, 22))


def test_that_an_empty_book_has_nothing_to_say():
    found = overview(Ledger(Book()), MID_MAY)
    assert (found.standings, found.moves, found.owed, found.to_ask) == ((), (), (), ())


def test_that_without_a_published_pack_nothing_is_said_of_one(book):
    assert seen(book).since_pack is None


def test_that_changes_since_the_last_pack_are_counted_and_those_without_a_reason(book):
    april = book.observation("5.4", APRIL)
    assert april is not None
    shown = PublishedFigure("5.4", APRIL, "", april.value, None, Rag.AMBER, "81.7%")
    pack = Publication(
        "one",
        "2018-06-12T10:00:00+00:00",
        meeting=date(2018, 6, 12),
        periods=((CARD, APRIL),),
        figures=keeping([shown]),
    )
    book.apply([Change(None, pack)])
    since = seen(book).since_pack
    assert since is not None
    assert since.words == "Nothing changed since the pack of 12 June 2018"
    put(book, "5.4", APRIL, "84")
    put(book, "5.5", MAY, "66")
    since = seen(book).since_pack
    assert since is not None
    assert (since.restated, since.unexplained, since.new) == (1, 1, 1)
    assert since.words == "1 published figure changed (1 without a reason), 1 new since the pack of 12 June 2018"
