"""Thousands of random keys, clicks, edits and dialogs in the window, on a copy of the sample council.

``python tests/campaigns/monkey.py [how many] [seed]``. An exception, a warning of Qt's or a store that holds something
else than the window showed ends it with what led there; the exit code is then 1.
"""

import os
import random
import sys
import tempfile
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_ROUND = 1_000
"""After so many the window is closed and a new one opened on what is there by then."""


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    with tempfile.TemporaryDirectory() as folder:
        for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[variable] = folder
        return campaign(Path(folder), count, seed)


def campaign(folder: Path, count: int, seed: int) -> int:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from scorecard_desktop.services.demo import build_sample
    from scorecard_desktop.ui.collecting import Collecting
    from scorecard_desktop.ui.errors import Faults
    from scorecard_desktop.ui.main_window import MainWindow
    from scorecard_desktop.ui.settings import Remembered
    from scorecard_desktop.ui.theme import Theme
    from support.monkey import Trouble, play

    application = QApplication([])
    store = build_sample(folder / "sample")
    collecting = Collecting(application)  # as the program has it
    theme = Theme(application)
    began, done = perf_counter(), 0
    while done < count:
        window = MainWindow(theme, Remembered(), Faults())
        window.whole.connect(collecting.settle)
        window.open(store)
        window.show()
        while window.workspace is None or not window.settled:
            QTest.qWait(20)
        turn = min(_ROUND, count - done)
        try:
            play(window, seed + done, turn)
        except Trouble as trouble:
            print(trouble)
            return 1
        done += turn
        print(f"{done:,} actions, {perf_counter() - began:.0f} s", flush=True)
        window.deleteLater()
    print(f"{count:,} random actions (seed {seed}) in {perf_counter() - began:.0f} s, no trouble.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
