"""A file of published figures with a million rows, read to a plan, against ``pandas.read_csv`` merely reading it.

The goal is a ratio of at most 1.2, with benchmarks chosen for two indicators from England, a region, a council and
the mean of ten others. Both are timed in turn in one process, the best of each; the peak of memory is that of a
process of its own. ``--short`` tries a hundred thousand rows.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.services.importer import AskedBenchmarks, plan_import
from support import small_book
from support.published import long_file
from support.small_book import indicator

ROWS, SHORT = 1_000_000, 100_000
ROUNDS = 5
GOAL = 1.2
MOST_MEGABYTES = 300
NEIGHBOURS = tuple(f"Council {n}" for n in range(8, 20) if n % 7)[:10]
ASKED = AskedBenchmarks(
    (("9.1", "absence_percent"), ("9.2", "pupils")),
    (("England", ""), ("Mid Barset", ""), ("Council 1", "")),
    NEIGHBOURS,
)
BOOK = small_book.book(
    indicator(ident="vital/9.1", name="Absence from school"),
    indicator(ident="vital/9.2", name="Number of pupils", unit=Unit.COUNT),
)


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def pandas_reads(file: Path) -> None:
    """What the goal is measured against."""
    import pandas as pd

    pd.read_csv(file)


def plan(file: Path) -> None:
    """Read the file to a plan, with benchmarks chosen."""
    found = plan_import(BOOK, [file], benchmarks=ASKED)
    assert found.counts.added == 8 * len(found.published[0].periods)


def listed(file: Path) -> None:
    """Read the file for what it holds, with nothing chosen."""
    assert plan_import(BOOK, [file]).published[0].places


def peak_of(file: Path) -> float:
    """The peak memory, in MB, of a process that reads the file to a plan."""
    done = subprocess.run([sys.executable, __file__, "--peak", str(file)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Measure and print."""
    if "--peak" in sys.argv:
        plan(Path(sys.argv[-1]))
        scale = 1024 if sys.platform != "darwin" else 1024 * 1024
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale)
        return
    rows = SHORT if "--short" in sys.argv else ROWS
    with tempfile.TemporaryDirectory() as made:
        file = long_file(Path(made) / "published.csv", rows)
        peak = peak_of(file)  # before this process is a large one itself, which its children would take over
        ours, theirs, lists = [], [], []
        for _ in range(ROUNDS):
            theirs.append(seconds(lambda: pandas_reads(file)))
            ours.append(seconds(lambda: plan(file)))
            lists.append(seconds(lambda: listed(file)))
        least = min(theirs)
        print(f"{rows:,} rows, {file.stat().st_size / 1_048_576:.0f} MB")
        print(f"pandas.read_csv  {least:6.2f} s")
        print(f"read to a plan   {min(ours):6.2f} s: {min(ours) / least:.2f} × (goal at most {GOAL})")
        print(f"listed only      {min(lists):6.2f} s: {min(lists) / least:.2f} ×")
        print(f"peak of memory   {peak:6.0f} MB (goal at most {MOST_MEGABYTES})")


if __name__ == "__main__":
    main()
