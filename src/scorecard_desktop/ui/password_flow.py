"""The password of a file: asked for when it is opened, and set, changed or taken off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.tasks import Report, Tasks

if TYPE_CHECKING:
    from scorecard_desktop.services.passwords import Key, PasswordSet


class PasswordFlow(QObject):
    """One window's passwords. ``given`` gives a file and its key; ``changing`` the file and the one that it is to have.

    Whoever has the file open must close it, and then call ``rewrite``.
    """

    given = Signal(object, object)
    changing = Signal(object, object)
    news = Signal(str)

    def __init__(self, window: QWidget, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks

    def ask(self, path: Path, trouble: str) -> None:
        """Ask for a file's password; ``trouble`` says why, where one was given that is another."""
        from scorecard_desktop.ui.views.password_dialog import AskPassword

        dialog = AskPassword(path.name, trouble, self._window)
        dialog.given.connect(lambda key: self.given.emit(path, key))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_new(self, store: OpenStore) -> None:
        """Ask which password the open file is to have."""
        from scorecard_desktop.ui.views.password_dialog import SetPassword

        path = store.path
        dialog = SetPassword(path.name, self._window, has_one=store.session.key is not None)
        dialog.chosen.connect(lambda key: self.changing.emit(path, key))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def rewrite(self, path: Path, now: Key | None, new: Key | None, then: Callable[[Key | None], None]) -> None:
        """Write the closed file and its backups anew, then go on with the key that it has."""

        def work(progress: Report, _cancelled: Callable[[], bool]) -> PasswordSet:
            from scorecard_desktop.services.passwords import set_password

            return set_password(path, now, new, progress)

        def done(made: PasswordSet) -> None:
            said = f"{path.name} has no password any more" if new is None else f"{path.name} has the new password"
            left = f". Left as they were: {', '.join(made.left)}" if made.left else ""
            self.news.emit(f"{said}, and so {'has' if made.backups == 1 else 'have'} its backups{left}.")
            then(new)

        def failed(reason: BaseException) -> None:
            then(now)
            raise reason

        self._tasks.run(f"Rewriting {path.name}", work, done, failed)
