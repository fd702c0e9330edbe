"""What the dialogs that ask one thing have in common: a title, words, and room for them at every text size."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from scorecard_desktop.ui.scale import SPACE_1, SPACE_2, SPACE_3, SPACE_6
from scorecard_desktop.ui.views.page import label

_LINE = 72
"""Characters that a line of text may have: wider lines are hard to read."""


class Asking(QDialog):
    """A dialog as tall as its words need. ``body`` scrolls where the screen is too low; ``foot`` is always in sight.

    ``letters`` is how wide it is where there is room.
    """

    letters = _LINE

    def __init__(self, window_title: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(window_title)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_1)
        self.body.setSpacing(SPACE_3)
        self.body.addWidget(label(title, "section"))
        self.sheet = QScrollArea()
        self.sheet.setFrameShape(QFrame.Shape.NoFrame)
        self.sheet.setWidgetResizable(True)
        self.sheet.setAccessibleName(title)
        self.sheet.setWidget(inside)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(SPACE_6, SPACE_2, SPACE_6, SPACE_3)
        self.foot.setSpacing(SPACE_3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.sheet, 1)
        whole.addLayout(self.foot)
        self._buttons = QDialogButtonBox()
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def close_with(self, words: str) -> QPushButton:
        """Put the buttons at the foot, the first with ``words``, and give that one."""
        button = self._buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
        button.setProperty("kind", "primary")
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.foot.addWidget(self._buttons)
        return button

    def offer(self, words: str) -> QPushButton:
        """Another button beside those."""
        return self._buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)

    def fit(self) -> None:
        """Be as tall as the words need: a layout alone takes their first guess of it."""
        room, over = self.screen().availableSize(), self.parentWidget()
        if over is not None:
            room = room.boundedTo(over.window().size())
        self.sheet.ensurePolished()
        around = self.sheet.contentsMargins()
        least = self.body.minimumSize()
        line = self.letters * self.fontMetrics().averageCharWidth() + 2 * SPACE_6
        width = max(line, least.width() + around.left() + around.right(), self.foot.minimumSize().width())
        height = max(self.body.totalHeightForWidth(width - around.left() - around.right()), least.height())
        height += around.top() + around.bottom() + self.foot.totalSizeHint().height()
        is_whole = height <= room.height()
        self.sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus if is_whole else Qt.FocusPolicy.StrongFocus)
        if not is_whole:
            width += self.sheet.verticalScrollBar().sizeHint().width()
        self.resize(min(width, room.width()), min(height, room.height()))

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)
