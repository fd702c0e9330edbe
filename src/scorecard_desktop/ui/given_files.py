"""Files that the system gives to the program while it runs: on macOS that is how a double-click arrives."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from scorecard_desktop.ui.main_window import MainWindow

_LOOK_AGAIN = 200


class GivenFiles(QObject):
    """Hands each to the window, once a store is open there that a workbook can be imported into."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a file that is given, and leave every other event alone."""
        if event.type() != QEvent.Type.FileOpen or not isinstance(event, QFileOpenEvent) or not event.file():
            return False
        file = Path(event.file())
        QTimer.singleShot(0, self, lambda: self._give(file))
        return True

    def _give(self, file: Path) -> None:
        if self._window.workspace is None:
            QTimer.singleShot(_LOOK_AGAIN, self, lambda: self._give(file))
        else:
            self._window.take_files([file])
