"""Files that are made beside their place and put there when they are whole, so that a power cut leaves one or none."""

from __future__ import annotations

import os
from pathlib import Path


def put_in_place(beside: Path, to: Path) -> None:
    """Rename a whole file to where it belongs, so that it is there after a power cut too.

    It was its owner's alone while it was made; now it has the rights of the file that it replaces, or a new file's.
    """
    beside.chmod(_rights(to))
    beside.replace(to)
    settle(to.parent)


def private(file: Path) -> None:
    """Make an empty file that is its owner's alone."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _rights(file: Path) -> int:
    """Those that a file has, or that a new one gets by the user's mask."""
    try:
        return file.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def settle(folder: Path) -> None:
    """Have a rename outlast a power cut, where the system lets a folder be synced (Windows does not need it)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
