"""The first minutes: the sample council that cannot be mistaken for real figures, and the way from it to one's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services.places import default_store, is_sample
from scorecard_desktop.ui.helping import Helping
from scorecard_desktop.ui.importing_flow import ImportFlow
from scorecard_desktop.ui.models.guide import FIRST_PACK
from scorecard_desktop.ui.settings import Remembered

if TYPE_CHECKING:
    from scorecard_desktop.ui.open_store import OpenStore
    from scorecard_desktop.ui.views.workspace import Workspace


def last_of_ones_own(remembered: Remembered) -> Path | None:
    """The file opened last that is not the sample council's; the one in the user's own folder where it is there."""
    own = next((path for path in remembered.recent if not is_sample(path)), None)
    if own is not None:
        return own
    try:
        return default_store() if default_store().exists() else None
    except Refusal:  # no folder can be made: that is said where one is wanted
        return None


def name_of(store: Path) -> str:
    """What the window is called on a store."""
    return "Sample council" if is_sample(store) else store.stem


class FirstRun(QObject):
    """One window's first minutes. ``leaving`` gives the file to open in place of the sample, and files for it."""

    leaving = Signal(object, object)

    def __init__(self, window: QWidget, helping: Helping, imports: ImportFlow, remembered: Remembered) -> None:
        super().__init__(window)
        self._window = window
        self._helping = helping
        self._imports = imports
        self._remembered = remembered
        self._store: OpenStore | None = None
        self._wants_pack = False
        imports.elsewhere.connect(self._leave_with)
        imports.imported.connect(lambda _: helping.note("imported"))

    def follow(self, workspace: Workspace, store: OpenStore) -> None:
        """A store is being shown."""
        self._store = store
        sample = is_sample(store.path)
        workspace.shown.connect(lambda: self._helping.go_on_with_guide(nothing_here=store.empty, in_sample=sample))
        workspace.pages.exported.connect(lambda: self._helping.note("exported"))
        if sample:
            self._helping.note("sample")
            from scorecard_desktop.ui.views.notices import SampleBanner

            banner = SampleBanner()
            workspace.say_above(banner)
            banner.own.clicked.connect(self.make_first_pack)
            banner.leave.clicked.connect(self.leave)
        if self._wants_pack:
            self._wants_pack = False
            workspace.shown.connect(self._begin_first_pack)

    @Slot()
    def leave(self) -> None:
        """From the sample council to one's own file."""
        self._leave_with([])

    @Slot()
    def make_first_pack(self) -> None:
        """Lead from a workbook of one's own to a pack, in a file of one's own."""
        if self._store is None or is_sample(self._store.path):
            self._wants_pack = True
            self.leave()
        else:
            self._begin_first_pack()

    def _begin_first_pack(self) -> None:
        self._helping.lead(FIRST_PACK, 0)
        if self._store is not None and not self._store.read_only:
            self._imports.ask(self._store)

    @Slot(object)
    def _leave_with(self, files: Sequence[Path]) -> None:
        self.leaving.emit(last_of_ones_own(self._remembered) or default_store(), list(files))


def ask_where_to(window: QWidget) -> QMessageBox:
    """Figures are about to go into the sample council: ask whether that is meant."""
    box = QMessageBox(window)
    box.setWindowTitle("Import workbooks")
    box.setText("This is the sample council")
    box.setInformativeText(
        "It is for trying things out. Figures of your own belong into a file of your own, which is opened for them."
    )
    own = box.addButton("Into my own file", QMessageBox.ButtonRole.AcceptRole)
    own.setObjectName("own")
    sample = box.addButton("Into the sample", QMessageBox.ButtonRole.NoRole)
    sample.setObjectName("sample")
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(own)
    return box
