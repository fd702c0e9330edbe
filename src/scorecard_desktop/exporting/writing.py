"""Putting a finished file in its place: whole or not at all, with a plain word where it cannot be done."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from scorecard_desktop.domain.refusal import Refusal

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` beside ``path``, make sure that it is on the disk, then put it in the place of ``path``.

    Raises ``Refusal``, with nothing left behind and nothing changed, where the disk is full, the folder is missing or
    may not be written, or another program holds the file.
    """
    partial: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        partial = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.chmod(_mode(path))
        partial.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise Refusal(f"{_reason(path, len(data), error, partial)} Nothing was changed.") from error
    finally:
        if partial is not None:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """The rights of the file that is replaced, or those that a new file has by the user's mask."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets a folder be synced."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(path: Path, size: int, error: OSError, partial: Path | None) -> str:
    """What went wrong and what to do. Without a ``partial`` file the folder itself would not take one."""
    name = path.name
    if error.errno in _NO_ROOM:
        return (
            f"There is no room left on the disk for {name} (it needs about {_megabytes(size)}). "
            "Free some space or choose another folder."
        )
    if path.is_dir():
        return f"{path} is a folder: give the paper a file name."
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}: make it or choose another."
    if error.errno in _NO_RIGHT and partial is None:
        return f"Nothing may be written in {path.parent}. Choose another folder, or ask for the right to write there."
    if error.errno in _NO_RIGHT:
        return f"{name} is open in another program or may not be replaced. Close it there or choose another name."
    return f"{name} could not be written: {error.strerror or 'the system gave no reason'}. Choose another folder."


def _megabytes(size: int) -> str:
    return f"{max(1, -(-size // 1_000_000))} MB"
