"""An open store: read whole into a book, written by whole change sets.

The journal is SQLite's rollback journal, not its write-ahead log: a log does not work on network drives, which
councils have, and leaves files beside the store that an officer who copies it would miss. ``synchronous=EXTRA``
makes a commit outlast a power cut even so. A store is one file whenever nobody is writing it.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scorecard_desktop.domain.book import RECORD_TYPES, Book
from scorecard_desktop.domain.change import ChangeSet, Record
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rating import Override
from scorecard_desktop.domain.scorecard import ScorecardPeriod
from scorecard_desktop.domain.target import Target
from scorecard_desktop.domain.uncollected import uncollected
from scorecard_desktop.store import history, reading
from scorecard_desktop.store.backup_names import make_folder, place_of
from scorecard_desktop.store.cipher import Key, key_of_bytes, wrong_password
from scorecard_desktop.store.connecting import connect, in_memory
from scorecard_desktop.store.first_look import FirstLook
from scorecard_desktop.store.genuine import refuse_what_is_not_ours
from scorecard_desktop.store.history import Asked, HistoryEntry
from scorecard_desktop.store.migrations import MIGRATIONS, Migration, run
from scorecard_desktop.store.placing import private, put_in_place
from scorecard_desktop.store.recognise import is_encrypted, recognise, recognise_by
from scorecard_desktop.store.troubles import damaged, is_of_drive, plainly, understood, unread
from scorecard_desktop.store.writing import Writer

_OF_A_PERIOD: tuple[type[Observation | ScorecardPeriod | Target | Commentary | Override], ...] = (
    Observation, ScorecardPeriod, Target, Commentary, Override,
)  # fmt: skip


KEY_BESIDE = "key beside"
"""What the file calls, among what it says of itself, the key of what is kept beside it."""


class Database:
    """A store that is open. It belongs to the thread that opened it.

    ``create``, ``open`` and ``open_to_read`` make one; all raise Refusal where they cannot.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, begin: str, key: Key | None = None) -> None:
        self.path = path
        self.key = key
        self._driver = connection
        self._writer = Writer(connection, begin, path.parent)

    @classmethod
    def open(cls, path: Path, migrations: Sequence[Migration] = MIGRATIONS, key: Key | None = None) -> Database:
        """Open a store for writing, by its key where it has one. One of an older version is backed up and brought up.

        The caller holds the store's lock. Raises Refusal, the file untouched, where it is no store of ours, is of a
        newer version, is damaged or may not be written; PasswordNeeded where ``key`` is not its.
        """
        return _checked(cls.begin(path, migrations, key))

    @classmethod
    def begin(cls, path: Path, migrations: Sequence[Migration] = MIGRATIONS, key: Key | None = None) -> Database:
        """Open a store as ``open`` does, but for looking through all of it: ``check`` must do so before a write."""
        key = _key_of(path, key, len(migrations))
        with plainly(path):
            connection = connect(path, "rw", key)
            try:
                _see_that_key_fits(path, connection, key, len(migrations))
                version = _version(connection)
                refuse_what_is_not_ours(path, connection, version, migrations)
                if version < len(migrations) or not _has_our_journal(connection):
                    _check(path, connection)
                connection.execute("PRAGMA journal_mode = DELETE")
                connection.execute("PRAGMA synchronous = EXTRA")
                if version < len(migrations):
                    make_folder(path)
                    _copy(connection, place_of(path, f"before version {version + 1}", _now()), key)
                    _bring_up(path, connection, version, migrations)
                _may_write(connection)
            except BaseException:
                connection.close()
                raise
            return cls(path, connection, "BEGIN IMMEDIATE", key)

    @classmethod
    def open_to_read(cls, path: Path, migrations: Sequence[Migration] = MIGRATIONS, key: Key | None = None) -> Database:
        """Open a store that is only read, whoever else writes it. Raises Refusal as ``open`` does.

        One of an older version is brought up to date in memory, and its file left as it is.

        A change that was cut off half-way is taken back by whoever opens the file next, and that needs the right to
        write; so the file is opened with it where there is one, and SQLite is told to refuse every statement that
        would change anything.
        """
        return _checked(cls.begin_to_read(path, migrations, key))

    @classmethod
    def begin_to_read(
        cls, path: Path, migrations: Sequence[Migration] = MIGRATIONS, key: Key | None = None
    ) -> Database:
        """Open a store as ``open_to_read`` does, but for looking through all of it, which ``check`` does."""
        key = _key_of(path, key, len(migrations))
        mode = "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"
        with plainly(path):
            connection = connect(path, mode, key)
            try:
                _see_that_key_fits(path, connection, key, len(migrations))
                connection.execute("PRAGMA query_only = ON")
                version = _version(connection)
                refuse_what_is_not_ours(path, connection, version, migrations)
                if version < len(migrations):
                    _check(path, connection)
                    connection = _brought_up_in_memory(path, connection, migrations, key)
            except BaseException:
                connection.close()
                raise
            return cls(path, connection, "BEGIN", key)

    @classmethod
    def create(cls, path: Path, first: ChangeSet, who: str, migrations: Sequence[Migration] = MIGRATIONS) -> Database:
        """Make a store that holds ``first``, and open it. The caller holds its lock.

        It is made under another name and renamed when it is whole, so that no half-made store is ever found.
        """
        beside = path.with_name(f".{path.name}.new")
        half_made: list[Path] = []
        with plainly(path):
            try:
                remove(beside)
                private(beside)
                half_made = [beside, path]
                connection = connect(beside, "rw")
                try:
                    connection.execute("PRAGMA synchronous = EXTRA")
                    run(connection, 0, migrations)
                except BaseException:
                    connection.close()
                    raise
                made = cls(beside, connection, "BEGIN IMMEDIATE")
                try:
                    made._writer.name_beginning(_now().isoformat(timespec="seconds"))
                    made.apply(first, who)
                finally:
                    made.close()
                put_in_place(beside, path)
                return cls.open(path, migrations)
            except BaseException:
                with contextlib.suppress(OSError):  # a drive that is gone has nothing removed
                    for file in half_made:
                        if file.exists():
                            remove(file)  # the first that is there is the one that was made
                            break
                raise

    def check(self) -> None:
        """Raise Refusal where the pages, the indexes or the references of the file do not hold together.

        Every page is read: half a second for the largest of stores.
        """
        with plainly(self.path):
            _check(self.path, self._driver)

    def keep_file(self, name: str, content: bytes) -> None:
        """Keep a file's content under a name, its SHA-256; one that is kept already is left as it is.

        Raises Refusal where the disk or the file will not have it.
        """
        with plainly(self.path):
            self._writer.keep_file(name, content)

    def kept_file(self, name: str) -> bytes | None:
        """A file's content as it was kept under a name; None where it was not."""
        found = self.select("SELECT content FROM kept_file WHERE hash = ?", name)
        return bytes(found[0][0]) if found else None

    def select(self, query: str, *parameters: int | str) -> list[tuple[Any, ...]]:
        """The rows of a query about the store itself; records are read by ``load``."""
        with plainly(self.path), self._reading() as connection:
            return connection.execute(query, parameters).fetchall()

    def look(self, whole: Callable[[], Book]) -> FirstLook:
        """A first look into the store, for another thread, while nothing is written; ``whole`` reads all of it."""
        with plainly(self.path):
            connection = connect(self.path, "ro", self.key, any_thread=True)
            return FirstLook(self.path, connection, whole)

    def atomic(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """A transaction: everything done in it is kept or nothing is. One inside another is a savepoint."""
        return self._writer.atomic()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Whatever is read in it is of one moment."""
        if self._driver.in_transaction:
            yield self._driver
            return
        self._driver.execute("BEGIN")
        try:
            yield self._driver
        finally:
            self._driver.rollback()

    def load(self) -> Book:
        """Every record of the store."""
        with uncollected(), plainly(self.path), understood(self.path), self._reading() as connection:
            book = Book(record for kind in RECORD_TYPES for record in reading.read_all(connection, kind))
            for code in {one.period for kind in _OF_A_PERIOD for one in book.all(kind)} - {""}:
                period_from_code(code)  # they are read where they are asked for, which is too late to say so
            return book

    def apply(self, change_set: ChangeSet, who: str, when: datetime | None = None) -> None:
        """Write a change set and its history in one transaction.

        Raises Conflict where a record is not as a change says that it was before, Refusal where the disk or the
        file will not have it; nothing is written then.
        """
        with plainly(self.path):
            self._writer.apply(change_set, who, when if when is not None else _now())

    def of_itself(self) -> dict[str, str]:
        """What the file says of itself: when it was ``created``, ``created by`` and ``written by`` which version."""
        return {str(name): str(value) for name, value in self.select("SELECT name, value FROM meta")}

    def key_beside(self) -> Key | None:
        """The key of what is kept beside a store that has a password; None where it has none."""
        held = self.of_itself().get(KEY_BESIDE) if self.key is not None else None
        return key_of_bytes(held) if held is not None else self.key

    def last_changed(self) -> datetime:
        """The moment of the newest step: what is in the store is as it was then."""
        (found,) = self.select("SELECT made FROM step ORDER BY id DESC LIMIT 1") or [(_now().isoformat(),)]
        return datetime.fromisoformat(found[0])

    def history(self, record: Record) -> list[HistoryEntry]:
        """The changes of a record, newest first."""
        with plainly(self.path), understood(self.path), self._reading() as connection:
            return history.read(connection, record)

    def search(self, asked: Asked) -> list[HistoryEntry]:
        """The changes of any records that are asked for, newest first."""
        with plainly(self.path), understood(self.path), self._reading() as connection:
            return history.search(connection, asked)

    def at(self, moment: datetime) -> Book:
        """Every record as it stood at a moment, which has its zone."""
        with plainly(self.path), understood(self.path), self._reading() as connection:
            return history.at(connection, moment, list(self.load().records()))

    def count(self) -> dict[str, int]:
        """How many rows each table has."""
        names = [row[0] for row in self.select("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        return {name: int(self.select(f'SELECT count(*) FROM "{name}"')[0][0]) for name in names}  # noqa: S608 -- own

    def backup(self, to: Path) -> None:
        """Write a whole copy to ``to``, which it replaces only when it is complete."""
        with plainly(to):
            _copy(self._driver, to, self.key)

    def close(self) -> None:
        """Let the file go. A step that was said not to be written, and is, does not stay in it where that can be."""
        with contextlib.suppress(sqlite3.Error, OSError):
            self._writer.take_back(_now())
        self._driver.close()


def _checked(database: Database) -> Database:
    try:
        database.check()
    except BaseException:
        database.close()
        raise
    return database


def _now() -> datetime:
    return datetime.now(UTC)


def _version(connection: sqlite3.Connection) -> int:
    """The schema version. Reading it takes back, first, whatever was cut off half-way."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _has_our_journal(connection: sqlite3.Connection) -> bool:
    """Whether no other program has set the file to keep its journal in another way, which is written in its header."""
    return bool(connection.execute("PRAGMA journal_mode").fetchone() == ("delete",))


def _bring_up(path: Path, connection: sqlite3.Connection, version: int, migrations: Sequence[Migration]) -> None:
    """Run the migrations. A kept record that they cannot read is damage: what they read is JSON of our own."""
    try:
        with understood(path):
            run(connection, version, migrations)
    except AttributeError as error:
        raise damaged(path) from error
    except sqlite3.OperationalError as error:
        raise (damaged(path) if "malformed JSON" in str(error) else error) from error


def _brought_up_in_memory(
    path: Path, old: sqlite3.Connection, migrations: Sequence[Migration], key: Key | None
) -> sqlite3.Connection:
    """A store of an older version as it would be now, for one who only reads it: the file stays as it is."""
    with contextlib.closing(old):
        copy = in_memory(key)
        try:
            old.backup(copy)
            _bring_up(path, copy, _version(copy), migrations)
            copy.execute("PRAGMA query_only = ON")
        except BaseException:
            copy.close()
            raise
        return copy


def _check(path: Path, connection: sqlite3.Connection) -> None:
    """Raise Damaged where SQLite's checks find something: an error of the drive is told as such a finding too."""
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        code = re.search(r"error code[ =](\d+)", str(found))
        raise unread(path) if code is not None and is_of_drive(int(code[1])) else damaged(path)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise damaged(path)


def _may_write(connection: sqlite3.Connection) -> None:
    """Find out now, not at the first change, that the file or its folder is read-only."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # rewriting the header's own value touches a page, which is what asks for the journal file
        connection.execute(f"PRAGMA user_version = {_version(connection):d}")
    finally:
        if connection.in_transaction:  # SQLite takes a change back by itself where the disk is full or fails
            connection.execute("ROLLBACK")


def _key_of(path: Path, key: Key | None, newest: int) -> Key | None:
    """The key by which a store is connected to: none where it has no password. Raises Refusal as ``recognise`` does."""
    if key is not None and is_encrypted(path):
        if not key.password:
            raise wrong_password(path)
        return key
    recognise(path, newest)
    return None


def _see_that_key_fits(path: Path, connection: sqlite3.Connection, key: Key | None, newest: int) -> None:
    if key is not None:
        recognise_by(connection, path, newest)


def _copy(connection: sqlite3.Connection, to: Path, key: Key | None) -> None:
    beside = to.with_name(f".{to.name}.new")
    try:
        remove(beside)
        private(beside)
        copy = connect(beside, "rw", key)
        try:
            connection.backup(copy)
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise damaged(to)
        finally:
            copy.close()
        put_in_place(beside, to)
    except BaseException:
        remove(beside)
        raise


def remove(file: Path) -> None:
    """Remove a store's file and its journal, where they are there."""
    file.unlink(missing_ok=True)
    file.with_name(f"{file.name}-journal").unlink(missing_ok=True)
