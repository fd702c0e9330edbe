"""An open store: whole steps or none, with their history."""

import errno
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from scorecard_desktop.domain.book import Conflict
from scorecard_desktop.domain.change import Change, ChangeSet, Record
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import ScorecardPeriod
from scorecard_desktop.store.database import Database
from support.files import tree
from support.records import one_of_each
from support.small_book import IND, figure, indicator, scorecard

APRIL = figure("2018-04", "81.7")


def step(*changes: Change, label: str = "a step", why: str = "") -> ChangeSet:
    return ChangeSet(label, changes, why)


def added(*records: Record) -> ChangeSet:
    return step(*(Change(None, record) for record in records))


@pytest.fixture
def store(tmp_path):
    database = Database.create(tmp_path / "a.scorecard", added(scorecard(), indicator(), APRIL), "Pat")
    yield database
    database.close()


def content(database: Database) -> set[Record]:
    return set(database.load().records())


def test_that_every_type_of_record_is_read_back_as_it_was_written(tmp_path):
    records = one_of_each()
    with closing(Database.create(tmp_path / "a.scorecard", added(*records), "Pat")) as database:
        assert content(database) == set(records)
    with closing(Database.open(tmp_path / "a.scorecard")) as database:
        assert content(database) == set(records)


def test_that_a_new_store_is_one_file(tmp_path, store):
    assert [path.name for path in tmp_path.iterdir()] == ["a.scorecard"]


def test_that_a_change_adds_alters_and_removes(store):
    may = figure("2018-05", "80")
    altered = replace(APRIL, value=Decimal(82))
    store.apply(step(Change(None, may), Change(APRIL, altered)), "Pat")
    assert content(store) == {scorecard(), indicator(), altered, may}
    store.apply(step(Change(may, None)), "Pat")
    assert content(store) == {scorecard(), indicator(), altered}


def test_that_changes_are_made_in_their_order(store):
    again = replace(APRIL, note="typed again")
    store.apply(step(Change(APRIL, None), Change(None, again), Change(again, replace(again, note="twice"))), "Pat")
    assert store.load().observation(IND, "2018-04") == replace(again, note="twice")


@pytest.mark.parametrize(
    "change",
    [
        Change(figure("2018-04", "1"), figure("2018-04", "2")),  # it is not 1
        Change(figure("2018-04", "1"), None),
        Change(None, figure("2018-04", "2")),  # it is there already
        Change(figure("2018-05", "1"), None),  # it is not there
        Change(figure("2018-05", "1"), figure("2018-05", "2")),
    ],
)
def test_that_a_change_of_what_has_changed_meanwhile_is_a_conflict_and_nothing_is_written(store, change):
    before = content(store)
    with pytest.raises(Conflict) as caught:
        store.apply(step(Change(None, figure("2018-03", "5")), change), "Pat")
    assert caught.value.change is change
    assert caught.value.found == (APRIL if change.record.key[1] == "2018-04" else None)
    assert content(store) == before
    assert store.history(figure("2018-03", "5")) == []


def test_that_what_refers_to_nothing_is_not_written_and_the_store_goes_on(store):
    before = content(store)
    with pytest.raises(sqlite3.IntegrityError):
        store.apply(added(ScorecardPeriod("no such scorecard", "2018-04")), "Pat")
    assert content(store) == before
    store.apply(added(figure("2018-05", "80")), "Pat")
    assert content(store) == {*before, figure("2018-05", "80")}


def test_that_an_error_report_carries_no_figures(store):
    with pytest.raises(sqlite3.IntegrityError) as caught:
        store.apply(added(replace(figure("2018-05", "81.7123"), note=None)), "Pat")  # type: ignore[arg-type]
    assert "observation.note" in str(caught.value)
    assert "81.7123" not in str(caught.value)


def test_that_a_parent_goes_only_with_its_children_in_whatever_order(store):
    with pytest.raises(sqlite3.IntegrityError):
        store.apply(step(Change(indicator(), None)), "Pat")
    store.apply(step(Change(indicator(), None), Change(APRIL, None)), "Pat")
    assert content(store) == {scorecard()}


