"""What a program that died leaves half-made, and its removal at the next start.

Whoever writes a file says so first, in a note of the user's own; a note whose writer is gone says where to clear up.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from glob import escape
from itertools import count
from pathlib import Path
from typing import IO

from scorecard_desktop.services.places import state_folder
from scorecard_desktop.store.backup_names import remove_cut_off

_numbers = count()
_writing: set[Path] = set()
"""The notes of what this process writes now."""
_FORGOTTEN = 90 * 24 * 3600
"""Seconds after which a folder that is not there any more is waited for no longer."""


def abandoned(file: Path, process: int) -> bool:
    """Whether the process that has ``file`` open is gone. The file is removed on Windows where it is."""
    if process == os.getpid():
        return False
    if os.name == "nt":  # a file that is open cannot be removed there, and asking a process would end it
        try:
            file.rename(file)
        except OSError:
            return False
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


@contextlib.contextmanager
def noted(path: Path) -> Iterator[None]:
    """While a file is written to ``path``: what is left of it goes at the next start, should the program die."""
    clear_up()
    note = state_folder() / f"writing-{os.getpid()}-{next(_numbers)}.txt"
    made = [folder for folder in note.parents if not folder.exists()]
    was_there = os.path.isdir(path.parent)  # noqa: PTH112 -- a name that no folder can have is not there
    file = _write_note(note, path)
    _writing.add(note)
    try:
        yield
    finally:
        _writing.discard(note)
        if file is not None:
            with contextlib.suppress(OSError):
                file.close()
        if not (was_there and _may_be_left(path)):
            with contextlib.suppress(OSError):
                note.unlink(missing_ok=True)
        for folder in made:  # nothing stays where nothing was
            with contextlib.suppress(OSError):
                folder.rmdir()


def _write_note(note: Path, path: Path) -> IO[bytes] | None:
    """The note, open as long as its writer lives; None where none can be written, which stops no writer."""
    file = None
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        file = os.fdopen(os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb", buffering=0)
        file.write(os.fsencode(path.absolute()))
    except OSError:
        if file is not None:
            with contextlib.suppress(OSError):
                file.close()
        return None
    return file


def _has_ended(note: Path, process: int) -> bool:
    return note not in _writing if process == os.getpid() else abandoned(note, process)


def clear_up() -> list[Path]:
    """Remove what programs that died left half-written; give what was removed."""
    gone: list[Path] = []
    with contextlib.suppress(OSError):
        for note in state_folder().glob("writing-*-*.txt"):
            process = note.stem.split("-")[1]
            if not process.isdecimal() or not _has_ended(note, int(process)):
                continue
            with contextlib.suppress(OSError, ValueError):
                target = Path(os.fsdecode(note.read_bytes()))
                gone += _remove(target.parent, _parts_of(target))
                if not _may_be_left(target) or time.time() - note.stat().st_mtime > _FORGOTTEN:
                    note.unlink(missing_ok=True)
    return gone


def _parts_of(target: Path) -> str:
    return f".{escape(target.name)}.*.part"


def _may_be_left(target: Path) -> bool:
    """Whether something half-written of a file is there, or may be: its folder cannot be looked into."""
    try:
        return not target.parent.is_dir() or any(target.parent.glob(_parts_of(target)))
    except OSError:
        return True


def clear_up_beside(store: Path) -> list[Path]:
    """Remove what was left half-made beside a store; the caller holds its lock, so that nobody is making it now."""
    name = escape(store.name)
    beside = [file for left in ("new", "new-journal", "restored", "drafts.new") for file in
              _remove(store.parent, f".{name}.{left}")]  # fmt: skip
    return beside + remove_cut_off(store)


def _remove(folder: Path, pattern: str) -> list[Path]:
    gone = []
    with contextlib.suppress(OSError):
        for file in folder.glob(pattern):
            file.unlink()
            gone.append(file)
    return gone
