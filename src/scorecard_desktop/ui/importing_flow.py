"""From files to an accepted import: plan off the window's thread, review, one step of change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from scorecard_desktop.domain.book import Conflict
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.tasks import Report, Task, Tasks
from scorecard_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from scorecard_desktop.services.importer import BenchmarkChoice, ImportPlan, Meaning

WORKBOOKS = ("xlsx", "xlsm", "xls", "ods", "csv")


class ImportFlow(QObject):
    """One window's imports. ``refused`` gives the plain line of a file that could not be read; nothing has changed."""

    refused = Signal(str)
    imported = Signal(str)
    reviewing = Signal(object)
    elsewhere = Signal(object)
    """Files that an officer wants in a file of their own, and not in the sample council."""

    def __init__(self, theme: Theme, window: QWidget, tasks: Tasks) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._tasks = tasks
        self._planning: Task | None = None
        self._folder: Path | None = None
        """Where the last workbooks were chosen."""

    def ask(self, store: OpenStore) -> None:
        """Let the officer choose workbooks."""
        from PySide6.QtWidgets import QFileDialog

        from scorecard_desktop.services.places import documents

        patterns = " ".join(f"*.{ending}" for ending in WORKBOOKS)
        dialog = QFileDialog(self._window, "Import workbooks", str(self._folder or documents()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"Workbooks ({patterns})", "All files (*)"])
        dialog.filesSelected.connect(lambda names: self._chosen(store, [Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, store: OpenStore, files: Sequence[Path]) -> None:
        self._folder = files[0].parent
        self.start(store, files)

    def start(self, store: OpenStore, files: Sequence[Path]) -> None:
        """Read the files and show what importing would change; asked first whether it is meant for the sample."""
        from scorecard_desktop.services.places import is_sample

        if not is_sample(store.path) or store.read_only:
            self._read(store, files)
            return
        from scorecard_desktop.ui.first_run import ask_where_to

        box = ask_where_to(self._window)
        answers = {"own": lambda: self.elsewhere.emit(list(files)), "sample": lambda: self._read(store, files)}
        box.buttonClicked.connect(lambda button: answers.get(button.objectName(), lambda: None)())
        box.finished.connect(box.deleteLater)
        box.open()

    def _read(
        self,
        store: OpenStore,
        files: Sequence[Path],
        meanings: Sequence[Meaning] = (),
        benchmarks: Mapping[str, tuple[BenchmarkChoice, ...]] | None = None,
    ) -> None:
        """Read the files, by what the officer says of columns and benchmarks, and show what importing would change."""
        if store.read_only:
            self.refused.emit(f"“{store.path.name}” is open read-only here: import where it is held.")
            return
        if self._planning is not None:
            self.refused.emit("An import is being read already: wait for it, or cancel it.")
            return
        book = store.book.copy()
        history = store.session.history

        def plan(progress: Report, cancelled: Callable[[], bool]) -> object:
            from scorecard_desktop.services.importer import AskedBenchmarks, plan_import

            return plan_import(
                book,
                list(files),
                meanings=meanings,
                benchmarks=AskedBenchmarks(chosen=benchmarks or {}),
                history=history,
                progress=progress,
                cancelled=cancelled,
            )

        what = files[0].name if len(files) == 1 else f"{len(files)} workbooks"
        self._planning = self._tasks.run(
            f"Reading {what}", plan, lambda found: self._review(store, files, meanings, found), self._not_read
        )
        self._planning.ended.connect(self._ended)

    def _ended(self) -> None:
        self._planning = None

    def _not_read(self, reason: BaseException) -> None:
        if not isinstance(reason, Refusal):
            raise reason
        self.refused.emit(reason.message)

    def _review(self, store: OpenStore, files: Sequence[Path], meanings: Sequence[Meaning], plan: ImportPlan) -> None:
        from scorecard_desktop.ui.views.import_review import ImportReview

        chosen = {file.name: file.choices for file in plan.published}
        if plan.published and not plan.entries and not any(chosen.values()):
            self._choose(store, files, meanings, plan)
            return
        dialog = ImportReview(self._theme, plan, self._window)
        dialog.reread.connect(lambda said: self._read(store, files, [*meanings, *said], chosen))
        dialog.choosing.connect(lambda: self._choose(store, files, meanings, plan))
        dialog.taken.connect(lambda accepted: self._take(store, plan, accepted))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self.reviewing.emit(dialog)

    def _choose(self, store: OpenStore, files: Sequence[Path], meanings: Sequence[Meaning], plan: ImportPlan) -> None:
        """Let the officer choose from files of published figures, and read them again by that."""
        from scorecard_desktop.ui.views.choose_benchmarks import ChooseBenchmarks

        dialog = ChooseBenchmarks(self._theme, store.book, plan.published, self._window)
        dialog.chosen.connect(lambda chosen: self._read(store, files, meanings, chosen))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self.reviewing.emit(dialog)

    def _take(self, store: OpenStore, plan: ImportPlan, accepted: set[int] | None) -> None:
        try:
            store.submit(plan.change_set(accepted))
        except Refusal as refusal:
            self.refused.emit(refusal.message)
            return
        except Conflict:
            self.refused.emit("The figures were changed while you were reading the review: import the files again.")
            return
        self.imported.emit(plan.label[0].upper() + plan.label[1:])
