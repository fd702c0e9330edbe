"""A disk that fails when it is told to (``faulty_disk.c``), for campaigns that start anew with it beneath them."""

from __future__ import annotations

import ctypes
import enum
import errno
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_LIBRARY = "FAULTY_DISK"

KINDS = {
    "c": "making a file", "o": "opening", "x": "closing", "w": "writing", "r": "reading", "t": "cutting to size",
    "s": "syncing", "l": "locking", "k": "locking by SQLite", "h": "changing rights", "u": "removing", "q": "removing a folder",
    "m": "making a folder", "v": "renaming",
}  # fmt: skip
"""What the letters of calls stand for."""


class Manner(enum.IntEnum):
    """How a disk fails: at one call; for good, wherever something needs room; for good, whatever is asked of it.

    KILLED ends the process at the call, in the midst of it where it writes.
    """

    ONCE = 0
    FULL = 1
    GONE = 2
    KILLED = 3


class Fault(enum.Enum):
    """A way to fail: what the system says, in which manner, and at which kinds of call it can be met."""

    ERROR = (errno.EIO, Manner.ONCE, "".join(KINDS))
    NO_ROOM = (errno.ENOSPC, Manner.FULL, "cwtm")
    NO_ROOM_FOR_A_MOMENT = (errno.ENOSPC, Manner.ONCE, "cwtm")
    NO_RIGHT = (errno.EACCES, Manner.ONCE, "cohuqmv")
    READ_ONLY = (errno.EROFS, Manner.ONCE, "chuqmv")
    GONE = (errno.EIO, Manner.GONE, "".join(KINDS))

    @property
    def kinds(self) -> str:
        """The letters of those calls."""
        return self.value[2]


class FaultyDisk:
    """What lies below ``folder``, as long as this process lasts."""

    def __init__(self, folder: Path) -> None:
        self._calls = ctypes.CDLL(os.environ[_LIBRARY])
        self._calls.faulty_count.restype = ctypes.c_long
        self._calls.faulty_failures.restype = ctypes.c_long
        self._calls.faulty_kind.restype = ctypes.c_char
        self._calls.faulty_kind.argtypes = [ctypes.c_long]
        self._calls.faulty_fail.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_int]
        self._calls.faulty_note.argtypes = [ctypes.c_long]
        self._calls.faulty_watch(os.fsencode(folder))

    def fail(self, nth: int, fault: Fault) -> None:
        """Count calls from now, and fail at the n-th of them."""
        self._calls.faulty_fail(nth, fault.value[0], int(fault.value[1]))

    def kill(self, nth: int) -> None:
        """Count calls from now, and die at the n-th of them."""
        self._calls.faulty_fail(nth, errno.EIO, int(Manner.KILLED))

    def mend(self) -> int:
        """Fail no more; how many calls failed."""
        failures: int = self._calls.faulty_failures()
        self._calls.faulty_fail(0, 0, 0)
        return failures

    def calls(self) -> str:
        """The letters of all calls since ``fail`` or ``mend``."""
        return "".join(self._calls.faulty_kind(n).decode() for n in range(1, self._calls.faulty_count() + 1))

    def record(self, file: int) -> None:
        """Write what is done into an open file from now on; -1 ends it."""
        self._calls.faulty_record(file)

    def note(self, number: int) -> None:
        """Say in the record how far its maker is."""
        self._calls.faulty_note(number)


def compiler() -> str:
    """The C compiler that can make such a disk here; empty where there is none."""
    found = shutil.which("cc") or shutil.which("gcc")
    return found if found is not None and sys.platform.startswith("linux") else ""


def begin_anew() -> bool:
    """Start this script again with the faulty disk beneath it; False where that is done, or says why it cannot be.

    The library is made by the C compiler of the system, in a folder of its own that goes when the script has ended.
    """
    if _LIBRARY in os.environ:
        return False
    if not compiler():
        print("Skipped: a disk that fails is made with a C compiler, on Linux, and there is none here.")
        return True
    with tempfile.TemporaryDirectory(prefix="faulty-") as folder:
        library = Path(folder) / "faulty_disk.so"
        source = Path(__file__).with_suffix(".c")
        subprocess.run([compiler(), "-O2", "-shared", "-fPIC", "-o", library, source, "-ldl", "-lpthread"], check=True)
        env = os.environ | {_LIBRARY: str(library), "LD_PRELOAD": str(library)}
        done = subprocess.run([sys.executable, *sys.argv], env=env, check=False)
        if done.returncode:
            sys.exit(1)
    return True
