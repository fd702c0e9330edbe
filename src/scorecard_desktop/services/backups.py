"""Backups that make themselves, and putting one back.

A session backs its store up before its first change where an hour has passed since the last backup, each hour that it
goes on changing, before an import, and when it is closed with something new in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.scorecard import SourceFile
from scorecard_desktop.services.places import user_name
from scorecard_desktop.store import backups
from scorecard_desktop.store.backup_names import folder_of
from scorecard_desktop.store.backups import Backup, Contents, Step
from scorecard_desktop.store.cipher import Key
from scorecard_desktop.store.database import Database
from scorecard_desktop.store.lock import StoreLock
from scorecard_desktop.store.troubles import Damaged, plainly

__all__ = [
    "Backup",
    "Contents",
    "Damaged",
    "Gone",
    "Keeping",
    "Offer",
    "Step",
    "held",
    "listed",
    "lost_by",
    "newest_good",
    "offers",
    "put_back",
    "refuse_gone",
]


class Gone(Damaged):
    """A store is not where it was, and backups of it are: none is begun in its place unasked."""


def refuse_gone(store: Path) -> None:
    """Raise Gone where there is no file at ``store``, and backups of one."""
    with plainly(store):
        is_there = store.exists()
    if not is_there and backups.listed(store):
        raise Gone(
            f"“{store}” is not there, and backups of it are: it was moved, renamed or removed. Bring it back, or "
            f"go back to a backup; to begin a new one, move the folder “{folder_of(store).name}” away first.",
            store,
        )


EVERY = timedelta(hours=1)
"""How long a store is changed without a backup."""

listed = backups.listed
held = backups.look_into


def _now() -> datetime:
    return datetime.now().astimezone()


class Keeping:
    """Sees that an open store has a backup that is not old. It is used on the store's own thread.

    A backup that cannot be written stops nothing that an officer does; ``trouble`` says why, in one line, until one
    can.
    """

    def __init__(self, database: Database, now: Callable[[], datetime] = _now) -> None:
        self._database = database
        self._now = now
        self._newest: datetime | None = None
        self._looked = False
        self._changed = False
        self.trouble = ""

    def before_change(self, step: ChangeSet) -> None:
        """Back up what stands now, where the last backup is old or the step is an import."""
        if any(isinstance(change.record, SourceFile) for change in step.changes):
            self.make("before import")
        elif self._is_due():
            self.make("hourly")
        self._changed = True

    def at_close(self) -> None:
        """Back up what this session changed."""
        if self._changed:
            self.make("at closing")

    def need_none(self) -> None:
        """Make none at closing: what was changed is kept in another way."""
        self._changed = False

    def make(self, occasion: str) -> Backup | None:
        """Back up now; None where that failed and ``trouble`` says why, or where nothing is in the store yet."""
        if not self._holds_something():
            return None
        try:
            made = backups.write(self._database, occasion, self._now())
        except Refusal as refusal:
            self.trouble = f"No backup was made. {refusal.message}"
            self._newest, self._looked = self._now(), True  # the next try is an hour on, not at the next key
            return None
        self.trouble = ""
        self._newest, self._looked, self._changed = made.made, True, False
        return made

    def _is_due(self) -> bool:
        if not self._looked:
            found = backups.listed(self._database.path)
            self._newest, self._looked = (found[0].made if found else self._begun()), True
        return self._newest is None or not timedelta(0) <= self._now() - self._newest < EVERY

    def _begun(self) -> datetime | None:
        """When the store was made: it needs no backup in its first hour."""
        made = self._database.select("SELECT value FROM meta WHERE name = ?", "created")
        return datetime.fromisoformat(made[0][0]) if made else None

    def _holds_something(self) -> bool:
        return bool(self._database.select("SELECT 1 FROM step WHERE id > ? LIMIT 1", 1))


@dataclass(frozen=True, slots=True)
class Offer:
    """A backup, what it holds, and the steps that would be lost by going back to it.

    ``contents`` is None where the backup is damaged itself, ``lost`` where the store can no longer tell what was done
    since.
    """

    backup: Backup
    contents: Contents | None
    lost: tuple[Step, ...] | None


def offers(store: Path, key: Key | None = None) -> Iterator[Offer]:
    """Every backup of a store, newest first. Each is looked through, which takes a moment where it is large."""
    for backup in backups.listed(store):
        try:
            contents = backups.look_into(backup.path, key)
        except Refusal:
            yield Offer(backup, None, None)
        else:
            yield Offer(backup, contents, lost_by(store, contents, key))


def newest_good(store: Path, key: Key | None = None) -> Offer | None:
    """The backup to offer in place of a store that is damaged or gone; None where there is none that is whole."""
    return next((offer for offer in offers(store, key) if offer.contents is not None), None)


def lost_by(store: Path, contents: Contents, key: Key | None = None) -> tuple[Step, ...] | None:
    """The steps of a store that a backup does not have; None where the store cannot tell."""
    return backups.steps_after(store, contents.last.number if contents.last is not None else 0, key)


def put_back(backup: Backup, store: Path, key: Key | None = None) -> Path | None:
    """Put a backup in the place of its store, which must not be open anywhere; give where what was there is kept.

    Raises Held where another has the store open, Refusal where the backup is damaged or cannot be written.
    """
    lock = StoreLock(store, user_name())
    try:
        return backups.put_back(backup, store, _now(), key)
    finally:
        lock.release()
