"""From wanting a backup to having gone back to one: looked through off the window's thread, asked for twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.tasks import Tasks
from scorecard_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from scorecard_desktop.services.backups import Backup, Offer
    from scorecard_desktop.services.passwords import Key
    from scorecard_desktop.ui.views.backups_dialog import BackupsDialog


class BackupsFlow(QObject):
    """One window's backups. ``going_back`` gives the file and the backup; whoever has the file open must close it."""

    going_back = Signal(object, object)
    news = Signal(str)
    refused = Signal(str)

    def __init__(self, theme: Theme, window: QWidget, tasks: Tasks) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._tasks = tasks
        self.dialog: BackupsDialog | None = None

    def show(self, store: OpenStore) -> None:
        """Show the backups of the open file."""
        dialog = self._open(store.path, may_make=not store.read_only)
        dialog.asked_now.connect(lambda: self._back_up(store))
        self._fill(store.path, store.session.key, store.session.settle)

    def offer(self, path: Path, key: Key | None, trouble: str) -> None:
        """Offer the backups of a file that is damaged or gone; where it has none, only the trouble is told."""
        from scorecard_desktop.services.backups import listed

        if not listed(path):
            self.refused.emit(trouble)
            return
        self._open(path, trouble, may_make=False)
        self._fill(path, key)

    def put_back(self, path: Path, backup: Backup, key: Key | None, then: Callable[[], None]) -> None:
        """Put a backup in the file's place, then go on."""

        def work(*_: object) -> object:
            from scorecard_desktop.services.backups import put_back

            return put_back(backup, path, key)

        def done(kept: Any) -> None:
            self.news.emit(f"Gone back. What was there is kept as {kept.name}." if kept is not None else "Gone back.")
            then()

        self._tasks.run(f"Going back to {backup.path.stem}", work, done)

    def _open(self, path: Path, trouble: str = "", *, may_make: bool) -> BackupsDialog:
        from scorecard_desktop.ui.views.backups_dialog import BackupsDialog

        dialog = BackupsDialog(self._theme, path, self._window, trouble, may_make=may_make)
        dialog.asked_back.connect(lambda backup: self.going_back.emit(path, backup))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()
        return dialog

    @Slot()
    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _fill(self, path: Path, key: Key | None, first: Callable[[], None] = lambda: None) -> None:
        def work(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> list[Offer]:
            from scorecard_desktop.services.backups import offers

            first()
            found: list[Offer] = []
            for each in offers(path, key):
                found.append(each)
                progress(len(found), 0, f"Looking through {each.backup.path.stem}")
                if cancelled():
                    break
            return found

        self._tasks.run("Looking through the backups", work, self._show)

    def _show(self, offers: list[Offer]) -> None:
        if self.dialog is not None:
            self.dialog.show_offers(offers)

    def _back_up(self, store: OpenStore) -> None:
        session = store.session

        def work(*_: object) -> object:
            return session.back_up("asked for")

        def done(made: Any) -> None:
            if made is not None:
                self.news.emit(f"Backed up as {made.path.name}")
            else:
                self.refused.emit(session.backup_trouble or "There is nothing to back up yet.")
            self._fill(store.path, session.key)

        self._tasks.run("Backing up", work, done)
