"""Backups: dated, verified, thinned, and put back without losing what they replace."""

import os
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.store import backups
from scorecard_desktop.store.backup_names import folder_of
from scorecard_desktop.store.database import Database
from support.small_book import figure, indicator, scorecard

SUMMER = timezone(timedelta(hours=1))
NOW = datetime(2018, 7, 10, 15, 30, tzinfo=SUMMER)
APRIL = figure("2018-04", "81.7")


def step(*records, label="a step"):
    return ChangeSet(label, tuple(Change(None, record) for record in records))


@pytest.fixture
def store(tmp_path):
    database = Database.create(tmp_path / "a.scorecard", step(scorecard(), indicator(), APRIL), "Pat")
    yield database
    database.close()


def damage(path):
    """Spoil a page of the middle of a store."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2 // 4096 * 4096)
        file.write(os.urandom(4096))


def test_that_a_backup_says_when_and_why_it_was_made_and_what_it_holds(store):
    made = backups.write(store, "before import", NOW)
    assert made.path.parent.name == "a backups"
    assert made.path.name == "2018-07-10 15.30.00 +0100 before import.scorecard"
    assert backups.listed(store.path) == (made,)
    assert (made.made, made.occasion) == (NOW, "before import")
    held = backups.look_into(made.path)
    assert (held.scorecards, held.indicators, held.figures, held.risks) == (1, 1, 1, 0)
    assert held.last is not None
    assert (held.last.number, held.last.who, held.last.label) == (1, "Pat", "a step")


def test_that_the_newest_comes_first_and_other_files_are_passed_over(store):
    for hours in (3, 1, 2):
        backups.write(store, "hourly", NOW - timedelta(hours=hours))
    folder_of(store.path).joinpath("notes.txt").write_text("mine", "utf-8")
    folder_of(store.path).joinpath("2018-13-40 15.30.00 +0100 x.scorecard").write_bytes(b"")
    assert [NOW - backup.made for backup in backups.listed(store.path)] == [timedelta(hours=h) for h in (1, 2, 3)]
    assert backups.listed(store.path.with_name("other.scorecard")) == ()


def test_that_earlier_backups_of_the_same_hour_are_thinned_when_one_is_written(store):
    backups.write(store, "hourly", NOW - timedelta(minutes=20))
    newest = backups.write(store, "before import", NOW)
    assert backups.listed(store.path) == (newest,)


def test_that_what_was_asked_for_or_replaced_is_never_thinned(store):
    for occasion in ("asked for", "replaced", "before version 4"):
        backups.write(store, occasion, NOW - timedelta(minutes=20))
    backups.write(store, "hourly", NOW - timedelta(minutes=10))
    backups.write(store, "at closing", NOW)
    kept = [backup.occasion for backup in backups.listed(store.path)]
    assert kept == ["at closing", "replaced", "before version 4", "asked for"]


def test_that_what_a_crash_left_of_a_backup_goes_when_the_next_is_written(store):
    backups.write(store, "hourly", NOW - timedelta(hours=2))
    for name in (".2018 cut off.scorecard.new", ".2018 cut off.scorecard.new-journal"):
        folder_of(store.path).joinpath(name).write_bytes(b"half")
    backups.write(store, "hourly", NOW)
    assert {path.name[:4] for path in folder_of(store.path).iterdir()} == {"2018"}


def test_that_a_copy_that_is_not_whole_is_thrown_away_and_the_earlier_ones_stay(store, monkeypatch):
    first = backups.write(store, "hourly", NOW - timedelta(minutes=20))
    before = backups.look_into(first.path)
    store.apply(step(figure("2018-05", "80")), "Pat")
    monkeypatch.setattr(backups, "look_into", lambda *_: before)
    with pytest.raises(Refusal, match="did not come out whole"):
        backups.write(store, "hourly", NOW)
    assert backups.listed(store.path) == (first,)


def test_that_a_damaged_backup_is_not_put_back(store):
    made = backups.write(store, "hourly", NOW)
    damage(made.path)
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(Refusal, match="is damaged"):
        backups.put_back(made, store.path, NOW)
    assert store.path.read_bytes() == before


def test_that_a_backup_put_back_leaves_what_it_replaced_beside_it(store):
    made = backups.write(store, "hourly", NOW)
    store.apply(step(figure("2018-05", "80")), "Pat")
    store.close()
    replaced = backups.put_back(made, store.path, NOW + timedelta(minutes=1))
    assert replaced is not None
    assert backups.look_into(store.path).figures == 1
    assert backups.look_into(replaced).figures == 2
    assert backups.look_into(made.path).figures == 1
    with closing(Database.open(store.path)) as again:
        assert APRIL in set(again.load().records())


def test_that_a_damaged_store_is_replaced_and_what_would_be_lost_is_told(store):
    made = backups.write(store, "hourly", NOW)
    held = backups.look_into(made.path)
    store.apply(step(figure("2018-05", "80"), label="change of May"), "Pat", datetime(2018, 7, 10, 14, 35, tzinfo=UTC))
    store.close()
    assert held.last is not None
    lost = backups.steps_after(store.path, held.last.number)
    assert lost is not None
    assert [(one.number, one.who, one.label) for one in lost] == [(2, "Pat", "change of May")]
    store.path.write_bytes(store.path.read_bytes()[:5000])
    assert backups.steps_after(store.path, 1) is None
    spoilt = store.path.read_bytes()
    replaced = backups.put_back(made, store.path, NOW)
    assert replaced is not None
    assert replaced.read_bytes() == spoilt
    assert backups.look_into(store.path) == held


def test_that_a_journal_left_by_a_crash_goes_aside_with_the_store_and_does_not_meet_the_backup(store):
    made = backups.write(store, "hourly", NOW)
    store.close()
    journal = store.path.with_name("a.scorecard-journal")
    journal.write_bytes(b"cut off")
    replaced = backups.put_back(made, store.path, NOW)
    assert replaced is not None
    assert not journal.exists()
    assert replaced.with_name(f"{replaced.name}-journal").read_bytes() == b"cut off"


def test_that_a_store_that_is_gone_can_be_brought_back(store):
    made = backups.write(store, "hourly", NOW)
    store.close()
    store.path.unlink()
    assert backups.put_back(made, store.path, NOW) is None
    assert backups.look_into(store.path).figures == 1
