"""What SQLite and the file system report, in an officer's words."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scorecard_desktop.domain.refusal import Refusal

_PRIMARY_CODE = 0xFF


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Raise what an officer can mend as a ``Refusal`` about the store at ``path``; let the rest be.

    What broke a rule of the schema is a fault of ours, and passes through.
    """
    try:
        yield
    except OSError as error:
        refusal = of_file_system(path, error)
        if refusal is None:
            raise
        raise refusal from error
    except sqlite3.Error as error:
        refusal = _of_sqlite(path, error)
        if refusal is None:
            raise
        raise refusal from error


@contextmanager
def understood(path: Path) -> Iterator[None]:
    """Raise what no store holds, though its pages hold together, as ``Damaged``: a word or a number that is none."""
    try:
        yield
    except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError) as error:
        raise damaged(path) from error
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) is None:  # Python's own: words that are not in UTF-8
            raise damaged(path) from error
        raise


def _of_sqlite(path: Path, error: sqlite3.Error) -> Refusal | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return _gone(path)
    return {
        sqlite3.SQLITE_FULL: _disk_full(path),
        sqlite3.SQLITE_READONLY: _not_writable(path),
        sqlite3.SQLITE_PERM: _not_readable(path),
        sqlite3.SQLITE_CANTOPEN: Refusal(
            f"“{path}” could not be opened: check that the folder is still there and that you may write in it."
        ),
        sqlite3.SQLITE_IOERR: Refusal(
            f"“{path.name}” could not be read or written: the drive gave an error. Check the drive and try again."
        ),
        sqlite3.SQLITE_BUSY: Refusal(
            f"“{path.name}” is in use by another program. Try again when that has finished with it."
        ),
        sqlite3.SQLITE_CORRUPT: damaged(path),
        sqlite3.SQLITE_NOTADB: damaged(path),
        sqlite3.SQLITE_TOOBIG: Refusal("A text is too long to be stored. Shorten it and try again."),
    }.get(code & _PRIMARY_CODE)


def of_file_system(path: Path, error: OSError) -> Refusal | None:
    """A failure of the file system that an officer can mend, or None for any other."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _disk_full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _not_writable(path)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Refusal(f"There is no folder “{path.parent}”.")
    if error.errno == errno.ENAMETOOLONG:
        return Refusal(f"The name “{path.name}” is too long. Choose a shorter one.")
    if error.errno in _VANISHED:
        return _gone(path)
    if error.errno in (errno.ENOLCK, errno.EOPNOTSUPP):
        return Refusal(f"The drive that holds “{path}” keeps no locks. Copy the file to a folder of this computer.")
    if error.errno == errno.EIO:
        return Refusal(f"“{path}” could not be read or written: the drive gave an error. Check it and try again.")
    return None


_VANISHED = frozenset(
    getattr(errno, name)
    for name in ("EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENODEV", "ENOTCONN", "ENXIO", "ESTALE", "ETIMEDOUT")
    if hasattr(errno, name)
)


def _gone(path: Path) -> Refusal:
    return Refusal(
        f"“{path}” is not there any more: the drive is gone, or the file was moved or removed while it was open. "
        "Bring it back and try again."
    )


def _disk_full(path: Path) -> Refusal:
    return Refusal(f"The disk that holds “{path}” is full. Free some space and try again.")


def _not_writable(path: Path) -> Refusal:
    return Refusal(f"“{path}” may not be written: its folder or the file itself is read-only for you.")


def _not_readable(path: Path) -> Refusal:
    return Refusal(f"You may not read “{path}”. Ask whoever looks after the folder for permission.")


class Damaged(Refusal):
    """The content of the store at ``path`` does not hold together: a backup is to be offered."""

    def __init__(self, message: str, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path


def damaged(path: Path) -> Damaged:
    """What is said of the store at ``path`` then."""
    return Damaged(f"“{path}” is damaged and was left as it is. Open a backup of it instead.", path)


def unread(path: Path) -> Damaged:
    """What is said of the store at ``path`` where the drive does not give all of it."""
    return Damaged(
        f"“{path}” could not be read to its end: the drive gave an error. Check the drive and try again. "
        "Where it stays so, open a backup instead.",
        path,
    )


def is_of_drive(code: int) -> bool:
    """Whether SQLite's code tells of the drive and not of what the file holds."""
    return code & _PRIMARY_CODE == sqlite3.SQLITE_IOERR
