"""Connections to files that may have been made to harm: SQLite is let do no more than a store needs."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scorecard_desktop.store.cipher import Key

_BUSY_SECONDS = 5

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 512_000_000,  # a pack that is kept whole is the largest value
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 500,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 500,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 10_000,
}


def connect(
    path: Path, mode: str, key: Key | None = None, *, any_thread: bool = False, immutable: bool = False
) -> sqlite3.Connection:
    """A connection to the file at ``path`` in SQLite's ``mode`` (ro, rw, rwc), by its key where it has one.

    ``isolation_level`` None: transactions begin where ``atomic`` says, not where Python's driver guesses.
    ``immutable`` keeps SQLite from touching anything beside the file either.
    """
    address = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"
    if key is not None:
        from scorecard_desktop.store.cipher import connect_with

        connection = connect_with(key, address, seconds=_BUSY_SECONDS, any_thread=any_thread)
    else:
        connection = sqlite3.connect(
            address,
            uri=True,
            isolation_level=None,
            timeout=_BUSY_SECONDS,
            check_same_thread=not any_thread,
        )
    try:
        guard(connection)
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def in_memory(key: Key | None) -> sqlite3.Connection:
    """A database that is in no file, of the kind that a copy of a store with or without a password can go to."""
    if key is None:
        return sqlite3.connect(":memory:", isolation_level=None)
    from scorecard_desktop.store.cipher import connect_with

    return connect_with(key, ":memory:", seconds=_BUSY_SECONDS, any_thread=False)


def guard(connection: sqlite3.Connection) -> None:
    """Let SQLite run nothing that a file brings with it, and take nothing beyond what a store needs."""
    if hasattr(connection, "setlimit"):  # SQLCipher's has none; what has been signed with the key is our own
        for limit, most in _LIMITS.items():
            connection.setlimit(limit, most)
    if hasattr(connection, "enable_load_extension"):  # some builds of Python have none to switch off
        connection.enable_load_extension(False)
    configure = getattr(connection, "setconfig", None)
    if configure is not None:  # from Python 3.12
        configure(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)  # type: ignore[attr-defined, unused-ignore]
        configure(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)  # type: ignore[attr-defined, unused-ignore]
        configure(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)  # type: ignore[attr-defined, unused-ignore]
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
