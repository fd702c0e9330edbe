"""What the dialogs that ask one thing have in common: a title, words, and room for them at every text size."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from scorecard_desktop.ui.scale import SPACE_3, SPACE_6
from scorecard_desktop.ui.views.page import label

_LINE = 72
"""Characters that a line of text may have: wider lines are hard to read."""


class Asking(QDialog):
    """A dialog with its body between a title and its buttons, as tall as its words need."""

    def __init__(self, window_title: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(window_title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_3)
        self.body.setSpacing(SPACE_3)
        self.body.addWidget(label(title, "section"))
        self._buttons = QDialogButtonBox()
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def close_with(self, words: str) -> QPushButton:
        """Put the buttons at the foot, the first with ``words``, and give that one."""
        button = self._buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
        button.setProperty("kind", "primary")
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.body.addWidget(self._buttons)
        return button

    def offer(self, words: str) -> QPushButton:
        """Another button beside those."""
        return self._buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)

    def fit(self) -> None:
        """Be as tall as the words need: a layout alone takes their first guess of it."""
        room, over = self.screen().availableSize(), self.parentWidget()
        if over is not None:
            room = room.boundedTo(over.window().size())
        least = self.body.minimumSize()
        line = _LINE * self.fontMetrics().averageCharWidth() + 2 * SPACE_6
        width = min(max(line, least.width()), room.width())
        height = max(self.body.totalHeightForWidth(width), least.height())
        self.resize(width, min(height, room.height()))

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)
