"""How a network drive is told, on each system, and which of them keep no locks."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import Any

import pytest

from scorecard_desktop.store import drives
from scorecard_desktop.store.drives import Drive, drive_of

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/finance /mnt/finance nfs4 rw,vers=4.2,local_lock=none 0 0
server:/old /mnt/old nfs rw,nolock 0 0
//server/kids /mnt/Children's\\040Services cifs rw,vers=3.1.1 0 0
//server/loose /mnt/loose cifs rw,nobrl 0 0
pat@server:/ /home/pat/far fuse.sshfs rw 0 0
/dev/sdb1 /mnt/finance/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "drive"),
    [
        ("/home/pat/council.scorecard", Drive.LOCAL),
        ("/mnt/finance/council.scorecard", Drive.NETWORK),
        ("/mnt/finances/council.scorecard", Drive.LOCAL),
        ("/mnt/finance/local/council.scorecard", Drive.LOCAL),
        ("/mnt/Children's Services/a/council.scorecard", Drive.NETWORK),
        ("/mnt/old/council.scorecard", Drive.WITHOUT_LOCKS),
        ("/mnt/loose/council.scorecard", Drive.WITHOUT_LOCKS),
        ("/home/pat/far/council.scorecard", Drive.WITHOUT_LOCKS),
    ],
)
def test_that_linux_tells_a_drive_by_its_mounts(place, drive):
    assert drives._by_mounts(Path(place), MOUNTS) is drive


@pytest.mark.parametrize(
    ("told", "drive"),
    [
        (("apfs", True), Drive.LOCAL),
        (("smbfs", False), Drive.NETWORK),
        (("something", False), Drive.NETWORK),
        (("webdav", False), Drive.WITHOUT_LOCKS),
    ],
)
def test_that_macos_tells_a_drive_by_statfs(monkeypatch, told, drive):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(drives, "_statfs", lambda _folder: told)
    assert drive_of(Path("/Volumes/kids/council.scorecard")) is drive


def test_that_what_macos_tells_is_as_long_as_its_header_says():
    assert ctypes.sizeof(drives._Statfs) == 2168


@pytest.mark.parametrize(
    ("place", "answer", "drive"),
    [
        ("C:\\figures\\council.scorecard", 3, Drive.LOCAL),
        ("S:\\figures\\council.scorecard", 4, Drive.NETWORK),
        ("\\\\server\\kids\\council.scorecard", 1, Drive.NETWORK),
    ],
)
def test_that_windows_tells_a_drive_by_its_letter_or_its_server(monkeypatch, place, answer, drive):
    windows: Any = PureWindowsPath(place)
    kernel = SimpleNamespace(GetDriveTypeW=lambda _root: answer)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    assert drives._on_windows(windows) is drive


def test_that_a_system_that_tells_nothing_is_taken_for_local(monkeypatch, tmp_path):
    monkeypatch.setattr(Path, "read_text", lambda *_: (_ for _ in ()).throw(OSError()))
    assert drive_of(tmp_path / "council.scorecard") is Drive.LOCAL
