"""The line at the foot: whether everything is saved, which file, and what is being done."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QStatusBar

from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.tasks import Task, Tasks
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.widgets.short_label import ShortLabel

_SAID = 6000
_PATIENCE = 400
"""Milliseconds: what is done sooner is not announced, and nothing flickers."""


class StatusLine(QStatusBar):
    """Saved or saving and the file at the left, the running task with its progress at the right."""

    def __init__(self, theme: Theme, tasks: Tasks) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._tasks = tasks
        self._task: Task | None = None
        self._store: OpenStore | None = None
        self._saved = ShortLabel("State of saving")
        self._file = ShortLabel("File")
        self._holder = ShortLabel("Who holds the file")
        self._news = ShortLabel("What was done last")
        self._what = ShortLabel("What is being done")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.setAccessibleName("Progress")
        self._cancel = QPushButton("Cancel")
        self._cancel.setProperty("kind", "quiet")
        self._cancel.clicked.connect(self._cancel_task)
        self.addWidget(self._saved)
        self.addWidget(self._file)
        self.addWidget(self._holder)
        self.addWidget(self._news, 1)
        self._since = ShortLabel("Since the last pack")
        for part in (self._what, self._bar, self._cancel, self._since):
            self.addPermanentWidget(part)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(lambda: self._news.setText(""))
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._show_task)
        tasks.started.connect(self._started)
        self._show_task()

    @property
    def saved_text(self) -> str:
        """What is said about saving."""
        return self._saved.text()

    @property
    def holder_text(self) -> str:
        """What is said about who holds the file."""
        return self._holder.text()

    @property
    def since_text(self) -> str:
        """What is said of changes since the last pack."""
        return self._since.text()

    @property
    def cancel_button(self) -> QPushButton:
        """Stops the running task."""
        return self._cancel

    def follow(self, store: OpenStore) -> None:
        """Show the state of a store."""
        self._store = store
        self._file.setText(store.path.name)
        self._file.setToolTip(str(store.path))
        held = store.session.held_by if store.read_only else f"you ({store.who})"
        self._holder.setText(f"Held by {held}" if held else "Held by nobody")
        store.saving.connect(self._show_saving)
        self._show_saving(False)
        self.show_since_pack("")

    @Slot(str)
    def say(self, words: str) -> None:
        """Say what was done, for a while."""
        self._news.setText(words)
        self._quiet.start(_SAID)

    @Slot(str)
    def show_since_pack(self, words: str) -> None:
        """Say what has changed since the last pack; nothing where none has been published."""
        self._since.setText(words)

    @Slot(bool)
    def _show_saving(self, saving: bool) -> None:
        if self._store is not None and self._store.read_only:
            self._saved.setText("Read-only")
        else:
            self._saved.setText("Saving…" if saving else "Saved")

    @Slot(object)
    def _started(self, task: Task) -> None:
        if task.shown:
            self._task = task
            task.progressed.connect(self._progressed)
            task.ended.connect(self._ended)
            self._what.setText(f"{task.name}…")
            self._bar.setRange(0, 0)
            self._patience.start(_PATIENCE)

    @Slot(int, int, str)
    def _progressed(self, done: int, total: int, what: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setVisible(self._what.isVisible() and total > 0)
        if what:
            self._what.setText(f"{what}…" if not what.endswith("…") else what)

    @Slot()
    def _ended(self) -> None:
        if self.sender() is self._task:
            self._task = None
            self._show_task()

    @Slot()
    def _cancel_task(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._what.setText("Stopping…")

    @Slot()
    def _show_task(self) -> None:
        for part in (self._what, self._cancel):
            part.setVisible(self._task is not None)
        # where nobody knows how much there is, the words must do: a bar that runs to and fro says no more
        self._bar.setVisible(self._task is not None and self._bar.maximum() > 0)
