"""Files read one after another, or, where there are many, by several processes side by side."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scorecard_desktop.domain.profile import Profile
from scorecard_desktop.domain.refusal import Cancelled
from scorecard_desktop.domain.uncollected import uncollected
from scorecard_desktop.importing import Gathered, Limits, gather
from scorecard_desktop.importing.benchmarks_wanted import BenchmarksWanted
from scorecard_desktop.importing.meanings import NOT_SAID, Meanings
from scorecard_desktop.services.progress import Cancelled as AskCancelled
from scorecard_desktop.services.progress import Progress

STEPS = 100
"""How many steps of progress one file is."""

_MANY = 24
"""From so many files on, what it takes to start other processes is soon made good."""

_MOST_PROCESSES = 6


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
    with uncollected():  # reading makes hundreds of thousands of objects that hold nothing of one another
        found: dict[int, Gathered] = {}
        if len(paths) >= _MANY and processes > 1:
            from scorecard_desktop.services.side_by_side import SideBySide

            found = SideBySide(paths, how).read(processes, tell, stop)
        return _one_by_one(paths, how, found, tell, stop)


def _idle_processors() -> int:
    """How many processors have nothing to do but this: of what keeps them busy, this program itself is one."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    others = os.getloadavg()[0] - 1 if hasattr(os, "getloadavg") else 0.0
    return own - max(0, int(others))


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