def test_that_an_error_inside_a_transaction_undoes_all_of_it(store):
    before = content(store)

    def two_steps() -> None:
        with store.atomic():
            store.apply(added(figure("2018-05", "80")), "Pat")
            store.apply(added(APRIL), "Pat")

    with pytest.raises(Conflict):
        two_steps()
    assert content(store) == before


def test_that_a_transaction_inside_another_fails_alone(store):
    with store.atomic():
        store.apply(added(figure("2018-05", "80")), "Pat")
        with pytest.raises(Conflict):
            store.apply(added(figure("2018-06", "1"), APRIL), "Pat")
    assert store.load().observation(IND, "2018-05") is not None
    assert store.load().observation(IND, "2018-06") is None


def test_that_history_says_who_when_and_why_newest_first(store):
    altered = replace(APRIL, value=Decimal(82))
    moment = datetime(2018, 7, 10, 9, 30, tzinfo=UTC)
    store.apply(step(Change(APRIL, altered), label="change of 1.1 Apr 2018", why="late return"), "Sam", moment)
    newest, oldest = store.history(altered)
    assert (newest.when, newest.who, newest.label, newest.why) == (
        moment,
        "Sam",
        "change of 1.1 Apr 2018",
        "late return",
    )
    assert newest.change == Change(APRIL, altered)
    assert oldest.change == Change(None, APRIL)
    assert oldest.who == "Pat"


def test_that_history_outlives_the_record(store):
    store.apply(step(Change(APRIL, None)), "Pat")
    assert [entry.change for entry in store.history(APRIL)] == [Change(APRIL, None), Change(None, APRIL)]


def test_that_a_decimal_keeps_every_digit(store):
    exact = figure("2018-05", "14.723926380368098159509202454000")
    store.apply(added(exact), "Pat")
    kept = store.load().observation(IND, "2018-05")
    assert kept is not None
    assert str(kept.value) == "14.723926380368098159509202454000"


def test_that_a_store_opened_to_be_read_refuses_a_write(tmp_path, store):
    before = tree(tmp_path)
    with closing(Database.open_to_read(store.path)) as reader:
        assert content(reader) == content(store)
        with pytest.raises(Refusal, match="read-only"):
            reader.apply(added(figure("2018-05", "80")), "Pat")
    assert tree(tmp_path) == before


def test_that_a_reader_sees_what_a_writer_has_committed(store):
    with closing(Database.open_to_read(store.path)) as reader:
        store.apply(added(figure("2018-05", "80")), "Pat")
        assert content(reader) == content(store)


def test_that_a_store_that_another_program_holds_is_refused_plainly(store, monkeypatch):
    monkeypatch.setattr("scorecard_desktop.store.connecting._BUSY_SECONDS", 0)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Refusal, match="in use by another program"):
            Database.open(store.path)


def test_that_a_full_disk_while_writing_leaves_the_store_as_it_was(store):
    before = content(store)
    driver = store._driver
    pages = driver.execute("PRAGMA page_count").fetchone()[0]
    driver.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Refusal, match="is full"):
        store.apply(added(*(figure(f"20{y:02}-{m:02}", "1") for y in range(20, 70) for m in range(1, 13))), "Pat")
    assert content(store) == before
    driver.execute("PRAGMA max_page_count = 100000")
    store.apply(added(figure("2018-05", "80")), "Pat")
    assert len(content(store)) == len(before) + 1


