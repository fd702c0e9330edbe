"""How fast the frozen program starts beside the same from source: SCORECARD_FROZEN names its folder. Goal: as fast.

Each is the least of its rounds, which take turns: until the command has said its version, until the window is on the
screen (a screen of its own, with Xvfb and xdotool), and the processor's time for opening the sample council's store and
drawing a picture of its first page. More than a quarter longer than from source fails.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

FROZEN = Path(os.environ["SCORECARD_FROZEN"]).absolute()
SOURCE = Path(sys.executable).parent
ROUNDS = 9
MOST = 1.25


def main() -> int:
    """Measure, print, judge."""
    slow = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        run([SOURCE / "scorecard", "demo", "--out", folder], folder)
        (store,) = folder.glob("*.scorecard")
        measures: dict[str, Callable[[Path], float]] = {
            "scorecard --version": lambda bin_: waited([bin_ / "scorecard", "--version"], folder),
            "the first page, processor": lambda bin_: processor(
                [bin_ / "scorecard-desktop", "--store", store, "--screenshot", folder / "w.png"], folder
            ),
        }
        if shutil.which("Xvfb") and shutil.which("xdotool"):
            measures["the window on the screen"] = lambda bin_: until_shown([bin_ / "scorecard-desktop", store], folder)
        for name, measure in measures.items():
            source, frozen = (float("inf"),) * 2
            for _ in range(ROUNDS):
                source, frozen = min(source, measure(SOURCE)), min(frozen, measure(FROZEN))
            ratio = frozen / source
            print(f"{name:<28} frozen {frozen:6.3f} s   from source {source:6.3f} s   ratio {ratio:.2f}")
            if ratio > MOST:
                slow.append(name)
    for name in slow:
        print(f"Frozen, it takes longer than {MOST} times as long as from source: {name}", file=sys.stderr)
    return 1 if slow else 0


def environment(folder: Path, **more: str) -> dict[str, str]:
    """A home of the measure's own."""
    return os.environ | {"HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"} | more


def run(words: list[Path | str], folder: Path) -> None:
    """Run a program to its end."""
    done = subprocess.run(list(map(str, words)), env=environment(folder), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{words} ended with {done.returncode}: {done.stderr[-500:]}")


def waited(words: list[Path | str], folder: Path) -> float:
    """How long a program takes from its start to its end."""
    start = time.monotonic()
    run(words, folder)
    return time.monotonic() - start


def processor(words: list[Path | str], folder: Path) -> float:
    """How long the processor is at it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(words, folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def until_shown(words: list[Path | str], folder: Path) -> float:
    """How long until a window of the program can be seen on a screen of its own."""
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as said:
        display = f":{said.readline().strip()}"
    there = environment(folder, DISPLAY=display, QT_QPA_PLATFORM="xcb")
    start = time.monotonic()
    program = subprocess.Popen(list(map(str, words)), env=there, stderr=subprocess.DEVNULL)
    try:
        look = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Scorecard Desktop"]
        subprocess.run(look, env=there, capture_output=True, timeout=60, check=True)
        return time.monotonic() - start
    finally:
        program.kill()
        program.wait()
        screen.terminate()
        screen.wait()


if __name__ == "__main__":
    sys.exit(main())
