"""Import and pack of the Cheshire East workbook, by the command, against LibreOffice printing the same file.

The goal is a ratio of at most 1.0. LibreOffice Calc is wanted on benchmark machines only; without it the times and
memory of the command are printed alone. Each time is the best of five, every process started afresh, after a first start
that is not measured: LibreOffice makes its profile then and Python compiles, as an installer does, what it finds as source.
``--short`` does each once, which shows no more than that it can still be measured.

Both are printed by the clock and by what the processors did, which other programs on the machine disturb less.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("SCORECARD_CORPUS") or PROJECT.parent / "shared" / "corpus")
WORKBOOK = "cheshire-east-scorecard-2017-18-q2.xlsx"
ROUNDS = 5
GOAL = 1.0


@dataclass(frozen=True)
class Spent:
    """What a process took: seconds by the clock and of processors, its own and its children's, and peak memory in MB."""

    seconds: float
    busy: float
    megabytes: float


def run(command: Sequence[str], folder: Path, allowed: tuple[int, ...] = (0,)) -> Spent:
    """Run a command to its end."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Spent(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / scale)


def ours(workbook: Path, folder: Path) -> tuple[Spent, Spent]:
    """Import into a new store, then pack it."""
    store, pack = folder / "s.scorecard", folder / "p.pdf"
    store.unlink(missing_ok=True)
    command = [sys.executable, "-m", "scorecard_desktop.cli", "--store", str(store)]
    return (
        run([*command, "import", str(workbook), "--json"], folder, (0, 1)),
        run([*command, "pack", "--out", str(pack)], folder, (0, 1)),
    )


def main() -> None:
    """Measure and print."""
    workbook = CORPUS / WORKBOOK
    if not workbook.exists():
        print(f"left out: {WORKBOOK} is not in {CORPUS} (SCORECARD_CORPUS may name the folder)")
        return
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        times = 1 if "--short" in sys.argv[1:] else ROUNDS
        ours(workbook, folder)
        rounds = [ours(workbook, folder) for _ in range(times)]
        imported = min((one for one, _ in rounds), key=lambda spent: spent.seconds)
        packed = min((two for _, two in rounds), key=lambda spent: spent.seconds)
        together = min(one.seconds + two.seconds for one, two in rounds)
        busy = min(one.busy + two.busy for one, two in rounds)
        print(f"scorecard import  {imported.seconds:6.2f} s  peak {imported.megabytes:4.0f} MB")
        print(f"scorecard pack    {packed.seconds:6.2f} s  peak {packed.megabytes:4.0f} MB")
        office = shutil.which("soffice")
        if office is None:
            print("soffice is not on this machine (LibreOffice Calc): no ratio")
            return
        profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
        run(command, folder)
        times_of_theirs = [run(command, folder) for _ in range(times)]
        theirs = min(times_of_theirs, key=lambda spent: spent.seconds)
        busy_theirs = min(spent.busy for spent in times_of_theirs)
        print(f"soffice to PDF    {theirs.seconds:6.2f} s  peak {theirs.megabytes:4.0f} MB (of its largest process)")
        print(f"import and pack / soffice: {together / theirs.seconds:.2f} (goal at most {GOAL})")
        print(f"the same, processors' time: {busy / busy_theirs:.2f}")


if __name__ == "__main__":
    main()
