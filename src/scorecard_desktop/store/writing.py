"""Writing: whole change sets with their history, by SQLAlchemy over the connection that the store was opened with."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.pool import StaticPool

from scorecard_desktop import __version__
from scorecard_desktop.domain.book import RECORD_TYPES
from scorecard_desktop.domain.change import ChangeSet, Record
from scorecard_desktop.domain.codec import codec
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.store import rows
from scorecard_desktop.store.history import key_text
from scorecard_desktop.store.placing import settle
from scorecard_desktop.store.schema import history, kept_file, meta, step

_TYPE_OF = {record_type.record_kind: record_type for record_type in RECORD_TYPES}


@dataclass(frozen=True, slots=True)
class _Doubtful:
    """A step whose commit failed, perhaps at its very end: its number, were it on the disk, and when it was made."""

    number: int
    made: str
    change_set: ChangeSet


class Writer:
    """Writes to one store. It belongs to the thread of the connection, which its owner closes.

    ``begin`` is the statement that a transaction starts with, ``folder`` where the store lies.
    """

    def __init__(self, driver: sqlite3.Connection, begin: str, folder: Path) -> None:
        self._driver = driver
        # parameters are hidden so that an error, and the report made of it, tells no figure
        self._engine = create_engine(
            "sqlite+pysqlite://", creator=lambda: driver, poolclass=StaticPool, hide_parameters=True
        )

        @event.listens_for(self._engine, "begin")
        def _(conn: Connection) -> None:
            conn.exec_driver_sql(begin)

        self._connection = self._engine.connect()
        self._folder = folder
        self._signed = False
        self._doubtful: list[_Doubtful] = []

    @contextlib.contextmanager
    def atomic(self) -> Iterator[Connection]:
        """A transaction: everything done in it is kept or nothing is. One inside another is a savepoint."""
        if self._connection.in_transaction():
            with self._connection.begin_nested():
                yield self._connection
            return
        transaction = self._connection.begin()
        try:
            yield self._connection
            transaction.commit()
        except BaseException:
            transaction.rollback()
            # a commit that failed (a reference to nothing, a full disk) may leave SQLite's own transaction open
            if self._driver.in_transaction:
                self._driver.execute("ROLLBACK")
            raise

    def apply(self, change_set: ChangeSet, who: str, when: datetime) -> None:
        """Write a change set and its history in one transaction.

        Raises Conflict where a record is not as a change says that it was before; nothing is written then, or what
        the disk took although it said that it would not is taken back by the next step, if that is not the same.
        """
        stands = self._refused_and_there()
        if stands == change_set:
            self._doubtful.clear()
            return
        taken_back = [replace(stands.inverse, label=f"undo of {stands.label}")] if stands is not None else []
        number = 0
        try:
            with self.atomic() as connection:
                for each in (*taken_back, change_set):
                    rows.write(connection, each.changes)
                    number = write_history(connection, each, who, when)
                self._sign(connection)
        except IntegrityError as error:
            with self.atomic() as connection:
                conflict = rows.clash(connection, change_set.changes)
            if conflict is None:
                raise
            raise conflict from error
        except OperationalError:
            self._signed = False
            if not number or not self._is_there_after_all(_Doubtful(number, _moment(when), change_set)):
                raise
        self._doubtful.clear()

    def _is_there_after_all(self, step: _Doubtful) -> bool:
        """Whether a step that SQLite could not finish is on the disk, and will stay: the folder is synced last."""
        self._doubtful.append(step)
        try:
            return self._refused_and_there() is step.change_set
        except (sqlite3.Error, OSError):  # the drive is not back; the next step asks again
            return False

    def _refused_and_there(self) -> ChangeSet | None:
        """The step that was said not to be written, and is; None where there is none. Raises where that is not told."""
        for one in reversed(self._doubtful):
            asked = (one.number, one.made)
            if self._driver.execute("SELECT 1 FROM step WHERE id = ? AND made = ?", asked).fetchone() is not None:
                settle(self._folder)
                return one.change_set
        self._doubtful.clear()
        return None

    def keep_file(self, name: str, content: bytes) -> None:
        """Keep a file's content under a name, in a transaction of its own; what is kept already stays."""
        row = insert(kept_file).values(hash=name, content=content)
        with self.atomic() as connection:
            connection.execute(row.on_conflict_do_nothing(index_elements=["hash"]))

    def name_beginning(self, moment: str) -> None:
        """Say in a new store when it was made, and by which version of the program."""
        with self.atomic() as connection:
            named = [{"name": "created", "value": moment}, {"name": "created by", "value": __version__}]
            connection.execute(meta.insert(), named)

    def _sign(self, connection: Connection) -> None:
        """Say, with the first write, which version of the program wrote the file last."""
        if self._signed:
            return
        row = insert(meta).values(name="written by", value=__version__)
        connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": __version__}))
        self._signed = True

    def close(self) -> None:
        """Let the connection go."""
        self._connection.close()
        self._engine.dispose()


def _moment(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds")


def write_history(connection: Connection, change_set: ChangeSet, who: str, when: datetime) -> int:
    """Add a step and its changes, within the transaction that makes them; give its number."""
    made = {
        "made": _moment(when),
        "who": who,
        "label": change_set.label,
        "why": change_set.why,
    }
    number = int(connection.execute(step.insert(), made).lastrowid)
    lines = [
        {
            "step": number,
            "record_kind": change.record.record_kind,
            "record_key": key_text(change.record),
            "before": _json(change.before),
            "after": _json(change.after),
        }
        for change in change_set.changes
    ]
    if lines:
        connection.execute(history.insert(), lines)
    return number


def _json(record: Record | None) -> str | None:
    return None if record is None else codec(_TYPE_OF[record.record_kind]).to_json(record)
