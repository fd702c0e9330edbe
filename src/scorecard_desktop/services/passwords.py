"""The password of a scorecard file: set, changed and taken off, with that of its backups."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from pathlib import Path

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services import drafts, unwritten
from scorecard_desktop.services.places import user_name
from scorecard_desktop.store import backups
from scorecard_desktop.store.cipher import Key, PasswordNeeded
from scorecard_desktop.store.database import Database
from scorecard_desktop.store.lock import StoreLock
from scorecard_desktop.store.recognise import is_encrypted
from scorecard_desktop.store.rewriting import rewrite

__all__ = ["Key", "PasswordNeeded", "PasswordSet", "is_encrypted", "new_key", "set_password"]

SHORTEST = 10
"""Characters that a password has at least."""


@dataclass(frozen=True, slots=True)
class PasswordSet:
    """What was rewritten: how many backups, and the names of those that could not be and are as they were."""

    backups: int
    left: tuple[str, ...]


def new_key(password: str) -> Key:
    """The key of a password that is to be set. Raises Refusal where it is too short to protect anything."""
    if len(password) < SHORTEST:
        raise Refusal(f"The password is too short: it needs {SHORTEST} characters or more. Four words do well.")
    return Key(password)


def set_password(
    store: Path, now: Key | None, new: Key | None, progress: Callable[[int, int, str], None] | None = None
) -> PasswordSet:
    """Give a store and its backups another password, their first one, or none; the store must not be open anywhere.

    ``now`` is the password that it has. Each file is replaced when its copy is whole and holds the same. A backup
    that is damaged, or has a password of another time, is left as it is and named. What was typed and not stored, and
    steps that the file would not take, go with it.

    Raises PasswordNeeded where ``now`` is not its password, Held where another has it open, Refusal where it is
    damaged or cannot be written; nothing is changed then.
    """
    if not is_encrypted(store):
        now = None
    lock = StoreLock(store, user_name())
    try:
        listed = backups.listed(store)

        def tell(done: int, what: str) -> None:
            if progress is not None:
                progress(done, len(listed) + 1, what)

        beside = secrets.token_hex(32)
        was = _key_beside(store, now)
        typed, refused = drafts.left(store, was), unwritten.left(store, was)
        tell(0, "Rewriting the file")
        rewrite(store, now, new, beside)
        kept_by = _key_beside(store, new)
        drafts.keep(store, typed, kept_by)
        unwritten.keep(store, refused, kept_by)
        left = []
        for at, backup in enumerate(listed, 1):
            tell(at, f"Rewriting the backup of {backup.path.stem}")
            try:
                rewrite(backup.path, now, new, beside)
            except Refusal:
                if not _has_it_already(backup.path, new):
                    left.append(backup.path.name)
        return PasswordSet(len(listed) - len(left), tuple(left))
    finally:
        lock.release()


def _key_beside(store: Path, key: Key | None) -> Key | None:
    with contextlib.closing(Database.open_to_read(store, key=key)) as database:
        return database.key_beside()


def _has_it_already(path: Path, key: Key | None) -> bool:
    """Whether a backup was rewritten before, by a try that was cut off."""
    with contextlib.suppress(Refusal):
        backups.look_into(path, key)
        return True
    return False
