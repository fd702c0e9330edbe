"""The history searched, and what anything said at any moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services import editing
from scorecard_desktop.services.past import end_of, search, stood_at
from scorecard_desktop.services.session import Session
from ui.books import PERIODS, make_store

APRIL = PERIODS[12].code


@pytest.fixture
def session(tmp_path):
    with Session.open(make_store(tmp_path / "barchester.scorecard"), who="Pat Jones") as opened:
        yield opened


def change(session, ref, text, when, who="Pat Jones"):
    """A step made at a moment that is said, as a clock of then would have."""
    step = editing.change_value(session.book, ref, APRIL, text)
    session.ledger.apply(step.changes)
    session._call(lambda: session._database.apply(step, who, when))


def test_that_changes_are_found_by_number_person_day_and_word(session):
    day = datetime(2031, 5, 2, 10, tzinfo=UTC)
    change(session, "5.4", "91.5", day)
    change(session, "5.5", "60", day + timedelta(days=1), "Sam Lee")
    assert [entry.after for entry in search(session, "5.4", who="pat", since="2031-01-01")] == ["91.5%"]
    (entry,) = search(session, "", who="LEE")
    assert entry.who == "Sam Lee"
    assert entry.what.startswith("5.5")
    assert len(search(session, since="2031-05-03", until="2031-05-03")) == 1
    assert len(search(session, since="2031-05-02", until="2031-05-03")) == 2
    assert search(session, "no such word anywhere") == []
    assert [entry.step for entry in search(session, "change of 5.4", who="Pat Jones")] == ["change of 5.4 Apr 2018"]


@pytest.mark.parametrize("text", ["yesterday", "31/12/2018", "2018-13-01", "%", "'"])
def test_that_what_is_no_day_is_refused(session, text):
    with pytest.raises(Refusal, match="is no day"):
        search(session, since=text)


@pytest.mark.parametrize("words", ["%", "_", "'", '"', "\\", "💥", "a" * 5000])
def test_that_no_word_is_more_than_a_word(session, words):
    assert search(session, words) is not None


def test_that_the_book_of_any_moment_is_what_it_was_then(session):
    start = datetime(2031, 5, 1, tzinfo=UTC)
    books = []
    for at, (ref, text) in enumerate([("5.4", "91.5"), ("5.4", "90"), ("5.5", ""), ("5.4", "[c]"), ("5.5", "12")]):
        change(session, ref, text, start + timedelta(days=at))
        books.append(set(session.book.records()))
    for at, records in enumerate(books):
        assert set(session.at(start + timedelta(days=at, hours=1)).records()) == records
    assert list(session.at(datetime(1990, 1, 1, tzinfo=UTC)).records()) == []


def test_that_a_clock_that_was_set_back_takes_no_step_out_of_its_order(session):
    late, early = datetime(2031, 5, 9, tzinfo=UTC), datetime(2031, 5, 3, tzinfo=UTC)
    change(session, "5.4", "91.5", late)
    change(session, "5.4", "90", early)
    held = session.at(early + timedelta(hours=1)).get(Observation, "5.4", APRIL, "")
    assert str(held.value) == "90"


def test_that_what_a_figure_said_on_a_day_is_told_by_its_number(session):
    change(session, "5.4", "91.5", datetime(2031, 5, 2, 10, tzinfo=UTC))
    change(session, "5.4", "90", datetime(2031, 5, 4, 10, tzinfo=UTC))
    lines = {line.what: line.said for line in stood_at(session, end_of("2031-05-03"), "5.4 observation")}
    assert "91.5%" in lines.values()
    assert "90.0%" not in lines.values()
