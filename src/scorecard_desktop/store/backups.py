"""Backups of a store: dated copies in a folder beside it, each verified when it is written and before it is used.

A copy's name says when it was made and why: ``2018-07-10 15.30.00 +0100 before import.scorecard``.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.thinning import kept
from scorecard_desktop.store.backup_names import folder_of, make_folder, place_of, read_name, remove_cut_off
from scorecard_desktop.store.cipher import Key
from scorecard_desktop.store.connecting import connect
from scorecard_desktop.store.database import Database
from scorecard_desktop.store.placing import private, put_in_place, settle
from scorecard_desktop.store.troubles import plainly

ROUTINE = frozenset({"hourly", "at closing", "before import"})
"""The occasions on which backups make themselves, and after which they are thinned."""

_STEPS = "SELECT id, made, who, label FROM step WHERE id > ? ORDER BY id DESC"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a store: where it is, when it was made and on what occasion."""

    path: Path
    made: datetime
    occasion: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step that a store keeps in its history: its number, when it was made (UTC, ISO), by whom, and its name."""

    number: int
    made: str
    who: str
    label: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds, in numbers, and the last step that was made in it."""

    scorecards: int
    indicators: int
    figures: int
    risks: int
    budget_tables: int
    last: Step | None


def listed(store: Path) -> tuple[Backup, ...]:
    """The backups of a store, newest first; other files in the folder are passed over."""
    found = []
    with plainly(store), contextlib.suppress(FileNotFoundError, NotADirectoryError):
        for path in folder_of(store).iterdir():
            told = read_name(path.stem) if path.suffix == store.suffix else None
            if told is not None:
                found.append(Backup(path, *told))
    return tuple(sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True))


def write(database: Database, occasion: str, when: datetime) -> Backup:
    """Copy an open store into its folder of backups, and thin the earlier ones.

    ``when`` has its zone. Raises Refusal where the copy cannot be written or does not hold what the store holds; the
    earlier backups all stay then.
    """
    store = database.path
    path = place_of(store, occasion, when)
    make_folder(store)
    try:
        database.backup(path)
    except BaseException:
        with contextlib.suppress(OSError):
            path.parent.rmdir()  # where it is empty
        raise
    if look_into(path, database.key) != _contents(database):
        with plainly(store):
            path.unlink()
        raise Refusal(f"The backup “{path.name}” did not come out whole and was thrown away. Check the drive.")
    thin(store, when)
    return Backup(path, when.replace(microsecond=0), occasion)


def thin(store: Path, now: datetime) -> None:
    """Take away the backups that others of their hour, day or month stand for, and what a crash left of one.

    Only those that made themselves are: one that was asked for, or that holds what another replaced, stays until
    somebody takes it away. The caller holds the store's lock, so that nobody else is writing one.
    """
    remove_cut_off(store)
    found = [backup for backup in listed(store) if backup.occasion in ROUTINE]
    stay = kept((backup.made for backup in found), now)
    for backup in found:
        if backup.made not in stay:
            with contextlib.suppress(OSError):  # one that is being looked at is thinned the next time
                backup.path.unlink()


def look_into(path: Path, key: Key | None = None) -> Contents:
    """What the store or backup at ``path`` holds; every page and every index of it is looked through first.

    Raises Refusal where it is damaged, is no store, or is of a newer version; PasswordNeeded where ``key`` is not its.
    """
    with contextlib.closing(Database.open_to_read(path, key=key)) as database:
        return _contents(database)


def _contents(database: Database) -> Contents:
    def many(table: str) -> int:
        return int(database.select(f'SELECT count(*) FROM "{table}"')[0][0])  # noqa: S608 -- names of our own

    last = next((Step(*row) for row in database.select(f"{_STEPS} LIMIT 1", -1)), None)
    return Contents(many("scorecard"), many("indicator"), many("observation"), many("risk"), many("budget_table"), last)


def steps_after(path: Path, number: int, key: Key | None = None) -> tuple[Step, ...] | None:
    """The steps that a store holds after the one of a number, newest first; None where it cannot tell any more.

    The store may be damaged: whatever its history still gives is told.
    """
    try:
        with contextlib.closing(connect(path, "ro", key)) as connection:
            return tuple(Step(*row) for row in connection.execute(_STEPS, (number,)).fetchall())
    except sqlite3.Error:
        return None


def put_back(backup: Backup, store: Path, when: datetime, key: Key | None = None) -> Path | None:
    """Put a backup in a store's place; give where the store that stood there is now, None where there was none.

    The caller holds the store's lock. The backup itself stays. Raises Refusal where it does not hold together or
    cannot be written; the store is as it was then.
    """
    look_into(backup.path, key)
    beside = store.with_name(f".{store.name}.restored")
    replaced = place_of(store, "replaced", when) if store.exists() else None
    with plainly(store):
        try:
            beside.unlink(missing_ok=True)
            private(beside)
            _copy_file(backup.path, beside)
            look_into(beside, key)
            if replaced is not None:
                _set_aside(store, replaced)
            put_in_place(beside, store)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    return replaced


def _set_aside(store: Path, replaced: Path) -> None:
    """Copy a store as it is, with the journal of a change that was cut off half-way, which the next must not meet."""
    make_folder(store)
    journal = store.with_name(f"{store.name}-journal")
    if journal.exists():  # before what it belongs to has a name that is listed
        _copy_beside(journal, replaced.with_name(f"{replaced.name}-journal"))
    _copy_beside(store, replaced)
    if journal.exists():
        journal.unlink()
        settle(store.parent)  # a power cut must not bring it back beside what is put in the store's place


def _copy_beside(file: Path, to: Path) -> None:
    """Copy a file so that a whole one is at ``to`` or none."""
    beside = to.with_name(f".{to.name}.new")
    try:
        beside.unlink(missing_ok=True)
        private(beside)
        _copy_file(file, beside)
        put_in_place(beside, to)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _copy_file(file: Path, to: Path) -> None:
    with file.open("rb") as source, to.open("wb") as copy:
        shutil.copyfileobj(source, copy)
        copy.flush()
        os.fsync(copy.fileno())
