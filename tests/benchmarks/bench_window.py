"""First usable window, with the figures of a store painted, against a bare PySide6 window. The goal is at most 1.8.

Each time runs from before the process is started until the paint is done: of the grid's rows on a store of the
corpus (of the sample council where the corpus is not there), and of an empty QMainWindow. The two take turns; each
time is the median of its rounds; ``--short`` has one, which shows no more than that it can still be measured.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("SCORECARD_CORPUS") or PROJECT.parent / "shared" / "corpus")
ROUNDS = 9
GOAL = 1.8

REPORT = """
import resource, sys, time
def report():
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    print(time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale, flush=True)
"""

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, done)
def done():
    report()
    QApplication.quit()
app = QApplication([])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = """
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
import scorecard_desktop.app as program
from scorecard_desktop.ui.main_window import MainWindow

class FirstRows(QObject):
    seen = False
    def eventFilter(self, watched, event):
        if not self.seen and event.type() is QEvent.Type.Paint:
            table = watched.parent()
            if type(table).__name__ == "FrozenTable" and table.model().rowCount() > 0:
                self.seen = True
                QTimer.singleShot(0, done)
        return False

def done():
    report()
    for window in QApplication.topLevelWidgets():
        window.close()
    QApplication.exit(0)

opened = MainWindow.open
def open_watched(self, *args, **how):
    self.first_rows = FirstRows()
    QApplication.instance().installEventFilter(self.first_rows)
    opened(self, *args, **how)
MainWindow.open = open_watched
program.main(sys.argv[1:])
"""


def painted(code: str, *arguments: str, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds from the start of a process until its paint is done, and its peak memory in MB by then."""
    command = [sys.executable, "-c", REPORT + code, *arguments]
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment)
    words = done.stdout.split()
    if len(words) != 2:
        sys.exit(f"no window was painted: {done.stderr[-2000:]}")
    return float(words[0]) - start, float(words[1])


def make_store(folder: Path) -> Path:
    """A store of the corpus, or of the sample council."""
    from scorecard_desktop.domain.refusal import Refusal
    from scorecard_desktop.services.demo import sample_workbooks
    from scorecard_desktop.services.importer import apply_plan, plan_import
    from scorecard_desktop.services.session import Session

    store = folder / "s.scorecard"
    with Session.open(store) as session:
        for workbook in sorted(CORPUS.glob("*.xlsx")) or sample_workbooks():
            try:
                apply_plan(session, plan_import(session.book, [workbook]))
            except Refusal as refusal:
                print(f"left out: {refusal}")
        cards = session.book.scorecards()
        rows = sum(len(session.book.indicators(card.id)) for card in cards)
        print(f"store: {len(cards)} scorecards, {rows} indicators")
    return store


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        store = make_store(folder)
        homes = {"HOME": made, "XDG_CONFIG_HOME": made, "XDG_DATA_HOME": made, "XDG_STATE_HOME": made}
        # compiled beforehand, as an installed program is
        environment = os.environ | homes | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            environment["QT_QPA_PLATFORM"] = "offscreen"
        bare, ours = [], []
        rounds = 1 if "--short" in sys.argv[1:] else ROUNDS
        for _ in range(rounds + 1):
            bare.append(painted(BARE, environment=environment))
            ours.append(painted(OURS, "--store", str(store), "--page", "scorecard", environment=environment))
        # the first of each fills the file caches
        bare_time, bare_memory = (statistics.median(column) for column in zip(*bare[1:], strict=True))
        our_time, our_memory = (statistics.median(column) for column in zip(*ours[1:], strict=True))
        print(f"bare PySide6 window   {bare_time:6.3f} s  peak {bare_memory:4.0f} MB")
        print(f"first rows painted    {our_time:6.3f} s  peak {our_memory:4.0f} MB")
        print(f"ours / bare: {our_time / bare_time:.2f} (goal at most {GOAL}); memory {our_memory / bare_memory:.2f}")


if __name__ == "__main__":
    main()
