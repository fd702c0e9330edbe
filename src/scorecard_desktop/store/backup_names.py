"""Where a store's backups are, and what their names say: ``2018-07-10 15.30.00 +0100 before import.scorecard``."""

from __future__ import annotations

import contextlib
import re
from datetime import datetime
from glob import escape
from pathlib import Path

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.store.troubles import plainly

_WHEN = "%Y-%m-%d %H.%M.%S %z"
_NAME = re.compile(r"(\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d [+-]\d{4}) (.+)")


def folder_of(store: Path) -> Path:
    """Where a store's backups are kept, beside it. It may not be there yet."""
    return store.with_name(f"{store.stem} backups")


def make_folder(store: Path) -> None:
    """Make that folder where it is not there. Raises Refusal where it cannot be."""
    folder = folder_of(store)
    with plainly(store):
        try:
            folder.mkdir(exist_ok=True)
        except FileExistsError as error:
            raise Refusal(f"A file called “{folder.name}” is where the folder of backups belongs: move it.") from error


def remove_cut_off(store: Path) -> list[Path]:
    """Remove what a crash left of backups that were being written; give what was removed.

    The caller holds the store's lock, so that nobody else is writing one.
    """
    gone = []
    with contextlib.suppress(OSError):
        for cut_off in folder_of(store).glob(f".*{escape(store.suffix)}*.new*"):
            cut_off.unlink()
            gone.append(cut_off)
    return gone


def place_of(store: Path, occasion: str, when: datetime) -> Path:
    """The file of a backup made on an occasion at a moment, which has its zone."""
    return folder_of(store) / f"{when:{_WHEN}} {occasion}{store.suffix}"


def read_name(stem: str) -> tuple[datetime, str] | None:
    """When and on what occasion a backup was made, by its name; None where it is no backup's."""
    told = _NAME.fullmatch(stem)
    if told is None:
        return None
    try:
        return datetime.strptime(told[1], _WHEN), told[2]
    except ValueError:
        return None
