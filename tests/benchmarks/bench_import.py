"""Workbooks read to a plan against ``pandas.read_excel`` merely reading them with openpyxl, in turn in one process.

One workbook: the goal is a ratio of at most 1.5, for each of the samples and of the corpus where it is there. Two
hundred returns of a hundred indicators, pandas going file by file: at most 1.0; how soon a cancelled import ends is told
too. ``--short`` tries fewer.
"""

import os
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.refusal import Cancelled
from scorecard_desktop.services.demo import sample_workbooks
from scorecard_desktop.services.importer import plan_import
from support.returns import write_return

PROJECT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("SCORECARD_CORPUS") or PROJECT.parent / "shared" / "corpus")
RETURNS, SHORT_RETURNS = 200, 20
INDICATORS = 100
ONE_GOAL, MANY_GOAL = 1.5, 1.0


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def pandas_reads(files: Sequence[Path]) -> None:
    """Every sheet of every file, one file after another."""
    import pandas as pd

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not keep is no matter here
        for file in files:
            pd.read_excel(file, sheet_name=None, engine="openpyxl")


def plan(files: Sequence[Path]) -> None:
    """Read to a plan for a book that knows nothing yet."""
    assert plan_import(Book(), files).entries


def best(files: Sequence[Path], rounds: int) -> tuple[float, float]:
    """The best time of ours and of pandas, each measured in turn with the other."""
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(seconds(lambda: pandas_reads(files)))
        ours.append(seconds(lambda: plan(files)))
    return min(ours), min(theirs)


def until_cancelled(files: Sequence[Path], after: float) -> float:
    """How long an import goes on that is asked to stop after some seconds."""
    start = time.perf_counter()
    asked = 0.0

    def stop() -> bool:
        nonlocal asked
        if not asked and time.perf_counter() - start > after:
            asked = time.perf_counter()
        return bool(asked)

    try:
        plan_import(Book(), files, cancelled=stop)
    except Cancelled:
        return time.perf_counter() - asked
    raise AssertionError("the import was over before it was cancelled")


def main() -> None:
    """Measure and print."""
    short = "--short" in sys.argv
    rounds = 3 if short else 7
    single = [*sample_workbooks(), *sorted(CORPUS.glob("*.xlsx"))]
    pandas_reads(single[:1])  # what is loaded on first use is not what is measured
    plan(single[:1])
    worst = 0.0
    for file in single:
        ours, theirs = best([file], rounds)
        worst = max(worst, ours / theirs)
        print(f"{file.name:45} {ours * 1000:6.1f} ms, pandas {theirs * 1000:6.1f} ms: {ours / theirs:.2f} ×")
    print(f"one workbook, the worst of {len(single)}: {worst:.2f} × (goal at most {ONE_GOAL})")
    with tempfile.TemporaryDirectory() as made:
        count = SHORT_RETURNS if short else RETURNS
        files = [write_return(Path(made) / f"Service {n} Apr 18.xlsx", n, INDICATORS) for n in range(1, count + 1)]
        ours, theirs = best(files, 2 if short else 3)
        print(f"{count} returns of {INDICATORS} indicators: {ours:.2f} s, pandas {theirs:.2f} s: ", end="")
        print(f"{ours / theirs:.2f} × (goal at most {MANY_GOAL})")
        print(f"cancelled half-way: ended after {until_cancelled(files, ours / 2) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
