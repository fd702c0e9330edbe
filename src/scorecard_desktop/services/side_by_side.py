"""Many files read by several processes side by side; what one of them cannot do is left to be done by the caller."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.importing import Gathered
from scorecard_desktop.services.progress import Cancelled as AskCancelled
from scorecard_desktop.services.progress import Progress
from scorecard_desktop.services.reading import STEPS, HowToRead

_ASK_EVERY = 0.05


@dataclass
class SideBySide:
    """Several processes that read files, each fed by a thread; what one of them cannot do is left to be done here."""

    paths: Sequence[Path]
    how: HowToRead
    _found: dict[int, Gathered] = field(default_factory=dict)
    _refused: dict[int, str] = field(default_factory=dict)
    _next: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, processes: int, tell: Progress, stop: AskCancelled) -> dict[int, Gathered]:
        """The files that were read, by their position. Raises Refusal for the first that cannot be, Cancelled."""
        started = [process for process in (_started() for _ in range(processes)) if process is not None]
        threads = [threading.Thread(target=self._feed, args=(process,), daemon=True) for process in started]
        for thread in threads:
            thread.start()
        try:
            while any(thread.is_alive() for thread in threads):
                threads[0 if threads[0].is_alive() else -1].join(_ASK_EVERY)
                if stop():
                    raise Cancelled
                done = len(self._found)
                tell(done * STEPS, len(self.paths) * STEPS, f"Read {done:,} of {len(self.paths):,} files")
        finally:
            for process in started:
                process.kill()
            for thread in threads:
                thread.join()
            for process in started:
                process.communicate()
        if self._refused:
            raise Refusal(self._refused[min(self._refused)])
        return self._found

    def _feed(self, process: subprocess.Popen[bytes]) -> None:
        """Give a process one file after another, until there are none or it can do no more."""
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _send(process.stdin, self.how)
            while (number := self._take()) is not None:
                _send(process.stdin, self.paths[number])
                answer = pickle.load(process.stdout)  # noqa: S301 - from a process of our own
                if isinstance(answer, Gathered):
                    self._found[number] = answer
                elif isinstance(answer, str):
                    self._refused[number] = answer
        except (OSError, EOFError, pickle.PickleError):
            return

    def _take(self) -> int | None:
        """The position of the next file; None when there is none, or one was refused."""
        with self._lock:
            if self._refused or self._next >= len(self.paths):
                return None
            self._next += 1
            return self._next - 1


def _send(stream: Any, what: object) -> None:  # noqa: ANN401 - a pipe
    pickle.dump(what, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


def _reader() -> list[str]:
    """The command line of a process that reads files with this very program."""
    if getattr(sys, "frozen", False):  # the command, since on Windows the window has no streams
        program = Path(sys.executable)
        return [str(program.with_name(f"scorecard{program.suffix}")), "--read-for-another"]
    return [sys.executable, "-m", "scorecard_desktop.services.reading_process"]


def _started() -> subprocess.Popen[bytes] | None:
    """A process that reads files with this very program; None where none can be started."""
    root = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH", "")])])
    try:
        return subprocess.Popen(  # noqa: S603 -- this very program
            _reader(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return None
