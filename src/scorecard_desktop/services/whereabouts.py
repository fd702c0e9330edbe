"""Where a store is: on a drive that keeps two computers apart or not, in a folder that some program copies about."""

from __future__ import annotations

import re
from pathlib import Path

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.store.drives import Drive, drive_of

_SYNCED = (
    (re.compile(r"OneDrive(( -|-).*)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"Dropbox(( \(|-).*)?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"(Google Drive|GoogleDrive)(-.*)?", re.IGNORECASE), "Google Drive"),
    (re.compile(r"(iCloud ?Drive|Mobile Documents|com~apple~CloudDocs)", re.IGNORECASE), "iCloud Drive"),
    (re.compile(r"Box( Sync|-Box)?"), "Box"),
    (re.compile(r"(Nextcloud|ownCloud)", re.IGNORECASE), "Nextcloud"),
)
"""How the folders are called that such a program keeps the same on several computers."""


class UnsafePlace(Refusal):
    """A store may not be written where it is: the drive would let two computers write it at once."""


def synced_by(path: Path) -> str:
    """The program that copies the folder of ``path`` to other computers; empty where none is known to."""
    folders = path.absolute().parent.parts
    return next((name for part in folders for known, name in _SYNCED if known.fullmatch(part)), "")


def refuse_unsafe(path: Path) -> Drive:
    """The drive of a store that is to be written. Raises UnsafePlace where nothing there keeps two writers apart."""
    drive = drive_of(path)
    if drive is Drive.WITHOUT_LOCKS:
        raise unsafe(path)
    return drive


def unsafe(path: Path) -> UnsafePlace:
    """What is said of a store on such a drive."""
    return UnsafePlace(
        f"“{path.name}” is on a network drive that does not keep two computers from writing it at once. "
        "Copy it to a folder of this computer, or to another network drive, to change it there."
    )


def warning(path: Path) -> str:
    """What an officer should know of the place of a store, with the way out; empty where there is nothing."""
    program = synced_by(path)
    if program:
        return (
            f"“{path.name}” is in a folder that {program} copies to other computers. It may copy the file while it is "
            f"being written, or keep two versions of it. Keep the file in a folder that {program} does not copy, and "
            "put only packs and backups there. To move it: close this window, move the file with its folder of "
            "backups, and open it from its new place."
        )
    if drive_of(path) is Drive.NETWORK:
        return (
            f"“{path.name}” is on a network drive. That works: one computer at a time may change it, and the others "
            "can look. Each change waits for the network, so a folder of this computer is faster; a change that the "
            "network cuts off is taken back whole."
        )
    return ""
