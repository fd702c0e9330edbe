"""Faults of ours: one calm message and a report that the officer can send. What they can mend is a Refusal instead."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from scorecard_desktop.domain.refusal import Refusal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QCheckBox, QMessageBox


class Faults(QObject):
    """Catches every exception that nothing else caught, on any thread, and tells it once."""

    faulted = Signal(str, str)
    """The report's file, and the words of the fault itself, which go into it only where the officer says so."""
    refused = Signal(object)
    """A Refusal that nothing took: no fault of ours, and it says what to do."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWidget | None = None
        self._open: QMessageBox | None = None
        self._save: Callable[[], None] | None = None
        self._words = ""
        self._tick: QCheckBox | None = None
        self.faulted.connect(self._tell)

    def install(self) -> None:
        """Take over the hooks of Python."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        sys.unraisablehook = self._caught_unraised

    def show_over(self, window: QWidget, save: Callable[[], None] | None = None) -> None:
        """The window over which the message opens, and what stores what is being typed in it."""
        self._window, self._save = window, save

    def _caught(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        if isinstance(fault, Refusal):
            self.refused.emit(fault)
            return
        sys.__excepthook__(kind, fault, trace)
        try:
            from scorecard_desktop.services.faults import words_of, write_report

            file, words = str(write_report(fault)), words_of(fault)
        except OSError:
            file, words = "", ""
        self.faulted.emit(file, words)

    def _caught_unraised(self, told: sys.UnraisableHookArgs) -> None:
        """What is raised where nothing can be: while something is let go of, in a call from outside Python."""
        if told.exc_value is not None:
            self._caught(told.exc_type, told.exc_value, told.exc_traceback)

    def _caught_in_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self._caught(told.exc_type, told.exc_value, told.exc_traceback)

    @Slot(str, str)
    def _tell(self, file: str, words: str) -> None:
        if self._open is not None:
            return
        saved = "What you have entered is saved."
        try:
            if self._save is not None:
                self._save()
        except Exception:  # noqa: BLE001 -- it may be the very fault that is being told
            saved = "What was stored is safe; what you were typing is kept, and offered at the next start."
        self._words = words
        from PySide6.QtWidgets import QCheckBox

        box = self._show(f"Something went wrong that is not your doing. {saved}", file)
        if file and words:
            tick = QCheckBox("Put the fault’s own words into the report: they may quote a figure or a comment", box)
            self._tick = tick
            tick.toggled.connect(lambda wanted: self._put_words(file, wanted=wanted))
            box.setCheckBox(tick)
        box.open()

    def tell_ended(self, file: str) -> None:
        """Tell of a program that ended by itself, whose report was found at this start."""
        if self._open is None:
            self._show("The program ended by itself when it was last open. What was stored is safe.", file).open()

    def _put_words(self, file: str, *, wanted: bool) -> None:
        from scorecard_desktop.services.faults import put_words

        with contextlib.suppress(OSError):
            put_words(Path(file), self._words if wanted else "")

    def _show(self, what: str, file: str) -> QMessageBox:
        from PySide6.QtCore import QUrl  # none of these is needed to show a window
        from PySide6.QtGui import QDesktopServices
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("Something went wrong")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(what)
        box.setInformativeText(
            "A report was written that you can read, and send to whoever looks after this program. It says where in "
            f"the program, and holds none of your figures:\n{file}"
            if file
            else "No report could be written."
        )
        box.addButton(QMessageBox.StandardButton.Close)
        if file:
            show = box.addButton("Show the report", QMessageBox.ButtonRole.ActionRole)
            show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(file)))
            copy = box.addButton("Copy the report", QMessageBox.ButtonRole.ActionRole)
            copy.setObjectName("copy")
            copy.clicked.connect(lambda: _copy(file))
        box.finished.connect(self._closed)
        self._open = box
        return box

    @Slot()
    def _closed(self) -> None:
        self._open = None


def _copy(file: str) -> None:
    from PySide6.QtGui import QGuiApplication

    with contextlib.suppress(OSError):
        QGuiApplication.clipboard().setText(Path(file).read_text("utf-8"))


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
