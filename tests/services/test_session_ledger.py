"""A session's ledger: it follows every step, and makes anew only what a step reaches."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.checks import check
from scorecard_desktop.domain.ledger import Place
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rated import rated_rows
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.editing import change_value
from scorecard_desktop.services.importer import apply_plan, plan_import
from scorecard_desktop.services.session import Session
from scorecard_desktop.store.database import Database
from support.made_anew import checks_of_a_figure, watched
from support.steps import LONGER, MONTHS, a_book, afresh, kept, step_of, steps


def beginning() -> ChangeSet:
    return ChangeSet("first figures", tuple(Change(None, record) for record in a_book(*LONGER).records()))


def begun(session: Session) -> Session:
    (tolerance,) = session.book.records()  # a new store's own, which the hand-made book has too
    session.commit(ChangeSet("the same", (Change(tolerance, None),)))
    session.commit(beginning())
    return session


def is_as_made_afresh(session: Session) -> bool:
    return kept(session.ledger) == afresh(session.book) and session.ledger.findings() == check(session.book)


@pytest.fixture
def session(tmp_path):
    with Session.open(tmp_path / "council.scorecard", who="Pat") as opened:
        yield begun(opened)


@pytest.fixture
def made(monkeypatch):
    return watched(monkeypatch)


def test_that_one_typed_figure_makes_anew_only_what_depends_on_it(session, made):
    ledger = session.ledger
    kept(ledger)
    ledger.findings()
    made.clear()
    session.commit(change_value(session.book, "vital/1", MONTHS[13], "12"))
    assert made.rows == made.checks == []
    kept(ledger)
    ledger.findings()
    changed = period_from_code(MONTHS[13])
    later = {period.code for period in session.book.periods("vital") if period.end >= changed.end}
    assert sorted(made.rows) == sorted(Place("vital/1", code) for code in later)
    assert set(made.checks) == checks_of_a_figure(session.book, "vital/1")
    assert len(made.checks) == len(set(made.checks))


def test_that_undo_and_redo_make_anew_as_little_as_the_step(session, made):
    session.commit(change_value(session.book, "vital/1", MONTHS[15], "12"))
    kept(session.ledger)
    for again in (session.undo, session.redo):
        made.clear()
        again()
        kept(session.ledger)
        assert {place.indicator for place in made.rows} == {"vital/1"}


def test_that_a_step_that_cannot_be_written_leaves_no_row_of_it(session, monkeypatch):
    before = kept(session.ledger)
    found = session.ledger.findings()

    def refuse(*_: object) -> None:
        raise Refusal("The disk is full.")

    monkeypatch.setattr(Database, "apply", refuse)
    with pytest.raises(Refusal, match="full"):
        session.commit(change_value(session.book, "vital/1", MONTHS[15], "120"))
    assert kept(session.ledger) == before
    assert session.ledger.findings() == found


def test_that_an_import_and_its_undo_are_followed(session):
    assert is_as_made_afresh(session)
    plan = plan_import(session.book, sample_workbooks())
    apply_plan(session, plan)
    assert is_as_made_afresh(session)
    session.undo()
    assert is_as_made_afresh(session)
    session.redo()
    assert is_as_made_afresh(session)


def test_that_a_ledger_asked_before_the_store_is_read_whole_agrees_with_it_after(session):
    before = {scorecard: session.ledger.rows(scorecard) for scorecard in ("vital", "other")}
    session.close()
    with Session.begin(session.path) as again:
        assert {scorecard: again.ledger.rows(scorecard) for scorecard in before} == before
        assert not again.book.is_whole
        again.commit(change_value(again.book, "vital/1", MONTHS[15], "12"))
        assert is_as_made_afresh(again)


acts = st.lists(
    st.sampled_from(["undo", "undo", "redo", "look", "check a few"]) | st.tuples(steps, st.booleans()), max_size=8
)


@settings(max_examples=25, deadline=None)
@given(acts)
def test_that_the_ledger_is_what_would_be_made_afresh_whatever_is_done(doing):
    with (
        pytest.MonkeyPatch.context() as patching,
        tempfile.TemporaryDirectory() as folder,
        Session.open(Path(folder) / "a.scorecard") as opened,
    ):
        session = begun(opened)
        write = Database.apply
        full: list[bool] = []

        def apply(database: Database, *args: object) -> None:
            if full:
                raise Refusal("The disk is full.")
            write(database, *args)  # type: ignore[arg-type]

        patching.setattr(Database, "apply", apply)
        for act in doing:
            if act == "undo":
                session.undo()
            elif act == "redo":
                session.redo()
            elif act == "look":
                kept(session.ledger)
                session.ledger.findings()
            elif act == "check a few":
                session.ledger.check_on(3)
            else:
                wanted, written = act
                full[:] = [] if written else [True]
                # the store refuses what an indicator that is gone leaves
                with suppress(Refusal, sqlite3.IntegrityError):
                    session.commit(step_of(session.book, wanted))
                full.clear()
        assert is_as_made_afresh(session)


def test_that_what_is_read_at_the_first_look_is_what_the_whole_store_gives(tmp_path):
    path = tmp_path / "sample.scorecard"
    with Session.open(path) as session:
        for workbook in sample_workbooks():
            apply_plan(session, plan_import(session.book, [workbook]))
    first = Session.begin(path)
    try:
        rows = {card.id: first.ledger.rows(card.id) for card in first.book.scorecards()}
        assert not first.book.is_whole
        first.book.complete()
        assert rows == {card: rated_rows(first.book, card) for card in rows}
    finally:
        first.close()
