"""Writing: whole change sets with their history, over the connection that the store was opened with."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from scorecard_desktop import __version__
from scorecard_desktop.domain.change import ChangeSet, Record
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.store import rows
from scorecard_desktop.store.history import key_text
from scorecard_desktop.store.placing import settle

_SIGN = """
    INSERT INTO meta (name, value) VALUES ('written by', ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""
_STEP = "INSERT INTO step (made, who, label, why) VALUES (?, ?, ?, ?)"
_HISTORY = 'INSERT INTO history (step, record_kind, record_key, "before", "after") VALUES (?, ?, ?, ?, ?)'


@dataclass(frozen=True, slots=True)
class _Doubtful:
    """A step whose commit failed, perhaps at its very end: its number, were it on the disk, and when it was made."""

    number: int
    made: str
    change_set: ChangeSet
    who: str

    @property
    def taken_back(self) -> ChangeSet:
        """The step that takes it back."""
        return replace(self.change_set.inverse, label=f"undo of {self.change_set.label}")


class Writer:
    """Writes to one store. It belongs to the thread of the connection, which its owner closes.

    ``begin`` is the statement that a transaction starts with, ``folder`` where the store lies.
    """

    def __init__(self, connection: sqlite3.Connection, begin: str, folder: Path) -> None:
        self._connection = connection
        self._begin = begin
        self._folder = folder
        self._signed = False
        self._doubtful: list[_Doubtful] = []

    @contextlib.contextmanager
    def atomic(self) -> Iterator[sqlite3.Connection]:
        """A transaction: everything done in it is kept or nothing is. One inside another is a savepoint."""
        inside = self._connection.in_transaction
        self._connection.execute("SAVEPOINT inside" if inside else self._begin)
        try:
            yield self._connection
            # what fails to be kept (a reference to nothing, a full disk) may leave the transaction open
            self._connection.execute("RELEASE inside" if inside else "COMMIT")
        except BaseException:
            # SQLite itself takes back the whole of a transaction where a disk is full
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK TO inside" if inside else "ROLLBACK")
                if inside:
                    self._connection.execute("RELEASE inside")
            raise

    def apply(self, change_set: ChangeSet, who: str, when: datetime) -> None:
        """Write a change set and its history in one transaction.

        Raises Conflict where a record is not as a change says that it was before; nothing is written then, or what
        the disk took although it said that it would not is taken back by the next step, if that is not the same.
        """
        stands = self._refused_and_there()
        if stands is not None and stands.change_set == change_set:
            self._doubtful.clear()
            return
        taken_back = [stands.taken_back] if stands is not None else []
        number = 0
        try:
            with self.atomic() as connection:
                for each in (*taken_back, change_set):
                    rows.write(connection, each.changes)
                    number = write_history(connection, each, who, when)
                self._sign(connection)
        except sqlite3.IntegrityError as error:
            with self.atomic() as connection:
                conflict = rows.clash(connection, change_set.changes)
            if conflict is None:
                raise
            raise conflict from error
        except sqlite3.OperationalError:
            self._signed = False
            if not number or not self._is_there_after_all(_Doubtful(number, _moment(when), change_set, who)):
                raise
        self._doubtful.clear()

    def _is_there_after_all(self, step: _Doubtful) -> bool:
        """Whether a step that SQLite could not finish is on the disk, and will stay: the folder is synced last."""
        self._doubtful.append(step)
        try:
            return self._refused_and_there() is step
        except (sqlite3.Error, OSError):  # the drive is not back; the next step asks again
            return False

    def take_back(self, when: datetime) -> None:
        """Take back what was said not to be written, and is, where no other step has come since."""
        stands = self._refused_and_there()
        if stands is not None:
            with self.atomic() as connection:
                rows.write(connection, stands.taken_back.changes)
                write_history(connection, stands.taken_back, stands.who, when)

    def _refused_and_there(self) -> _Doubtful | None:
        """The step that was said not to be written, and is; None where there is none. Raises where that is not told."""
        for one in reversed(self._doubtful):
            asked = (one.number, one.made)
            if self._connection.execute("SELECT 1 FROM step WHERE id = ? AND made = ?", asked).fetchone() is not None:
                settle(self._folder)
                return one
        self._doubtful.clear()
        return None

    def keep_file(self, name: str, content: bytes) -> None:
        """Keep a file's content under a name, in a transaction of its own; what is kept already stays."""
        with self.atomic() as connection:
            connection.execute(
                "INSERT INTO kept_file (hash, content) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING", (name, content)
            )

    def name_beginning(self, moment: str) -> None:
        """Say in a new store when it was made, and by which version of the program."""
        with self.atomic() as connection:
            named = [("created", moment), ("created by", __version__)]
            connection.executemany("INSERT INTO meta (name, value) VALUES (?, ?)", named)

    def _sign(self, connection: sqlite3.Connection) -> None:
        """Say, with the first write, which version of the program wrote the file last."""
        if self._signed:
            return
        connection.execute(_SIGN, (__version__,))
        self._signed = True


def _moment(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds")


def write_history(connection: sqlite3.Connection, change_set: ChangeSet, who: str, when: datetime) -> int:
    """Add a step and its changes, within the transaction that makes them; give its number."""
    number = connection.execute(_STEP, (_moment(when), who, change_set.label, change_set.why)).lastrowid
    assert number is not None  # a row was inserted
    lines = [
        (number, change.record.record_kind, key_text(change.record), _json(change.before), _json(change.after))
        for change in change_set.changes
    ]
    connection.executemany(_HISTORY, lines)
    return number


def _json(record: Record | None) -> str | None:
    return None if record is None else codec(type(record)).to_json(record)
