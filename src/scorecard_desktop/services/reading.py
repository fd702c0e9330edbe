"""Files read one after another, or, where there are many, by several processes side by side."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scorecard_desktop.domain.profile import Profile
from scorecard_desktop.domain.refusal import Cancelled, Refusal
from scorecard_desktop.importing import Gathered, Limits, gather
from scorecard_desktop.importing.meanings import NOT_SAID, Meanings
from scorecard_desktop.importing.published_contents import BenchmarksWanted
from scorecard_desktop.services.progress import Cancelled as AskCancelled
from scorecard_desktop.services.progress import Progress

STEPS = 100
"""How many steps of progress one file is."""

_MANY = 24
"""From so many files on, what it takes to start other processes is soon made good."""

_MOST_PROCESSES = 6
_ASK_EVERY = 0.05


@dataclass(frozen=True)
class HowToRead:
    """What every file of an import is read by."""

    limits: Limits
    benchmarks: BenchmarksWanted
    meanings: Meanings = NOT_SAID
    profiles: tuple[Profile, ...] = ()
    profile: str = ""


def gather_files(paths: Sequence[Path], how: HowToRead, tell: Progress, stop: AskCancelled) -> list[Gathered]:
    """What each file gives, in their order. Raises Refusal for the first that cannot be read, Cancelled where asked."""
    processes = min(_idle_processors(), _MOST_PROCESSES)
    with nothing_collected():
        found: dict[int, Gathered] = {}
        if len(paths) >= _MANY and processes > 1:
            found = _SideBySide(paths, how).read(processes, tell, stop)
        return _one_by_one(paths, how, found, tell, stop)


def _idle_processors() -> int:
    """How many processors have nothing to do but this: of what keeps them busy, this program itself is one."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    others = os.getloadavg()[0] - 1 if hasattr(os, "getloadavg") else 0.0
    return own - max(0, int(others))


@contextmanager
def nothing_collected() -> Iterator[None]:
    """While this holds, Python does not look for objects that hold one another.

    Reading makes hundreds of thousands that do not, and looking at them over and over takes a fifth of the time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _one_by_one(
    paths: Sequence[Path], how: HowToRead, known: dict[int, Gathered], tell: Progress, stop: AskCancelled
) -> list[Gathered]:
    """Every file that is not yet known is read here."""
    found: list[Gathered] = []
    for number, path in enumerate(paths):

        def within(done: int, total: int, what: str, number: int = number) -> None:
            tell(number * STEPS + (done * STEPS // total if total else 0), len(paths) * STEPS, what)

        if number in known:
            found.append(known[number])
            continue
        within(0, 1, f"Reading {path.name}")
        found.append(gathered(path, how, within, stop))
        if stop():
            raise Cancelled
    return found


def gathered(
    path: Path, how: HowToRead, progress: Progress | None = None, stop: AskCancelled | None = None
) -> Gathered:
    """What one file gives."""
    return gather(path, how.limits, progress, stop, how.meanings, how.profiles, how.profile, how.benchmarks)


@dataclass
class _SideBySide:
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
