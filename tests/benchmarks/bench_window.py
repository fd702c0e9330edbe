"""What an officer waits for when the program starts: the first page, against a bare PySide6 window. Goal: at most 1.5.

Each time runs from before the process is started until a paint is done, and each is the least of its rounds, which
take turns. Of a store of the corpus (of the sample council where the corpus is not there):

- the first page as a store opens that no one has been in: the Overview with its scorecards,
- the same once it says what there is to do, which is worked out behind the first paint,
- the rows of a scorecard, for an officer who was there last.

Beside them stands the least that any program of PySide6 takes which shows a store's names in a list and a table, without
a rule or a look of ours.

Then the first rows of a store of 2,000 indicators by 60 months against what an empty store shows. Goal: at most 1.3.
``--short`` has one round and a tenth of the indicators, which shows no more than that it can still be measured.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("SCORECARD_CORPUS") or PROJECT.parent / "shared" / "corpus")
ROUNDS = 5
GOAL = 1.5
GOAL_LARGE = 1.3

REPORT = """
import resource, sys, time
def report():
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale
    print(time.monotonic(), time.process_time(), memory, flush=True)
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

# what nothing that opens a store can do without: Qt's lists, tables and menus, Python's SQLite, and no rule of ours
LEAST = """
import concurrent.futures, dataclasses, datetime, decimal, enum, json, pathlib, re, sqlite3
import filelock, platformdirs
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QColor, QFont, QIcon, QPainter, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QMainWindow, QSplitter, QTableView
store = sqlite3.connect(sys.argv[1])
store.execute("PRAGMA quick_check(1)").fetchone()
names = [name for (name,) in store.execute("SELECT name FROM indicator")]
class Names(QAbstractTableModel):
    def rowCount(self, parent=QModelIndex()):
        return 0 if parent.isValid() else len(names)
    def columnCount(self, parent=QModelIndex()):
        return 0 if parent.isValid() else 8
    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return names[index.row()] if role == Qt.ItemDataRole.DisplayRole else None
class Table(QTableView):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, done)
def done():
    report()
    QApplication.quit()
app = QApplication([])
app.setStyle("Fusion")
app.setPalette(QPalette(QColor("#eeeeee")))
app.setStyleSheet("QMainWindow { background: #ffffff }")
window = QMainWindow()
window.resize(1366, 768)
for title in ("File", "Edit", "View", "Help"):
    menu = window.menuBar().addMenu(title)
    for number in range(10):
        menu.addAction(QAction(f"{title} {number}", window))
model, side, table, middle = Names(), QListView(), Table(), QSplitter()
side.setModel(model)
table.setModel(model)
table.viewport().update()
middle.addWidget(side)
middle.addWidget(table)
window.setCentralWidget(middle)
window.statusBar().showMessage("Saved")
window.show()
app.exec()
"""

OURS = """
import scorecard_desktop.__main__ as program  # first, as the command has it
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from scorecard_desktop.ui.main_window import MainWindow

awaited = sys.argv.pop()

def is_there(workspace):
    if awaited == "rows":
        return workspace.page_name == "scorecard" and workspace.scorecard.grid.rowCount() > 0
    if awaited == "told":
        return workspace.page_name == "overview" and workspace.page.attention.overview is not None
    if awaited == "overview":
        return workspace.page_name == "overview" and bool(workspace.page.tiles.tiles)
    return workspace.page is None

def done():
    report()
    for window in QApplication.topLevelWidgets():
        window.close()
    QApplication.exit(0)

def watch(kind):
    painted, told = kind.paintEvent, kind._worked_out
    def paintEvent(self, event):
        painted(self, event)
        if awaited != "told" and is_there(self):
            QTimer.singleShot(0, done)
    def worked_out(self, found):
        told(self, found)
        if awaited == "told" and is_there(self):
            # once it has been laid out and painted
            QTimer.singleShot(0, lambda: QTimer.singleShot(0, done))
    kind.paintEvent, kind._worked_out = paintEvent, worked_out

shown = MainWindow._show_store
def show_watched(self, store):
    from scorecard_desktop.ui.views.workspace import Workspace
    watch(Workspace)
    shown(self, store)
MainWindow._show_store = show_watched
program.main(sys.argv[1:])
"""


