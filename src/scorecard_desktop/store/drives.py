"""On what kind of drive a file is: whether two computers can reach it, and whether locks hold there."""

from __future__ import annotations

import ctypes
import re
import sys
from enum import Enum
from pathlib import Path

_NETWORK = frozenset(
    {"afpfs", "afs", "beegfs", "ceph", "cifs", "fuse.ceph", "fuse.glusterfs", "glusterfs", "lustre", "ncpfs", "nfs",
     "nfs4", "smb2", "smb3", "smbfs"}
)  # fmt: skip
_WITHOUT_LOCKS = frozenset(
    {"davfs", "fuse.davfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "webdav"}
)
_UNLOCKED = frozenset({"nolock", "nobrl", "local_lock=all", "local_lock=flock"})
"""How a network drive is mounted where locks are kept on one computer alone."""
_REMOTE = 4
"""What Windows answers for a network drive (GetDriveTypeW)."""
_IS_LOCAL = 0x1000
"""The flag of macOS for a drive of the computer itself (MNT_LOCAL)."""


class Drive(Enum):
    """What holds a file."""

    LOCAL = "a drive of this computer"
    NETWORK = "a network drive"
    WITHOUT_LOCKS = "a network drive that keeps no locks between computers"


def drive_of(path: Path) -> Drive:
    """On what the file at ``path`` is, or would be. Where the system does not tell, it is taken for local."""
    place = path.absolute()
    try:
        if sys.platform == "win32":
            return _on_windows(place)
        if sys.platform == "darwin":
            system, local = _statfs(place.parent)
            return _by_type(system, local=local)
        return _by_mounts(place.resolve(), Path("/proc/self/mounts").read_text("utf-8", "surrogateescape"))
    except (OSError, AttributeError, ValueError):
        return Drive.LOCAL


def _on_windows(place: Path) -> Drive:
    if place.drive.startswith("\\\\"):
        return Drive.NETWORK
    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\")  # type: ignore[attr-defined, unused-ignore]
    return Drive.NETWORK if kind == _REMOTE else Drive.LOCAL


def _by_mounts(place: Path, mounts: str) -> Drive:
    """By the line of the deepest folder that something is mounted on; of two at one place, the later."""
    found, deepest = Drive.LOCAL, -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 4:
            continue
        at = Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[1]))
        if place.is_relative_to(at) and len(at.parts) >= deepest:
            found, deepest = _by_type(fields[2], local=True, options=fields[3].split(",")), len(at.parts)
    return found


def _by_type(system: str, *, local: bool, options: list[str] | None = None) -> Drive:
    if system in _WITHOUT_LOCKS:
        return Drive.WITHOUT_LOCKS
    if system in _NETWORK or not local:
        return Drive.WITHOUT_LOCKS if _UNLOCKED.intersection(options or ()) else Drive.NETWORK
    return Drive.LOCAL


class _Statfs(ctypes.Structure):
    """What macOS tells of a file system (sys/mount.h, 64-bit inodes)."""

    _fields_ = (
        ("block_sizes", ctypes.c_uint32 * 2),
        ("counts", ctypes.c_uint64 * 5),
        ("id", ctypes.c_int32 * 2),
        ("owner", ctypes.c_uint32),
        ("type", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("subtype", ctypes.c_uint32),
        ("type_name", ctypes.c_char * 16),
        ("mounted_on", ctypes.c_char * 1024),
        ("mounted_from", ctypes.c_char * 1024),
        ("more", ctypes.c_uint32 * 8),
    )


def _statfs(folder: Path) -> tuple[str, bool]:
    library = ctypes.CDLL(None, use_errno=True)
    ask = getattr(library, "statfs$INODE64", None) or library.statfs
    told = _Statfs()
    if ask(str(folder).encode(), ctypes.byref(told)) != 0:
        raise OSError(ctypes.get_errno(), "statfs")
    return told.type_name.decode(), bool(told.flags & _IS_LOCAL)
