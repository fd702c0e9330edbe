"""Ends that nothing in Python sees: where in the program each thread was is written down, and found at the next start.

What is written are names of functions and numbers of lines (``faulthandler``), and never a figure.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
from datetime import datetime
from pathlib import Path
from typing import TextIO

from scorecard_desktop import __version__
from scorecard_desktop.services.leftovers import abandoned
from scorecard_desktop.services.places import log_folder


class CrashWatch:
    """From construction until ``end``: what faulthandler says of a crash goes to a file of this process."""

    def __init__(self) -> None:
        self._file: TextIO | None = None
        self._path = log_folder() / f"crash-{os.getpid()}.txt"
        with contextlib.suppress(OSError):  # without the folder there is no record of a crash, and no more
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w")
            faulthandler.enable(self._file, all_threads=True)

    def end(self) -> None:
        """The program ends as it should."""
        faulthandler.disable()
        if self._file is not None:
            self._file.close()
            with contextlib.suppress(OSError):
                self._path.unlink()


def crashes_found() -> list[Path]:
    """The reports of programs that crashed and have not been told of, oldest first.

    One that was killed, or whose computer lost its power, says nothing and leaves nothing.
    """
    found: list[Path] = []
    with contextlib.suppress(OSError):
        for file in sorted(log_folder().glob("crash-*.txt"), key=lambda one: one.stat().st_mtime):
            process = file.stem.partition("-")[2]
            if not process.isdecimal() or not abandoned(file, int(process)):
                continue
            when = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
            said = file.read_text("utf-8", "replace")
            if said.strip():
                report = file.with_name(f"fault-{when:%Y-%m-%d-%H%M%S}-ended.txt")
                report.write_text(f"Scorecard Desktop {__version__}\nended {when:%Y-%m-%d %H:%M:%S}\n\n{said}", "utf-8")
                report.chmod(0o600)
                found.append(report)
            file.unlink()
    return found
