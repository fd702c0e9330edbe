"""What was being typed when the program last died: to copy and to go back to, or to throw away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.services.drafts import Draft
from scorecard_desktop.ui.models.history import local_time
from scorecard_desktop.ui.scale import SPACE_1, SPACE_4
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.views.page import label

_SAID = (
    "The program ended before this was stored. It has been put nowhere by itself: copy it, go to where it was typed, "
    "and paste it there. What you leave here is offered again at the next start."
)
_LINES = 4


class DraftsDialog(Asking):
    """``wanted`` gives a draft that was copied and is to be gone to; ``answered`` one that is needed no more."""

    wanted = Signal(object)
    answered = Signal(object)

    def __init__(self, drafts: Sequence[Draft], parent: QWidget) -> None:
        super().__init__("Not stored", "You were typing when the program ended", parent)
        self._drafts = list(drafts)
        self.boxes: list[QPlainTextEdit] = []
        self.copies: list[QPushButton] = []
        self.body.addWidget(label(_SAID, "meta"))
        for draft in self._drafts:
            self.body.addWidget(self._one(draft))
        self.body.addStretch(1)
        later = self._buttons.addButton("Keep for &later", QDialogButtonBox.ButtonRole.RejectRole)
        later.setToolTip("It is offered again at the next start")
        self.foot.addWidget(self._buttons)
        self.throw = self.offer("&Throw away")
        self.throw.setToolTip("It is gone then")
        self.throw.clicked.connect(self._throw_away)
        self.copies[0].setFocus()

    def _one(self, draft: Draft) -> QWidget:
        box = QPlainTextEdit(draft.text)
        box.setReadOnly(True)
        box.setTabChangesFocus(True)
        box.setAccessibleName(draft.where)
        lines = min(_LINES, draft.text.count("\n") + 1 + len(draft.text) // 80)
        box.setFixedHeight(box.fontMetrics().lineSpacing() * lines + 2 * SPACE_4)
        copy = QPushButton("&Copy and go there")
        copy.setAccessibleDescription(draft.where)
        copy.clicked.connect(partial(self._copy, draft))
        self.boxes.append(box)
        self.copies.append(copy)
        moment = draft.moment
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(label(draft.where or "In this file", "heading"))
        column.addWidget(box)
        foot = QHBoxLayout()
        foot.addWidget(label(f"Typed {local_time(moment)}" if moment is not None else "", "meta", wrap=False), 1)
        foot.addWidget(copy)
        column.addLayout(foot)
        return made

    def _copy(self, draft: Draft) -> None:
        QGuiApplication.clipboard().setText(draft.text)
        self.answered.emit(draft)
        self.accept()
        self.wanted.emit(draft)

    @Slot()
    def _throw_away(self) -> None:
        for draft in self._drafts:
            self.answered.emit(draft)
        self.accept()
