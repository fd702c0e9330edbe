"""Whether a file's schema is what its version must have: nothing planted in it, nothing altered, nothing missing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.store.migrations import Migration, run
from scorecard_desktop.store.troubles import damaged

_OF_SQLITE_ITSELF = frozenset({"sqlite_sequence", "sqlite_stat1", "sqlite_stat4"})
_Schema = dict[str, tuple[str, str, str]]


def refuse_what_is_not_ours(
    path: Path, connection: sqlite3.Connection, version: int, migrations: Sequence[Migration]
) -> None:
    """Raise Refusal where the store at ``path`` has other tables, indexes, triggers or views than its version's."""
    if version < 1:
        raise damaged(path)
    found, expected = _schema_of(path, connection), _expected(version, tuple(migrations))
    if expected.keys() - found.keys():
        raise damaged(path)
    if found != expected:
        raise Refusal(f"“{path}” holds parts that Scorecard Desktop does not make, and was not opened.")


def _schema_of(path: Path, connection: sqlite3.Connection) -> _Schema:
    """The parts of a file. What SQLite cannot make sense of is damage."""
    try:
        return _schema(connection)
    except UnicodeDecodeError as error:
        raise damaged(path) from error
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) in (None, sqlite3.SQLITE_ERROR):
            raise damaged(path) from error
        raise


@lru_cache(maxsize=4)
def _expected(version: int, migrations: tuple[Migration, ...]) -> _Schema:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        run(connection, 0, migrations[:version])
        return _schema(connection)


def _schema(connection: sqlite3.Connection) -> _Schema:
    """Each part by its name: what it is, of which table, and the statement that makes it, whatever its spaces."""
    rows = connection.execute("SELECT name, type, tbl_name, sql FROM sqlite_schema").fetchall()
    return {
        str(name): (str(kind), str(table), re.sub(r"[\s\"]+", "", sql or "").casefold())
        for name, kind, table, sql in rows
        if not (kind == "table" and name in _OF_SQLITE_ITSELF)
    }
