"""One writer at a time: a lock beside the store, and who holds it.

The operating system holds the lock and lets it go when the program that had it dies, however it dies, so a lock
cannot be left behind. The file beside it that says who holds it can be; it counts only while the lock is held.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.store.troubles import plainly


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a store open for writing: a person, on a computer, by a process, since a moment (UTC, ISO)."""

    who: str
    host: str
    process: int
    since: str

    @property
    def words(self) -> str:
        """``Pat Jones on PC-0417 since 23 Nov 14:05``, in the local time of whoever reads it."""
        try:
            moment = datetime.fromisoformat(self.since).astimezone()
        except ValueError:
            return f"{self.who} on {self.host}"
        today = datetime.now().astimezone().date()
        day = "" if moment.date() == today else f"{moment.day} {moment:%b %Y} "
        return f"{self.who} on {self.host} since {day}{moment:%H:%M}"


class Held(Refusal):
    """Another program has the store open for writing. ``holder`` says who; None where that cannot be read."""

    def __init__(self, path: Path, holder: Holder | None) -> None:
        by = f"by {holder.words}" if holder is not None else "by another program"
        super().__init__(f"“{path}” is held {by}. Nothing has been changed; try again when it has been closed there.")
        self.holder = holder


class StoreLock:
    """The right to write one store, from construction until ``release``.

    Raises Held where another has it, Refusal where the folder may not be written.
    """

    def __init__(self, store: Path, who: str) -> None:
        from filelock import FileLock, Timeout

        self._held_by = _holder_file(store)
        # it is taken by the thread that opens a store and let go by the one that closes it
        self._lock = FileLock(lock_file(store), thread_local=False)
        with plainly(store):
            if not store.parent.is_dir():  # else taking the lock would make it
                raise Refusal(f"There is no folder “{store.parent}”.")
            try:
                self._lock.acquire(timeout=0)
            except Timeout as error:
                raise Held(store, read_holder(store)) from error
            except NotImplementedError as error:
                raise OSError(errno.ENOLCK, "no locks") from error
            try:
                holder = Holder(who, platform.node(), os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"))
                self._held_by.write_text(json.dumps(asdict(holder)), "utf-8")
            except BaseException:
                self.release()
                raise

    def holds(self) -> bool:
        """Whether the drive really keeps others out: a second try must fail while this one has the lock."""
        from filelock import FileLock, Timeout

        other = FileLock(self._lock.lock_file, thread_local=False)
        try:
            other.acquire(timeout=0)
        except (Timeout, OSError):
            return True
        other.release()
        return False

    def release(self) -> None:
        """Let another write. Leaves no file behind. Does nothing a second time."""
        if not self._lock.is_locked:
            return
        _remove(self._held_by)
        lock = Path(self._lock.lock_file)
        # Removed while it is still held, so that nobody's new lock goes: one who was waiting on the old file sees that
        # it has no name any more and begins again. Windows removes nothing that is open, so there it is done after.
        _remove(lock)
        with contextlib.suppress(OSError):  # where the drive is gone, the lock went with it
            self._lock.release()
        if os.name == "nt":
            _remove(lock)


def lock_file(store: Path) -> Path:
    """The file that is locked."""
    return store.with_name(f"{store.name}.lock")


def _holder_file(store: Path) -> Path:
    return store.with_name(f"{store.name}.held-by")


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink()


def read_holder(store: Path) -> Holder | None:
    """Who last took the lock of a store and did not let it go; None where that is not told."""
    try:
        found = json.loads(_holder_file(store).read_text("utf-8"))
        return Holder(str(found["who"]), str(found["host"]), int(found["process"]), str(found["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def held_by(store: Path) -> Holder | None:
    """Who holds a store now, for one who only reads it; None where nobody does.

    The lock is tried and let go again at once, without the file being made where it is not there.
    """
    if not lock_file(store).exists():
        return None
    from filelock import FileLock, Timeout

    lock = FileLock(lock_file(store), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return read_holder(store) or Holder("another program", "a computer not known", 0, "")
    except OSError:  # where the lock may not be tried, what was written down is all there is
        return read_holder(store)
    with contextlib.suppress(OSError):
        lock.release()
    return None
