"""What is being typed anywhere in the window, kept beside the store until something has become of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.services.drafts import Draft
from scorecard_desktop.ui.widgets.comment_box import CommentBox
from scorecard_desktop.ui.widgets.find_box import FindBox

if TYPE_CHECKING:
    from scorecard_desktop.ui.views.workspace import Workspace

_SOON = 400
"""Milliseconds after a key before what was typed is kept."""

Box = QLineEdit | QPlainTextEdit


@dataclass(slots=True)
class _Typing:
    """A box in which something is typed: what is stored of it, and what is kept of it here."""

    box: Box
    stored: str
    draft: Draft

    @property
    def text(self) -> str:
        return _text(self.box)

    @property
    def unfinished(self) -> bool:
        """Whether nothing has become yet of what was typed."""
        dialog = _dialog(self.box)
        return (dialog is None or dialog.isVisible()) and self.text != self.stored and bool(self.text.strip())


class Drafting(QObject):
    """Follows the keyboard from box to box of one workspace and the dialogs over it.

    What was found at the start waits until the officer has said what becomes of it.
    """

    kept = Signal()
    """What is being typed has been handed to the store's thread to be kept."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._store = workspace.store
        self._typing: list[_Typing] = []
        self._waiting = list(self._store.session.drafts_left)
        self._told = list(self._waiting)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.keep)
        if not self._store.read_only:
            application = QApplication.instance()
            assert isinstance(application, QApplication)
            application.focusChanged.connect(self._follow)

    @property
    def waiting(self) -> tuple[Draft, ...]:
        """What was being typed when the program died, and has not been answered for."""
        return tuple(self._waiting)

    def offer(self) -> None:
        """Show what was being typed when the program died; nothing of it is put anywhere by itself."""
        if not self._waiting:
            return
        from scorecard_desktop.ui.views.drafts_dialog import DraftsDialog

        dialog = DraftsDialog(self._waiting, self._workspace.window())
        dialog.answered.connect(self.answer)
        dialog.wanted.connect(self._go_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def _go_to(self, draft: Draft) -> None:
        workspace = self._workspace
        if self._store.book.get(Indicator, draft.indicator) is not None:
            workspace.open_indicator(draft.indicator, draft.period)
        elif draft.page:
            workspace.go_to(draft.page)
        workspace.news.emit("Copied: paste it where it belongs.")

    @Slot(object)
    def answer(self, draft: Draft) -> None:
        """The officer has said what becomes of a draft: it is kept no more."""
        if draft in self._waiting:
            self._waiting.remove(draft)
            self.keep()

    def stop(self) -> None:
        """The store is about to be closed: what was typed is stored or thrown away, and no draft of it stays."""
        self._soon.stop()
        self._typing.clear()
        self.keep()

    @Slot()
    def keep(self) -> None:
        """Keep what is unfinished now, and let go of what is not."""
        self._typing = [one for one in self._typing if isValid(one.box) and one.box.isVisible()]
        drafts = self._waiting + [self._draft(one) for one in self._typing if one.unfinished]
        if drafts != self._told:
            self._told = drafts
            self._store.session.keep_drafts(drafts)
        self.kept.emit()

    @staticmethod
    def _draft(one: _Typing) -> Draft:
        if one.text != one.draft.text:
            now = datetime.now().astimezone().isoformat(timespec="seconds")
            one.draft = replace(one.draft, text=one.text, typed=now)
        return one.draft

    @Slot(QWidget, QWidget)
    def _follow(self, left: QWidget | None, entered: QWidget | None) -> None:
        if entered is not None and left is not None and _dialog(left) is None:
            self._typing = [one for one in self._typing if one.box is not left]
            self._wait()
        if isinstance(entered, Box) and self._takes_words(entered):
            self._watch(entered)

    def _takes_words(self, box: Box) -> bool:
        """Whether it is a box of this window in which something is written, and not looked for or chosen."""
        if box.isReadOnly() or isinstance(box, FindBox) or box.property("finds"):
            return False
        if isinstance(box.parentWidget(), QAbstractSpinBox | QComboBox) or isinstance(box.window(), QFileDialog):
            return False
        over: QWidget | None = box
        while over is not None and over is not self._workspace.window():
            over = over.parentWidget()
        return over is not None

    def _watch(self, box: Box) -> None:
        if any(one.box is box for one in self._typing):
            return
        self._typing.append(_Typing(box, _text(box), self._place(box)))
        box.textChanged.connect(self._wait)
        box.destroyed.connect(self._wait)
        if isinstance(box, CommentBox):
            box.left.connect(self._stored)
        dialog = _dialog(box)
        if dialog is not None:
            dialog.finished.connect(self._wait)
        elif isinstance(box, QLineEdit):
            box.editingFinished.connect(self._stored)

    @Slot()
    def _wait(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _stored(self) -> None:
        """What stands in a box has gone into the store, or was refused and said."""
        for one in self._typing:
            if one.box is self.sender():
                one.stored = one.text
        self._wait()

    def _place(self, box: Box) -> Draft:
        """Where a box is, in words and to go back to: ``5.4 CIN with a plan, Apr 2018: Note``, ``New risk: Title``."""
        dialog, page = _dialog(box), self._workspace.page
        indicator, period = self._workspace.about
        found = self._store.book.get(Indicator, indicator)
        if dialog is not None:
            about = dialog.windowTitle()
        elif box.property("kind") == "cell":
            about = ""  # its name says its row and column
        elif found is not None:
            about = f"{found.title}, {period_from_code(period).label}" if period else found.title
        else:
            about = page.title.text() if page is not None else ""
        where = ": ".join(part for part in (about, box.accessibleName()) if part)
        return Draft(where, "", "", self._workspace.page_name, indicator, period)


def _text(box: Box) -> str:
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def _dialog(box: QWidget) -> QDialog | None:
    window = box.window()
    return window if isinstance(window, QDialog) else None
