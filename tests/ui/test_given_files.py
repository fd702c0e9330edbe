"""Files that the system gives to the running program, as macOS does for a double-click."""

from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from scorecard_desktop import resources
from scorecard_desktop.ui.given_files import GivenFiles
from ui.books import make_store


def test_that_a_store_that_is_given_is_opened(open_window, store_path, tmp_path, qtbot, qapp):
    window = open_window(store_path)
    other = make_store(tmp_path / "other.scorecard")
    given = GivenFiles(qapp, window)
    QApplication.sendEvent(qapp, QFileOpenEvent(str(other)))
    qtbot.waitUntil(lambda: window.workspace.store.path == other and window.settled, timeout=20000)
    qapp.removeEventFilter(given)


def test_that_a_workbook_that_is_given_is_shown_for_review(open_window, store_path, qtbot, qapp, monkeypatch):
    window = open_window(store_path)
    taken: list[object] = []
    monkeypatch.setattr(window, "take_files", taken.append)
    given = GivenFiles(qapp, window)
    workbook = resources.path("samples/barchester-vital-signs-2025-04.xlsx")
    QApplication.sendEvent(qapp, QFileOpenEvent(str(workbook)))
    qtbot.waitUntil(lambda: taken == [[workbook]])
    qapp.removeEventFilter(given)


def test_that_a_workbook_waits_until_a_store_is_open(open_window, store_path, qtbot, qapp, monkeypatch):
    window = open_window(store_path)
    taken: list[object] = []
    monkeypatch.setattr(window, "take_files", taken.append)
    workspace, window.workspace = window.workspace, None
    given = GivenFiles(qapp, window)
    QApplication.sendEvent(qapp, QFileOpenEvent("returns.xlsx"))
    qtbot.wait(300)
    assert not taken
    window.workspace = workspace
    qtbot.waitUntil(lambda: bool(taken))
    qapp.removeEventFilter(given)
