"""A program that ended by itself is told of when it is next started, by the program as a whole."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from scorecard_desktop.services.places import log_folder

ENDS = """
import faulthandler, sys
from PySide6.QtCore import QTimer
from scorecard_desktop.ui.main_window import MainWindow
from scorecard_desktop import app
shown = MainWindow.show
def show(self):
    shown(self)
    QTimer.singleShot(0, self, lambda: faulthandler._sigabrt())
MainWindow.show = show
sys.exit(app.main(sys.argv[1:]))
"""
STARTS_AGAIN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from scorecard_desktop.ui.main_window import MainWindow
from scorecard_desktop import app
shown = MainWindow.show
def show(self):
    shown(self)
    QTimer.singleShot(0, self, lambda: look(self))
def look(window):
    if not window.settled:
        return QTimer.singleShot(50, window, lambda: look(window))
    for box in window.findChildren(QMessageBox):
        print(box.text(), flush=True)
        box.reject()
    window.close()
MainWindow.show = show
sys.exit(app.main(sys.argv[1:]))
"""


def run(script: str, store) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", script, "--store", str(store), "--page", "scorecard"]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=90, check=False)


@pytest.mark.skipif(os.name == "nt", reason="Windows would show a dialog of its own")
def test_that_a_program_that_ended_by_itself_is_told_of_once_with_its_report(store_path):
    assert run(ENDS, store_path).returncode != 0
    told = run(STARTS_AGAIN, store_path)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("The program ended by itself when it was last open.")
    (report,) = log_folder().glob("fault-*-ended.txt")
    assert "Fatal Python error: Aborted" in report.read_text("utf-8")
    assert run(STARTS_AGAIN, store_path).stdout == ""
