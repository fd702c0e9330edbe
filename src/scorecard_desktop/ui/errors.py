"""Faults of ours: one calm message and a report that the officer can send. What they can mend is a Refusal instead."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from scorecard_desktop.domain.refusal import Refusal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox


class Faults(QObject):
    """Catches every exception that nothing else caught, on any thread, and tells it once."""

    faulted = Signal(str)
    refused = Signal(object)
    """A Refusal that nothing took: no fault of ours, and it says what to do."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWidget | None = None
        self._open: QMessageBox | None = None
        self.faulted.connect(self._tell)

    def install(self) -> None:
        """Take over the hooks of Python."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread

    def show_over(self, window: QWidget) -> None:
        """The window over which the message opens."""
        self._window = window

    def _caught(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        if isinstance(fault, Refusal):
            self.refused.emit(fault)
            return
        sys.__excepthook__(kind, fault, trace)
        try:
            from scorecard_desktop.services.faults import write_report

            file = str(write_report(fault))
        except OSError:
            file = ""
        self.faulted.emit(file)

    def _caught_in_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self._caught(told.exc_type, told.exc_value, told.exc_traceback)

    @Slot(str)
    def _tell(self, file: str) -> None:
        if self._open is not None:
            return
        from PySide6.QtCore import QUrl  # none of these is needed to show a window
        from PySide6.QtGui import QDesktopServices
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("Something went wrong")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText("Something went wrong that is not your doing. What you have entered is saved.")
        box.setInformativeText(
            f"A report was written that you can send to whoever looks after this program:\n{file}"
            if file
            else "No report could be written."
        )
        box.addButton(QMessageBox.StandardButton.Close)
        if file:
            show = box.addButton("Show the report", QMessageBox.ButtonRole.ActionRole)
            show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(file)))
        box.finished.connect(self._closed)
        self._open = box
        box.open()

    @Slot()
    def _closed(self) -> None:
        self._open = None


def tell(parent: QWidget, title: str, message: str) -> QMessageBox:
    """One plain line that says what is wrong and what to do, in a calm dialog that does not block."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(title)
    box.setText(title)
    box.setInformativeText(message)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.open()
    return box