class Waited:
    """What it took from the start of a process until its paint was done, the least of the rounds."""

    def __init__(self, name: str, code: str, *arguments: str) -> None:
        self.name = name
        self._command = [sys.executable, "-c", REPORT + code, *arguments]
        self.seconds = self.processor = self.memory = float("inf")

    def measure(self, environment: dict[str, str]) -> None:
        """Once more."""
        start = time.monotonic()
        done = subprocess.run(self._command, capture_output=True, text=True, timeout=120, check=False, env=environment)
        words = done.stdout.split()
        if len(words) != 3:
            sys.exit(f"nothing was painted for “{self.name}”: {done.stderr[-2000:]}")
        painted, processor, memory = (float(word) for word in words)
        self.seconds = min(self.seconds, painted - start)
        self.processor = min(self.processor, processor)
        self.memory = min(self.memory, memory)

    def told(self, against: "Waited") -> str:
        """A line of the table."""
        ratio, work = self.seconds / against.seconds, self.processor / against.processor
        return (
            f"{self.name:42} {self.seconds:6.3f} s  {ratio:5.2f}   "
            f"processor {self.processor:6.3f} s  {work:5.2f}   peak {self.memory:4.0f} MB"
        )


def of_corpus(folder: Path) -> Path:
    """A store of the corpus, or of the sample council."""
    from scorecard_desktop.domain.refusal import Refusal
    from scorecard_desktop.services.demo import sample_workbooks
    from scorecard_desktop.services.importer import apply_plan, plan_import
    from scorecard_desktop.services.session import Session

    store = folder / "council.scorecard"
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


def empty(folder: Path) -> Path:
    """A store with nothing in it yet."""
    from scorecard_desktop.services.session import Session

    store = folder / "empty.scorecard"
    Session.open(store).close()
    return store


def main() -> None:
    """Measure and print."""
    from support.large_book import INDICATORS, PERIODS, large_store

    short = "--short" in sys.argv[1:]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        council, nothing = of_corpus(folder), empty(folder)
        large = large_store(folder / "large.scorecard", INDICATORS // (10 if short else 1))
        homes = {"HOME": made, "XDG_CONFIG_HOME": made, "XDG_DATA_HOME": made, "XDG_STATE_HOME": made}
        # compiled beforehand, as an installed program is
        environment = os.environ | homes | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            environment["QT_QPA_PLATFORM"] = "offscreen"
        bare = Waited("bare PySide6 window", BARE)
        least = Waited("plain lists of a store's names", LEAST, str(council))
        first = [
            Waited("first page painted", OURS, "--store", str(council), "--page", "overview", "overview"),
            Waited("first page says what there is to do", OURS, "--store", str(council), "--page", "overview", "told"),
            Waited("rows of a scorecard painted", OURS, "--store", str(council), "--page", "scorecard", "rows"),
        ]
        welcome = Waited("empty store painted", OURS, "--store", str(nothing), "welcome")
        rows = Waited("first rows of the large store", OURS, "--store", str(large), "--page", "scorecard", "rows")
        page = Waited("first page of the large store", OURS, "--store", str(large), "--page", "overview", "overview")
        every = [bare, least, *first, welcome, rows, page]
        for each in every:  # fills the file caches
            each.measure(environment)
            each.seconds = each.processor = float("inf")
        for _ in range(1 if short else ROUNDS):
            for each in every:
                each.measure(environment)
        for each in (bare, least, *first):
            print(each.told(bare))
        print(f"{first[0].name} / bare: {first[0].seconds / bare.seconds:.2f} (goal at most {GOAL})")
        for each in (welcome, rows, page):
            print(each.told(welcome))
        name = f"large store ({INDICATORS} by {PERIODS}) / empty store"
        print(f"{name}: {rows.seconds / welcome.seconds:.2f} (goal at most {GOAL_LARGE})")


if __name__ == "__main__":
    main()
