"""A store that is begun: its book reads what is asked for, and the whole before anything changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scorecard_desktop.domain.book import RECORD_TYPES, Book
from scorecard_desktop.domain.budget import BudgetTable
from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.rated import rated_rows
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.risk import RiskReview
from scorecard_desktop.domain.scorecard import ScorecardPeriod
from scorecard_desktop.domain.target import Target, Tolerance
from scorecard_desktop.services import editing
from scorecard_desktop.services.session import Held, Session
from scorecard_desktop.store.database import Database
from support.files import damage, tree
from ui.books import CARD, PERIODS, make_store

APRIL = PERIODS[12].code
HELD_NOW: dict[str, Callable[[Book], object]] = {
    "scorecards": Book.scorecards,
    "indicators": lambda book: book.indicators(CARD),
    "periods": lambda book: book.periods(CARD),
    "current period": lambda book: book.current_period(CARD),
    "current period of none": lambda book: book.current_period("no such"),
    "current period without figures": lambda book: book.current_period("yearly"),
    "a figure": lambda book: book.observation("5.4", APRIL),
    "a figure that is not there": lambda book: book.observation("5.4", "1999-01"),
    "a figure of an indicator that is not there": lambda book: book.observation("9.9", APRIL),
    "figures": lambda book: book.observations("5.4"),
    "figures of an indicator": lambda book: book.of_indicator(Observation, "6.5"),
    "a target": lambda book: book.target("5.4", APRIL),
    "targets": lambda book: book.of_indicator(Target, "7.1"),
    "a tolerance": lambda book: book.tolerance(book.indicators(CARD)[0]),
    "a setting": lambda book: book.setting("pack.council", "none"),
    "benchmarks": lambda book: book.benchmarks("5.4"),
    "risks": Book.risks,
    "reviews": lambda book: book.reviews("RM1"),
    "every review": lambda book: book.all(RiskReview),
    "budget": lambda book: [book.budget_lines(table.id) for table in book.budget_tables()],
    "amounts": lambda book: book.budget_amounts("reserves"),
    "every figure": lambda book: book.all(Observation),
    "every tolerance": lambda book: book.all(Tolerance),
    "rated rows": lambda book: rated_rows(book, CARD),
    "records": lambda book: list(book.records()),
    "a copy": lambda book: set(book.copy().records()),
}
NEED_ALL = {"every figure", "records", "a copy"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    return make_store(tmp_path_factory.mktemp("kept") / "council.scorecard")


@pytest.fixture
def place(kept, tmp_path) -> Path:
    copy = tmp_path / "council.scorecard"
    copy.write_bytes(kept.read_bytes())
    return copy


@pytest.fixture
def loads(monkeypatch) -> list[Path]:
    """The stores that have been read whole."""
    done: list[Path] = []
    load = Database.load

    def note(self: Database) -> Book:
        done.append(self.path)
        return load(self)

    monkeypatch.setattr(Database, "load", note)
    return done


@pytest.mark.parametrize("what", HELD_NOW)
@pytest.mark.parametrize("read_only", [False, True])
def test_that_a_begun_book_answers_as_the_whole_one_does(place, loads, what, read_only):
    ask = HELD_NOW[what]
    with Session.open(place) as whole:
        expected = ask(whole.book)
    loads.clear()
    with Session.begin(place, read_only=read_only) as begun:
        assert not begun.book.is_whole
        assert ask(begun.book) == expected
        assert bool(loads) is (what in NEED_ALL)
        assert begun.book.is_whole is (what in NEED_ALL)


def test_that_a_begun_book_answers_one_question_after_another(place):
    with Session.open(place) as whole:
        expected = {what: ask(whole.book) for what, ask in HELD_NOW.items()}
    with Session.begin(place) as begun:
        ordered = sorted(HELD_NOW, key=lambda what: what in NEED_ALL)
        assert {what: HELD_NOW[what](begun.book) for what in ordered} == {what: expected[what] for what in ordered}


def test_that_reading_on_needs_no_question_and_is_done_once(place, loads):
    with Session.begin(place) as session:
        assert session.read_on() is session.read_on()
        session.read_on().result()
        states = [session.book.is_whole]
        for _ in range(2):
            session.book.complete()
            states.append(session.book.is_whole)
        assert states == [False, True, True]
        assert len(loads) == 1
        session.prepare()
        session.commit(editing.change_value(session.book, "5.4", APRIL, "93.5"))
    with Session.open(place) as again:
        found = again.book.observation("5.4", APRIL)
        assert found is not None
        assert str(found.value) == "93.5"


def test_that_the_whole_is_read_before_the_first_change(place, loads):
    with Session.begin(place) as session:
        session.submit(editing.change_value(session.book, "5.4", APRIL, "93.5")).result()
        assert len(loads) == 1
        assert session.book.is_whole
        session.undo()
        found = session.book.observation("5.4", APRIL)
        assert found is not None
        assert str(found.value) == "81.7"


def test_that_a_begun_store_holds_its_lock(place):
    with Session.begin(place), pytest.raises(Held):
        Session.begin(place)


def test_that_a_store_that_is_not_there_is_made(tmp_path):
    with Session.begin(tmp_path / "new.scorecard") as session:
        assert len(list(session.book.records())) == 1


def test_that_a_begun_store_leaves_one_file_when_it_is_closed(place):
    before = tree(place.parent)
    session = Session.begin(place)
    session.book.observation("5.4", APRIL)
    session.close()
    assert tree(place.parent) == before
    with pytest.raises(Refusal, match="has been closed"):
        session.read_on()


def test_that_every_page_is_looked_through_before_anything_is_written(place):
    damage(place)
    before = place.read_bytes()
    with Session.begin(place) as session:
        assert session.book.observation("5.4", APRIL) is not None
        with pytest.raises(Refusal, match="damaged"):
            session.read_on().result()
        change = ChangeSet("a period", (Change(None, ScorecardPeriod(CARD, "2030-01")),))
        with pytest.raises(Refusal, match="damaged"):
            session.submit(change)
        with pytest.raises(Refusal, match="damaged"):
            session.book.copy()
    assert place.read_bytes() == before


def test_that_a_damaged_store_is_not_opened(place):
    damage(place)
    before = tree(place.parent)
    for read_only in (False, True):
        with pytest.raises(Refusal, match="damaged"):
            Session.open(place, read_only=read_only)
    assert tree(place.parent) == before


def test_that_the_book_s_look_ups_reach_every_kind(place):
    """A kind that is added is read by a begun book too."""
    with Session.open(place) as whole:
        expected = {kind: set(whole.book.all(kind)) for kind in RECORD_TYPES}
    for kind in RECORD_TYPES:
        with Session.begin(place) as begun:
            assert set(begun.book.all(kind)) == expected[kind]
    assert expected[Indicator]
    assert expected[BudgetTable]
