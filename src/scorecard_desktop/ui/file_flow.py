"""Which file is opened, begun or written: the dialogs that ask, and the work that follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.tasks import Report, Tasks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog

SUFFIX = "scorecard"
_SCORECARDS = f"Scorecard files (*.{SUFFIX})"


class FileFlow(QObject):
    """One window's files. ``chosen`` gives the store that should be opened."""

    chosen = Signal(object)
    news = Signal(str)

    def __init__(self, window: QWidget, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks

    def ask_open(self, folder: Path) -> None:
        """Let the officer choose a store."""
        from PySide6.QtWidgets import QFileDialog  # Qt makes each of its classes when it is first asked for

        dialog = QFileDialog(self._window, "Open file", str(folder))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_SCORECARDS, "All files (*)"])
        self._await(dialog, self._choose)

    def ask_new(self, folder: Path) -> None:
        """Let the officer say where a new store goes. One that exists is opened, never emptied."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, "New file", str(folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.setNameFilters([_SCORECARDS])
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        self._await(dialog, self._choose)

    def ask_workbook(self, store: OpenStore) -> None:
        """Let the officer say where the store's workbook goes."""
        from PySide6.QtWidgets import QFileDialog

        from scorecard_desktop.services.places import papers_folder

        suggested = papers_folder(store.path) / f"{store.path.stem}.xlsx"
        dialog = QFileDialog(self._window, "Export workbook", str(suggested))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.setNameFilters(["Excel workbooks (*.xlsx)"])
        self._await(dialog, lambda name: self.export_workbook(store, Path(name)))

    def export_workbook(self, store: OpenStore, path: Path) -> None:
        """Write everything in the store as a workbook, off the window's thread."""
        book = store.book.copy()

        def write(progress: Report, _cancelled: Callable[[], bool]) -> Path:
            from scorecard_desktop.services.exporter import export_workbook

            return export_workbook(book, path, progress=progress).path

        self._tasks.run(f"Writing {path.name}", write, lambda made: self.news.emit(f"Workbook written: {made}"))

    def open_sample(self) -> None:
        """Open the sample council, made where it has not been."""
        from scorecard_desktop.services.places import sample_store

        def build(progress: Report, cancelled: Callable[[], bool]) -> Path:
            from scorecard_desktop.services.demo import build_sample

            store = sample_store()
            return store if store.exists() else build_sample(store.parent, progress)

        self._tasks.run("Making the sample council", build, lambda path: self.chosen.emit(Path(path)))

    def _choose(self, name: str) -> None:
        self.chosen.emit(Path(name))

    def _await(self, dialog: QFileDialog, then: Callable[[str], None]) -> None:
        dialog.fileSelected.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
