"""What the disk would not take: kept, tried again or saved elsewhere, and never lost unasked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from scorecard_desktop.domain.book import Conflict
from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.ui.file_flow import SUFFIX
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from scorecard_desktop.ui.views.unwritten_dialog import UnwrittenDialog


class Unwritten(QObject):
    """The steps of one window that are in no store. ``saved`` gives the file that they were saved in elsewhere."""

    saved = Signal(object)
    news = Signal(str)

    def __init__(self, window: QWidget, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._store: OpenStore | None = None
        self._why = ""
        self._kept = False
        self.steps: list[ChangeSet] = []
        self.dialog: UnwrittenDialog | None = None

    def follow(self, store: OpenStore) -> None:
        """Take what this store would not."""
        self._store = store
        self.steps = []
        self._kept = False
        store.unwritten.connect(self._note)
        if not store.read_only:
            store.whole.connect(self._find_left)
            store.saving.connect(self._keep_when_written)

    @Slot()
    def _find_left(self) -> None:
        """Show what could not be written when the program was last here, and died."""
        from scorecard_desktop.services.unwritten import left, stands

        assert self._store is not None
        found = left(self._store.path, self._store.session.key_beside)
        self.steps = [step for step in found if not stands(self._store.book, step)] + self.steps
        self._kept = bool(found)
        self._keep()
        if self.steps:
            self._why = self._why or "The file could not take this, and the program ended before you had answered."
            self._show()

    def _keep(self) -> None:
        """Have a file say what is in no store, for as long as there is anything."""
        if self._store is None or not (self.steps or self._kept):
            return
        from scorecard_desktop.services.unwritten import keep

        keep(self._store.path, self.steps, self._store.session.key_beside)
        self._kept = bool(self.steps)

    @Slot(bool)
    def _keep_when_written(self, saving: bool) -> None:
        if not saving:
            self._keep()

    @Slot()
    def _leave_out(self) -> None:
        self.steps.clear()
        self._keep()

    @Slot(object, str)
    def _note(self, step: ChangeSet, why: str) -> None:
        self.steps.append(step)
        self._why = why
        self._keep()
        self._show()

    def _show(self) -> None:
        if self.dialog is None:
            from scorecard_desktop.ui.views.unwritten_dialog import UnwrittenDialog

            self.dialog = UnwrittenDialog(self._window)
            self.dialog.again.connect(self._try_again)
            self.dialog.elsewhere.connect(self._ask_where)
            self.dialog.rejected.connect(self._leave_out)
            self.dialog.finished.connect(self._closed)
            self.dialog.open()
        self.dialog.show_steps(self._why, self.steps)

    @Slot()
    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    @Slot()
    def _try_again(self) -> None:
        """In their order; what is refused again comes back by the same way, and what fits no more stays."""
        steps = list(self.steps)
        self.steps.clear()
        for at, step in enumerate(steps):
            try:
                assert self._store is not None
                self._store.submit(step)
            except Conflict:
                self._why = "What this changes has been changed meanwhile, so that it does not fit any more."
                self.steps.append(step)
            except Refusal as reason:
                self._why = reason.message
                self.steps.extend(steps[at:])
                break
        if self.steps:
            self._keep()
            self._show()

    @Slot()
    def _ask_where(self) -> None:
        assert self._store is not None
        path = self._store.path
        dialog = QFileDialog(self._window, "Save a copy elsewhere", str(Path.home() / path.name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.setNameFilters([f"Scorecard files (*.{SUFFIX})"])
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the store and the steps to another place, and go on there."""
        store, steps = self._store, list(self.steps)
        assert store is not None
        session = store.session

        def work(*_: object) -> bool:
            from scorecard_desktop.services.saving_elsewhere import save_elsewhere

            return save_elsewhere(session, steps, path)

        def done(whole: bool) -> None:
            self._leave_out()
            if self.dialog is not None:
                self.dialog.accept()
            session.need_no_backup()
            self.news.emit(f"Saved in {path}" if whole else f"Saved in {path}, without the history of earlier steps")
            self.saved.emit(path)

        self._tasks.run(f"Saving {path.name}", work, done)
