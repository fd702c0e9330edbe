"""A session's store is backed up by itself, and can be gone back to."""

from datetime import UTC, datetime, timedelta

import pytest

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.backups import Gone, Keeping, held, listed, newest_good, put_back
from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.importer import import_into
from scorecard_desktop.services.session import Session
from scorecard_desktop.store.backup_names import folder_of
from scorecard_desktop.store.database import Database
from scorecard_desktop.store.lock import Held, StoreLock
from support.small_book import figure, indicator, scorecard

NOON = datetime(2018, 7, 10, 12, 0, tzinfo=UTC)


def step(*records):
    return ChangeSet("a step", tuple(Change(None, record) for record in records))


class Clock:
    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path):
    database = Database.create(tmp_path / "a.scorecard", step(scorecard(), indicator()), "Pat")
    yield database
    database.close()


def change(store, keeping, month):
    made = step(figure(f"2018-{month:02}", "80"))
    keeping.before_change(made)
    store.apply(made, "Pat")


def test_that_a_new_store_with_nothing_in_it_has_no_backup(store, clock):
    assert Keeping(store, clock).make("asked for") is None
    change(store, Keeping(store, clock), 1)
    assert listed(store.path) == ()


def test_that_a_store_in_its_first_hour_needs_no_backup_until_it_is_closed(store):
    keeping = Keeping(store)
    change(store, keeping, 1)
    change(store, keeping, 2)
    assert listed(store.path) == ()
    keeping.at_close()
    assert [made.occasion for made in listed(store.path)] == ["at closing"]


def test_that_what_was_found_is_backed_up_before_the_first_change_and_each_hour_after(store, clock):
    change(store, Keeping(store, clock), 1)
    keeping = Keeping(store, clock)
    for month in range(2, 7):
        change(store, keeping, month)
        clock.now += timedelta(minutes=31)
    made = [(backup.made, held(backup.path).figures) for backup in reversed(listed(store.path))]
    assert made == [(NOON, 1), (NOON + timedelta(minutes=62), 3), (NOON + timedelta(minutes=124), 5)]


def test_that_closing_backs_up_what_was_changed_and_nothing_where_nothing_was(store, clock):
    keeping = Keeping(store, clock)
    change(store, keeping, 1)
    keeping.at_close()
    assert [held(backup.path).figures for backup in listed(store.path)] == [1]
    clock.now += timedelta(hours=3)
    keeping.at_close()
    assert len(listed(store.path)) == 1


def test_that_a_backup_that_cannot_be_written_stops_no_change_and_is_said(store, clock):
    change(store, Keeping(store, clock), 1)
    store.path.with_name("a backups").write_text("a file where the folder belongs", "utf-8")
    keeping = Keeping(store, clock)
    change(store, keeping, 2)
    assert keeping.trouble.startswith("No backup was made.")
    store.path.with_name("a backups").unlink()
    clock.now += timedelta(hours=2)
    change(store, keeping, 3)
    assert keeping.trouble == ""
    assert len(listed(store.path)) == 1


def test_that_the_newest_backup_that_is_whole_is_offered_with_what_would_be_lost(store, clock):
    keeping = Keeping(store, clock)
    change(store, keeping, 1)
    older = keeping.make("asked for")
    clock.now += timedelta(hours=2)
    newest = keeping.make("asked for")
    assert older is not None
    assert newest is not None
    change(store, keeping, 2)
    newest.path.write_bytes(newest.path.read_bytes()[:6000])
    store.close()
    offer = newest_good(store.path)
    assert offer is not None
    assert offer.backup == older
    assert offer.lost is not None
    assert [one.label for one in offer.lost] == ["a step"]
    store.path.write_bytes(b"not a store at all")
    offer = newest_good(store.path)
    assert offer is not None
    assert offer.lost is None
    put_back(older, store.path)
    assert held(store.path).figures == 1


def test_that_a_store_that_is_open_elsewhere_is_not_replaced(store, clock):
    change(store, keeping := Keeping(store, clock), 1)
    made = keeping.make("asked for")
    assert made is not None
    lock = StoreLock(store.path, "Sam")
    with pytest.raises(Held, match="held by Sam"):
        put_back(made, store.path)
    lock.release()


def test_that_a_store_without_a_whole_backup_is_offered_none(store):
    assert newest_good(store.path) is None
    with pytest.raises(Refusal):
        held(store.path.with_name("gone.scorecard"))


def imported_store(tmp_path):
    place = tmp_path / "council.scorecard"
    import_into(place, [sample_workbooks()[0]])
    return place


def test_that_an_import_backs_up_first_and_one_that_changes_nothing_does_not(tmp_path):
    place = imported_store(tmp_path)
    assert listed(place) == ()
    import_into(place, [sample_workbooks()[0]])
    assert listed(place) == ()
    import_into(place, [sample_workbooks()[1]])
    (made,) = listed(place)
    assert made.occasion == "before import"


def test_that_a_session_backs_up_what_it_changed_when_it_is_asked_to(tmp_path, monkeypatch):
    place = imported_store(tmp_path)
    with Session.open(place) as session:
        session.back_up_changes()
        assert listed(place) == ()
        monkeypatch.setattr("scorecard_desktop.services.backups.EVERY", timedelta(0))
        session.commit(ChangeSet("a title", (Change(None, Setting(Scope.COUNCIL, "", "pack.title", "Other")),)))
        assert [made.occasion for made in listed(place)] == ["hourly"]
        session.back_up_changes()
        assert session.backup_trouble == ""
    with Session.open(place, read_only=True) as session:
        assert session.back_up("asked for") is None


@pytest.fixture
def gone(tmp_path):
    """Where a store was that has a backup; its only note is “here”."""
    place = tmp_path / "council.scorecard"
    with Session.open(place) as session:
        session.commit(step(Setting(Scope.COUNCIL, "", "note", "here")))
        assert session.back_up("asked for") is not None
    place.unlink()
    return place


def test_that_a_store_that_is_gone_is_not_begun_anew_in_its_place_while_backups_of_it_are_there(gone):
    for read_only in (False, True):
        with pytest.raises(Gone, match="is not there, and backups of it are") as caught:
            Session.open(gone, read_only=read_only)
        assert caught.value.path == gone
    assert [path.name for path in gone.parent.iterdir()] == [folder_of(gone).name]


def test_that_the_newest_backup_of_a_store_that_is_gone_is_put_back(gone):
    offer = newest_good(gone)
    assert offer is not None
    assert put_back(offer.backup, gone) is None
    with Session.open(gone) as session:
        assert session.book.setting("note", "") == "here"


def test_that_a_store_that_is_gone_is_begun_anew_where_its_backups_were_moved_away(gone):
    folder_of(gone).rename(gone.parent / "old backups")
    with Session.open(gone) as session:
        assert session.book.setting("note", "") == ""
