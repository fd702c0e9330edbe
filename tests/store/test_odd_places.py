"""Stores in places with odd names, behind clocks that were set back, on drives that go away."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from scorecard_desktop.domain.change import Change, ChangeSet
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import Setting
from scorecard_desktop.domain.target import Scope
from scorecard_desktop.services.backups import Keeping, listed
from scorecard_desktop.services.saving_elsewhere import save_elsewhere
from scorecard_desktop.services.session import Session
from scorecard_desktop.store.database import Database
from scorecard_desktop.store.troubles import of_file_system, plainly

ODD = {
    "spaces": "Children’s Services  2018 ",
    "accents": "Mötley Cóuncil Ζήτα 理事会",
    "signs": "a#b?c%20d&e=1;f'g",
    "long": "/".join(["a folder with quite a long name"] * 8),
}


def note(name: str) -> ChangeSet:
    return ChangeSet(f"note {name}", (Change(None, Setting(Scope.COUNCIL, "", f"note.{name}", "x")),))


@pytest.mark.parametrize("folder", ODD.values(), ids=ODD)
def test_that_a_store_in_an_odd_place_is_made_changed_backed_up_and_opened_again(tmp_path, folder):
    if os.name == "nt" and len(str(tmp_path / folder)) > 200:
        pytest.skip("this Windows may allow no such path")
    store = tmp_path / folder.strip() / f"{folder.split('/')[0].strip()}.scorecard"
    store.parent.mkdir(parents=True)
    assert "long" not in folder or len(str(store)) > 260
    with Session.open(store) as session:
        session.commit(note("a"))
        assert session.back_up("asked for") is not None
    assert len(listed(store)) == 1
    with Session.open(store, read_only=True) as session:
        assert session.book.get(Setting, "council", "", "note.a") is not None
        assert session.held_by == ""


def test_that_a_name_that_is_too_long_is_one_plain_line(tmp_path):
    with pytest.raises(Refusal, match="too long"):
        Session.open(tmp_path / f"{'x' * 300}.scorecard")


@pytest.mark.parametrize("code", [errno.ENODEV, errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN, errno.ENXIO])
def test_that_a_drive_that_went_away_is_said_with_what_to_do(tmp_path, code):
    told = of_file_system(tmp_path / "council.scorecard", OSError(code, "gone"))
    assert told is not None
    assert "the drive is gone" in told.message
    assert "try again" in told.message


def test_that_a_file_that_was_moved_while_it_is_open_is_said_to_be_gone(tmp_path):
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY_DBMOVED
    with pytest.raises(Refusal, match="not there any more"), plainly(tmp_path / "council.scorecard"):
        raise error


def test_that_a_clock_that_was_set_back_stops_neither_changes_nor_backups(tmp_path):
    now = datetime(2018, 7, 10, 12).astimezone()
    with Session.open(tmp_path / "council.scorecard") as session:
        session._keeping = Keeping(session._database, lambda: now)
        session.commit(note("a"))
        assert session.back_up("hourly") is not None
        now -= timedelta(days=400)
        session.commit(note("b"))
        session.commit(note("c"))
    made = listed(tmp_path / "council.scorecard")
    assert {backup.made.year for backup in made} == {2017, 2018}


def noted(session, name):
    return session.book.get(Setting, "council", "", f"note.{name}") is not None


def test_that_a_folder_that_is_moved_away_while_a_store_in_it_is_open_costs_nothing(tmp_path):
    folder, away = tmp_path / "folder", tmp_path / "away"
    folder.mkdir()
    with Session.open(folder / "council.scorecard") as session:
        session.commit(note("a"))
        folder.rename(away)
        with pytest.raises(Refusal) as caught:
            session.commit(note("b"))
        assert "\n" not in caught.value.message
        assert "folder" in caught.value.message
        assert not noted(session, "b")
        away.rename(folder)
        session.commit(note("b"))
    with Session.open(folder / "council.scorecard", read_only=True) as session:
        assert noted(session, "a")
        assert noted(session, "b")


@pytest.fixture
def drive(tmp_path):
    """A drive of its own, and what takes it away while it is in use."""
    place = tmp_path / "drive"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(place)]
    if not sys.platform.startswith("linux") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a drive can be mounted only by root, on Linux")
    pulled = []

    def pull() -> None:
        subprocess.run(["umount", "-l", str(place)], check=True)
        pulled.append(place)

    yield place, pull
    if not pulled:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_that_a_drive_that_is_pulled_out_while_its_store_is_open_costs_no_work(drive, tmp_path):
    place, pull = drive
    elsewhere = tmp_path / "elsewhere.scorecard"
    session = Session.open(place / "council.scorecard")
    session.commit(note("a"))
    pull()
    with pytest.raises(Refusal, match="the drive is gone"):
        session.commit(note("b"))
    assert not noted(session, "b")
    save_elsewhere(session, [note("b")], elsewhere)
    session.close()
    assert list(place.iterdir()) == []
    with Session.open(elsewhere) as saved:
        assert noted(saved, "a")
        assert noted(saved, "b")


def test_that_a_clock_that_was_set_back_puts_no_step_before_those_made_earlier(tmp_path):
    store = tmp_path / "council.scorecard"
    now = datetime(2018, 7, 10, 12, tzinfo=UTC)
    with closing(Database.create(store, note("a"), "Pat")) as database:
        database.apply(note("b"), "Pat", now)
        database.apply(note("c"), "Pat", now - timedelta(days=400))
        records = set(database.load().records())
        assert set(database.at(datetime.now(UTC) + timedelta(days=1)).records()) == records
        setting = next(one for one in records if isinstance(one, Setting) and one.name == "note.c")
        assert [entry.label for entry in database.history(setting)] == ["note c"]
        assert database.last_changed() == now - timedelta(days=400)
