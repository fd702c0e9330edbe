"""Stores with a password: SQLCipher's pages behind the face of Python's own SQLite.

SQLCipher 4 encrypts every page with AES-256 and signs it (HMAC-SHA512); its key is made from the password by 256,000
rounds of PBKDF2, with a salt that is the file's first sixteen bytes. sqlcipher3 has wheels for Windows, macOS and
Linux. It is loaded only where there is a password.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.refusal import Refusal

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

_PAGE = 4096
_MOST_ALIKE = 64
"""How often one byte may stand in a page that looks random: 16 times is usual."""
_QUIET = "PRAGMA cipher_log_level = NONE"
"""SQLCipher would write to the process's standard error what is told as a Refusal."""


@dataclass(frozen=True, slots=True)
class Key:
    """A store's password, as an officer typed it. It is told to nobody: not even ``repr`` shows it."""

    password: str

    def __repr__(self) -> str:
        return "Key(…)"


def key_of_bytes(made: str) -> Key:
    """The key of 32 bytes, in hexadecimal, that nobody types: nothing need be made of it, so it takes no time."""
    return Key(f"x'{made}'")


class PasswordNeeded(Refusal):
    """The store at ``path`` has a password, which was not given or is another."""

    def __init__(self, message: str, path: Path) -> None:
        super().__init__(message)
        self.path = path


def password_needed(path: Path) -> PasswordNeeded:
    """What is said of a store whose password was not given."""
    return PasswordNeeded(f"“{path}” has a password. Give it to open the file.", path)


def wrong_password(path: Path) -> PasswordNeeded:
    """What is said where the password is another: nothing can tell that from damage to the first page."""
    return PasswordNeeded(f"That is not the password of “{path}”, or the file is damaged.", path)


def looks_encrypted(path: Path) -> bool:
    """Whether a file that is no plain database is all of whole pages, the first as random as an encrypted one is."""
    with path.open("rb") as file:
        page = file.read(_PAGE)
    size = path.stat().st_size
    if size % _PAGE or len(page) < _PAGE:
        return False
    counted = Counter(page)
    return len(counted) >= 240 and max(counted.values()) <= _MOST_ALIKE


def connect_with(key: Key, address: str, *, seconds: float, any_thread: bool) -> sqlite3.Connection:
    """A connection to the file of a ``file:`` address, that can be used and fails as one of ``sqlite3`` does."""
    from sqlcipher3 import dbapi2

    made = dbapi2.connect(
        address,
        uri=True,
        isolation_level=None,
        timeout=seconds,
        check_same_thread=not any_thread,
        factory=_connection_class(),
    )
    made.execute(_QUIET)
    made.set_key(key.password)
    return cast("sqlite3.Connection", made)


def converted(source: Path, key: Key | None, to: Path, other: Key | None) -> None:
    """Write what the store at ``source`` holds to a file that is not there yet, under another key or none.

    Raises what SQLite raises. Whoever calls it holds the store's lock.
    """
    from sqlcipher3 import dbapi2

    with _told_as_sqlite(), contextlib.closing(dbapi2.connect(str(source), isolation_level=None)) as connection:
        connection.execute(_QUIET)
        if key is not None:
            connection.set_key(key.password)
        kept = {
            name: int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("user_version", "application_id")
        }
        password = other.password if other is not None else ""
        connection.execute("ATTACH DATABASE ? AS other KEY ?", (str(to), password))
        connection.execute("PRAGMA other.synchronous = EXTRA")
        connection.execute("SELECT sqlcipher_export('other')")
        for name, value in kept.items():
            connection.execute(f"PRAGMA other.{name} = {value:d}")
        connection.execute("DETACH DATABASE other")


def seal(file: Path, content: bytes, key: Key) -> None:
    """Write something to an empty file so that only the key gives it back. Raises OSError where that cannot be."""
    try:
        with contextlib.closing(connect_with(key, str(file), seconds=1, any_thread=True)) as connection:
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("CREATE TABLE sealed (content BLOB NOT NULL)")
            connection.execute("INSERT INTO sealed (content) VALUES (?)", (content,))
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


def unsealed(file: Path, key: Key) -> bytes:
    """What was sealed in a file. Raises OSError where the key is another, or nothing was."""
    try:
        with contextlib.closing(connect_with(key, str(file), seconds=1, any_thread=True)) as connection:
            return bytes(connection.execute("SELECT content FROM sealed").fetchone()[0])
    except (sqlite3.Error, TypeError) as error:
        raise OSError(str(error)) from error


@contextlib.contextmanager
def _told_as_sqlite() -> Iterator[None]:
    """Raise SQLCipher's errors as Python's own SQLite would, with their codes."""
    from sqlcipher3 import dbapi2

    try:
        yield
    except dbapi2.Error as error:
        kind = getattr(sqlite3, type(error).__name__, sqlite3.DatabaseError)
        told = kind(*error.args)
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None:
            told.sqlite_errorcode = code
        raise told from error


@cache
def _connection_class() -> type[dbapi2.Connection]:
    """SQLCipher's connection with the errors of Python's own."""
    from sqlcipher3 import dbapi2

    class Cursor(dbapi2.Cursor):  # type: ignore[misc]
        def execute(self, *what: Any) -> Any:
            with _told_as_sqlite():
                return super().execute(*what)

        def executemany(self, *what: Any) -> Any:
            with _told_as_sqlite():
                return super().executemany(*what)

        def fetchone(self) -> Any:
            with _told_as_sqlite():
                return super().fetchone()

        def fetchmany(self, *size: int) -> Any:
            with _told_as_sqlite():
                return super().fetchmany(*size)

        def fetchall(self) -> Any:
            with _told_as_sqlite():
                return super().fetchall()

        def __next__(self) -> Any:
            with _told_as_sqlite():
                return super().__next__()

    class Connection(dbapi2.Connection):  # type: ignore[misc]
        def cursor(self, factory: type[dbapi2.Cursor] = Cursor) -> Any:
            return super().cursor(factory)

        def execute(self, statement: str, values: Any = ()) -> Any:
            return self.cursor().execute(statement, values)

        def executemany(self, statement: str, rows: Iterable[Any]) -> Any:
            return self.cursor().executemany(statement, rows)

        def backup(self, to: Any, **how: Any) -> None:
            with _told_as_sqlite():
                super().backup(to, **how)

        def rollback(self) -> None:
            with _told_as_sqlite():
                super().rollback()

    return Connection