def test_that_a_disk_full_while_a_store_is_made_leaves_nothing(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(Refusal, match="is full"):
        Database.create(tmp_path / "a.scorecard", added(scorecard()), "Pat")
    assert list(tmp_path.iterdir()) == []


class CommittedAndFailed:
    """A connection whose disk takes each commit and then says that it did not."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        done = self._connection.execute(statement, *values)
        if statement == "COMMIT":
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error
        return done

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)


@pytest.fixture
def end_of_commit_fails(store, monkeypatch):
    """The disk takes each commit and then says that it did not, and will not sync its folder, until it is mended."""

    def unsynced(_folder: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(store._writer, "_connection", CommittedAndFailed(store._driver))
        patched.setattr("scorecard_desktop.store.writing.settle", unsynced)
        yield patched


def test_that_a_step_that_was_said_not_to_be_written_and_is_can_be_made_again(store, end_of_commit_fails):
    step = replace(added(figure("2018-05", "80")), label="made twice")
    with pytest.raises(Refusal, match="drive gave an error"):
        store.apply(step, "Pat")
    end_of_commit_fails.undo()
    store.apply(step, "Pat")
    assert store.select("SELECT count(*) FROM step WHERE label = ?", step.label) == [(1,)]


def test_that_a_step_that_was_said_not_to_be_written_and_is_goes_with_the_next_that_is_another(
    store, end_of_commit_fails
):
    before, first, second = content(store), added(figure("2018-05", "80")), added(figure("2018-06", "81"))
    with pytest.raises(Refusal):
        store.apply(first, "Pat")
    end_of_commit_fails.undo()
    store.apply(second, "Pat")
    assert content(store) == before | {second.changes[0].record}


def test_that_a_step_that_was_said_not_to_be_written_and_is_does_not_stay(store, end_of_commit_fails):
    before = content(store)
    with pytest.raises(Refusal):
        store.apply(added(figure("2018-05", "80")), "Pat")
    end_of_commit_fails.undo()
    store.close()
    with closing(Database.open(store.path)) as again:
        assert content(again) == before


def test_that_a_commit_whose_end_fails_is_acknowledged_where_the_folder_can_be_synced(store, end_of_commit_fails):
    end_of_commit_fails.setattr("scorecard_desktop.store.writing.settle", lambda _folder: None)
    step = added(figure("2018-05", "80"))
    store.apply(step, "Pat")
    assert step.changes[0].record in content(store)


def test_that_a_store_that_cannot_even_be_begun_takes_nothing_away(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    place = tmp_path / "a.scorecard"
    place.write_bytes(b"somebody's")
    monkeypatch.setattr("scorecard_desktop.store.database.private", full)
    with pytest.raises(Refusal, match="is full"):
        Database.create(place, added(scorecard()), "Pat")
    assert place.read_bytes() == b"somebody's"


def test_that_a_new_store_that_does_not_open_does_not_stay(tmp_path, monkeypatch):
    def fails(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("scorecard_desktop.store.database.recognise", fails)
    with pytest.raises(Refusal, match="drive gave an error"):
        Database.create(tmp_path / "a.scorecard", added(scorecard()), "Pat")
    assert list(tmp_path.iterdir()) == []


def test_that_a_backup_is_a_store_with_the_same_records(tmp_path, store):
    store.backup(tmp_path / "copy.scorecard")
    with closing(Database.open(tmp_path / "copy.scorecard")) as copy:
        assert content(copy) == content(store)
        assert copy.history(APRIL) == store.history(APRIL)


def test_that_a_backup_that_fails_leaves_the_former_one(tmp_path, store, monkeypatch):
    place = tmp_path / "copy.scorecard"
    store.backup(place)
    before = tree(tmp_path)
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(PermissionError(13, "denied")))
    with pytest.raises(Refusal, match="may not be written"):
        store.backup(place)
    assert tree(tmp_path) == before


def test_that_the_connection_is_as_safe_as_sqlite_can_make_it(store):
    def asked(pragma: str) -> int | str:
        return store._driver.execute(f"PRAGMA {pragma}").fetchone()[0]

    assert asked("foreign_keys") == 1
    assert asked("synchronous") == 3  # EXTRA
    assert asked("journal_mode") == "delete"
    assert asked("trusted_schema") == 0


def test_that_twelve_thousand_figures_are_read_into_a_book(tmp_path):
    months = [f"{year}-{month:02}" for year in range(2013, 2018) for month in range(1, 13)]
    indicators = [indicator(ident=f"vital/{n}") for n in range(200)]
    figures = [
        Observation(i.id, month, value=Decimal(n) / 7, source=None)
        for i in indicators
        for n, month in enumerate(months)
    ]
    with closing(Database.create(tmp_path / "a.scorecard", added(scorecard(), *indicators, *figures), "Pat")) as made:
        book = made.load()
    assert len(book.all(Observation)) == len(figures)
    assert set(book.all(Observation)) == set(figures)
