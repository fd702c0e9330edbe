"""A store or backup written anew under another password, its first one, or none."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.store.cipher import Key, converted
from scorecard_desktop.store.connecting import connect
from scorecard_desktop.store.database import KEY_BESIDE, Database, remove
from scorecard_desktop.store.placing import private, put_in_place
from scorecard_desktop.store.troubles import plainly


def rewrite(path: Path, now: Key | None, new: Key | None, beside_key: str) -> None:
    """Put a copy under the key ``new`` in the file's own place, once it is whole and holds as much.

    ``beside_key`` is what it is to hold, where it gets a key, for what is kept beside it (32 bytes in hexadecimal).

    The caller holds the store's lock. Raises PasswordNeeded where ``now`` is not its key, Refusal where it is damaged
    or cannot be written; it is as it was then.
    """
    held = _counted(path, now)
    beside = path.with_name(f".{path.name}.new")
    with plainly(path):
        try:
            remove(beside)
            private(beside)
            converted(path, now, beside, new)
            _keep_key(beside, new, beside_key)
            if _counted(beside, new) != held:
                _not_whole(path)
            with beside.open("rb+") as written:
                os.fsync(written.fileno())
            put_in_place(beside, path)
        except BaseException:
            remove(beside)
            raise


def _counted(path: Path, key: Key | None) -> dict[str, int]:
    with contextlib.closing(Database.open_to_read(path, key=key)) as database:
        return {name: rows for name, rows in database.count().items() if name != "meta"}


def _keep_key(path: Path, key: Key | None, beside_key: str) -> None:
    with contextlib.closing(connect(path, "rw", key)) as connection:
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("DELETE FROM meta WHERE name = ?", (KEY_BESIDE,))
        if key is not None:
            connection.execute("INSERT INTO meta (name, value) VALUES (?, ?)", (KEY_BESIDE, beside_key))


def _not_whole(path: Path) -> None:
    raise Refusal(f"“{path.name}” did not come out whole under its new password, and is as it was.")
