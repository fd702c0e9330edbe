"""Whether a file's schema is what its version must have: nothing planted in it, nothing altered, nothing missing."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.store.migrations import MIGRATIONS, Migration, run
from scorecard_desktop.store.troubles import damaged

_OF_SQLITE_ITSELF = frozenset({"sqlite_sequence", "sqlite_stat1", "sqlite_stat4"})
Schema = dict[str, tuple[str, str, str]]

FINGERPRINTS: Mapping[int, str] = {
    1: "2fdfcfa260127e33ea8949fb70faad8cea334bc2d7e303078c54bb8cd65e110a",
    2: "ede22b0508695418190b283f5028e612631f491ba3ea88079340eec9f1a38a99",
    3: "f69bb094f166e28c354404cb2eba39213763fb46ab5ebff7a6d198ebfd80b31a",
    4: "0b9e119df5e3fe716ac5b0b02d9ed07318c8b1fe85fc0977f7d1a6f87aa96a27",
    5: "177e934badeb0bdc0e05ce4d44768d0678ff945272ed6509ffd92ff0ce284333",
    6: "16186e4890925d2ce5fcedd48a939879faeb84176b3cc758630b2facf24d2289",
    7: "fcb25fe0ed1f2f1ec3dfbad510fa477bb85be5e3ba4c5ce888708ffe8bde0891",
    8: "b8630f8cc19d6a3d513751ee733c14196042997330c90e32910f3feb27842855",
    9: "77bb499f5969c3b280a72bc081213f8a46a596e1a84109f06b4165dca35020ea",
    10: "ae519e39a38d06cfefa99d8547c629633ec67d63c018d72e85556ce16b6fa6ee",
    11: "740ca43547fbbe895ffc8fa8b2ec33dc03cf4d90e0de7c6276fb68b107340d17",
}
"""The schema that each version has. To make one from its migrations takes longer than to read a small store."""


def refuse_what_is_not_ours(
    path: Path, connection: sqlite3.Connection, version: int, migrations: Sequence[Migration]
) -> None:
    """Raise Refusal where the store at ``path`` has other tables, indexes, triggers or views than its version's."""
    if version < 1:
        raise damaged(path)
    found = _read(path, connection)
    if migrations is MIGRATIONS and fingerprint(found) == FINGERPRINTS.get(version):
        return
    expected = _expected(version, tuple(migrations))
    if expected.keys() - found.keys():
        raise damaged(path)
    if found != expected:
        raise Refusal(f"“{path}” holds parts that Scorecard Desktop does not make, and was not opened.")


def _read(path: Path, connection: sqlite3.Connection) -> Schema:
    """The parts of a file. What SQLite cannot make sense of is damage."""
    try:
        return schema_of(connection)
    except UnicodeDecodeError as error:
        raise damaged(path) from error
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) in (None, sqlite3.SQLITE_ERROR):
            raise damaged(path) from error
        raise


@lru_cache(maxsize=4)
def _expected(version: int, migrations: tuple[Migration, ...]) -> Schema:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        run(connection, 0, migrations[:version])
        return schema_of(connection)


def fingerprint(schema: Schema) -> str:
    """The SHA-256 of a schema."""
    return hashlib.sha256(repr(sorted(schema.items())).encode()).hexdigest()


def schema_of(connection: sqlite3.Connection) -> Schema:
    """Each part by its name: what it is, of which table, and the statement that makes it, whatever its spaces."""
    rows = connection.execute("SELECT name, type, tbl_name, sql FROM sqlite_schema").fetchall()
    return {
        str(name): (str(kind), str(table), re.sub(r"[\s\"]+", "", sql or "").casefold())
        for name, kind, table, sql in rows
        if not (kind == "table" and name in _OF_SQLITE_ITSELF)
    }
