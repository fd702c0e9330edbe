"""The program started as the command starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from scorecard_desktop import resources
from scorecard_desktop.app import parser
from ui.books import make_store


def start(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"} | variables
    command = [sys.executable, "-m", "scorecard_desktop", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=100, check=False, env=environment)


def test_that_a_picture_of_the_window_is_written(tmp_path, store_path):
    picture = tmp_path / "window.png"
    done = start("--store", str(store_path), "--screenshot", str(picture), "--size", "1366x768", "--page", "risks")
    assert done.returncode == 0, done.stderr
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1366, 768)
    assert "Traceback" not in done.stderr


def test_that_at_double_scale_the_picture_has_twice_the_pixels(tmp_path, store_path):
    picture = tmp_path / "window.png"
    done = start("--store", str(store_path), "--screenshot", str(picture), "--size", "1366x768", QT_SCALE_FACTOR="2")
    assert done.returncode == 0, done.stderr
    assert QImage(str(picture)).width() == 2732


def test_that_a_picture_that_cannot_be_written_is_an_error(tmp_path, store_path):
    done = start("--store", str(store_path), "--screenshot", str(tmp_path / "none" / "window.png"))
    assert done.returncode == 2
    assert "could not be written" in done.stderr


def test_that_a_store_named_that_is_none_makes_no_picture_and_is_left_as_it_was(tmp_path):
    bad = tmp_path / "bad.scorecard"
    bad.write_text("no store")
    done = start("--store", str(bad), "--screenshot", str(tmp_path / "window.png"))
    assert done.returncode == 2
    said = [line for line in done.stderr.splitlines() if not line.startswith("This plugin")]
    assert said == [f"“{bad}” is not a scorecard file."]
    assert bad.read_text() == "no store"
    assert not (tmp_path / "window.png").exists()


def test_that_what_is_asked_for_is_understood():
    asked = parser().parse_args(["--size", "1366x768", "--scheme", "dark", "a.scorecard", "b.xlsx"])
    assert asked.size == (1366, 768)
    assert asked.scheme == "dark"
    assert asked.files == [Path("a.scorecard"), Path("b.xlsx")]


def test_that_a_size_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(["--size", "large"])
    assert ended.value.code == 2
    assert "write 1366x768" in capsys.readouterr().err


FIRST_PAINT = """
from scorecard_desktop.__main__ import main
import gc, json, linecache, sys
from dataclasses import is_dataclass
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from scorecard_desktop.ui.main_window import MainWindow

def dear():
    "What was done before the first paint though nothing needs it."
    read = [file for file in linecache.cache if "scorecard_desktop" in file]
    ours = [module for name, module in sys.modules.items() if name.startswith("scorecard_desktop")]
    kinds = {kind for module in ours for kind in vars(module).values() if isinstance(kind, type) and is_dataclass(kind)}
    told = {kind: kind.__dataclass_params__ for kind in kinds}
    frozen = [kind for kind in kinds if told[kind].frozen and told[kind].eq and "__slots__" in vars(kind)]
    written = [kind.__qualname__ for kind in frozen if "__init__" in vars(kind)]
    # the package itself, and the first module of the window's, are there before that is seen to
    return {"sources read": read[2:], "written at once": written, "collected": gc.isenabled()}

class Watch(QObject):
    told = False
    # of the first page the rows of a grid, or a tile of the overview

    def eventFilter(self, watched, event):
        if not self.told and event.type() is QEvent.Type.Paint:
            table = watched.parent()
            rows = type(table).__name__ == "FrozenTable" and table.model().rowCount() > 0
            if rows or type(watched).__name__ == "StandingTile":
                self.told = True
                QTimer.singleShot(0, tell)
        return False

def tell():
    (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    print(json.dumps([sorted(sys.modules), window.workspace.store.book.is_whole, dear()]), flush=True)
    QTimer.singleShot(0, lambda: wait(window))

def wait(window):
    if not window.settled:
        QTimer.singleShot(20, lambda: wait(window))
        return
    print(json.dumps([sorted(sys.modules), window.workspace.store.book.is_whole]), flush=True)
    window.close()

opened = MainWindow.open
def watched(self, *args, **how):
    self.watch = Watch()
    QApplication.instance().installEventFilter(self.watch)
    opened(self, *args, **how)
MainWindow.open = watched
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("page", ["scorecard", "overview"])
def test_that_the_first_page_is_painted_before_anything_slow_is_loaded_and_the_rest_follows(store_path, page):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", FIRST_PAINT, "--store", str(store_path), "--page", page]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    (at_first, whole_at_first, dear), (later, whole_later) = (json.loads(line) for line in done.stdout.splitlines())
    assert dear == {"sources read": [], "written at once": [], "collected": False}
    slow = {
        "numpy",
        "pyqtgraph",
        "pandas",
        "openpyxl",
        "reportlab",
        "python_calamine",
        "xlrd",
    }
    assert slow.isdisjoint(at_first)
    assert "scorecard_desktop.ui.views.indicator_panel" not in at_first
    assert {f"scorecard_desktop.domain.{name}" for name in ("aims", "rules")}.isdisjoint(at_first)
    assert {"PySide6.QtNetwork", "scorecard_desktop.ui.views.guide_strip"}.isdisjoint(at_first)
    assert not whole_at_first
    assert "scorecard_desktop.ui.views.indicator_panel" in later
    assert whole_later


def test_that_a_workbook_named_on_the_command_line_is_offered_for_import(qtbot, open_window, tmp_path):
    from scorecard_desktop.ui.views.import_review import ImportReview

    workbook = resources.path("samples/barchester-vital-signs-2025-04.xlsx")
    window = open_window(tmp_path / "new.scorecard", files=[workbook])
    qtbot.waitUntil(lambda: window.findChild(ImportReview) is not None, timeout=20000)
    window.findChild(ImportReview).reject()


def test_that_the_sample_council_opens(qtbot, open_window, tmp_path):
    window = open_window(tmp_path / "new.scorecard")
    window.workspace.pages.welcome.buttons[1].click()
    qtbot.waitUntil(
        lambda: window.workspace is not None and window.workspace.store.path.stem == "barchester" and window.settled,
        timeout=90000,
    )
    assert window.workspace.navigation.name.text() == "Barchester County Council"
    assert len(window.workspace.store.book.scorecards()) >= 3
    first = window.workspace.store.path
    assert not list(first.parent.glob("*.pdf"))
    window.open(tmp_path / "new.scorecard")
    qtbot.waitUntil(lambda: window.workspace.store.path.stem == "new" and window.settled, timeout=20000)
    window.actions_["sample"].trigger()
    qtbot.waitUntil(lambda: window.workspace.store.path == first, timeout=20000)


def test_that_a_store_made_elsewhere_opens_by_its_file(open_window, tmp_path):
    window = open_window(make_store(tmp_path / "other.scorecard"))
    assert window.status.saved_text == "Saved"
