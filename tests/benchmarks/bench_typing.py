"""A key pressed in the grid until it is painted (goal: p99 at most 16 ms), and a figure until it is on the disk.

In the whole window, on a store of 2,000 indicators by 60 months: figures are typed cell after cell, three digits and
Enter, as fast as a quick typist. A key's time runs from when it was due, so that it waits for whatever the window is
doing behind the scenes, until everything has been painted; what the window's thread itself worked in that time does
not count what other programs took. A figure's time to the disk runs from its Enter. ``--short`` types little, in a tenth of the store.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter, thread_time

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from scorecard_desktop.app import take_short_turns
from scorecard_desktop.ui.collecting import Collecting
from scorecard_desktop.ui.errors import Faults
from scorecard_desktop.ui.main_window import MainWindow
from scorecard_desktop.ui.settings import Remembered
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.workspace import Workspace
from support.large_book import INDICATORS, PERIODS, large_store

FIGURES = 250
BETWEEN = 0.06
"""Seconds between two keys: some 200 key presses a minute are a quick typist's, these are five times as many."""
GOAL = 16.0


class Painted(QObject):
    """How often a widget has been painted."""

    times = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only count."""
        self.times += event.type() is QEvent.Type.Paint
        return False


class Typist:
    """Types in the grid, and notes how long each key took, in milliseconds."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.table = workspace.scorecard.table
        self.digits: list[float] = []
        self.enters: list[float] = []
        self.held_by_digits: list[float] = []
        self.held: list[float] = []
        self.stored: list[float] = []
        self._due = perf_counter()
        self._began: list[float] = []
        self._painted = Painted()
        self.table.viewport().installEventFilter(self._painted)
        workspace.store.saving.connect(self._note_saving)

    def _note_saving(self, saving: bool) -> None:
        if not saving:
            now = perf_counter()
            self.stored += [(now - began) * 1000 for began in self._began]
            self._began.clear()

    def press(self, key: Qt.Key | str) -> tuple[float, float]:
        """Press a key when it is due: the time until it has been painted, and that of this thread alone."""
        self._due += BETWEEN
        while (now := perf_counter()) < self._due:
            QApplication.processEvents()
        if now - self._due > 10 * BETWEEN:
            sys.exit(f"the window did not answer for {now - self._due:.1f} s")
        due, work = self._due, thread_time()
        into = QApplication.focusWidget() or self.table
        if isinstance(key, str):
            QTest.keyClicks(into, key)
        else:
            QTest.keyClick(into, key)
        QApplication.processEvents()
        took = (perf_counter() - due) * 1000
        self._due = max(self._due, perf_counter() - BETWEEN)
        return took, (thread_time() - work) * 1000

    def type_figure(self, number: int) -> None:
        """Three digits and Enter, which goes to the cell below."""
        for digit in f"{number % 900 + 100}"[:3]:
            took, held = self.press(digit)
            self.digits.append(took)
            self.held_by_digits.append(held)
        before, label = self._painted.times, self.workspace.store.session.undo_label
        began = self._due + BETWEEN
        self._began.append(began)
        took, held = self.press(Qt.Key.Key_Return)
        self.enters.append(took)
        self.held.append(held)
        if self._painted.times == before or self.workspace.store.session.undo_label == label:
            sys.exit(f"figure {number} was not stored and painted")


def told(name: str, times: list[float], goal: float | None = None) -> None:
    """A line of the table."""
    ordered = sorted(times)
    p99 = ordered[int(len(ordered) * 0.99)]
    against = f"  (goal p99 at most {goal:.0f})" if goal is not None else ""
    print(f"{name:44} median {statistics.median(ordered):6.2f}  p99 {p99:6.2f}  worst {ordered[-1]:6.2f}{against}")


def main() -> None:
    """Measure and print."""
    short = "--short" in sys.argv[1:]
    with tempfile.TemporaryDirectory() as made:
        for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[variable] = made
        store = large_store(Path(made) / "large.scorecard", INDICATORS // (10 if short else 1))
        take_short_turns()
        application = QApplication(sys.argv[:1])
        collecting = Collecting(application)
        window = MainWindow(Theme(application), Remembered(), Faults())
        window.whole.connect(collecting.settle)
        window.resize(1366, 768)
        window.open(store, page="scorecard")
        window.show()
        while window.workspace is None or not window.settled:
            QTest.qWait(20)
        typist = Typist(window.workspace)
        window.activateWindow()
        grid = window.workspace.scorecard.grid
        first = grid.first_cell()
        cells = (first.siblingAtColumn(column) for column in reversed(range(grid.columnCount())))
        typist.table.setCurrentIndex(next(cell for cell in cells if cell.flags() & Qt.ItemFlag.ItemIsEditable))
        typist.table.setFocus()
        QTest.qWait(200)
        typist._due = perf_counter()
        for number in range(10 if short else FIGURES):
            typist.type_figure(number * 37)
        while typist._began:
            QTest.qWait(5)
        print(f"{INDICATORS // (10 if short else 1)} indicators, {PERIODS} periods, milliseconds")
        told("a digit until it is painted", typist.digits, GOAL)
        told("  of that, the window's thread at work", typist.held_by_digits)
        told("Enter until the new rating is painted", typist.enters, GOAL)
        told("  of that, the window's thread at work", typist.held)
        told("Enter until the figure is safe on the disk", typist.stored)
        window.close()


if __name__ == "__main__":
    main()
