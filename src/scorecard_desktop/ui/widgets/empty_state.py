"""What stands where there is nothing to show: what to do next, and the button that does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from scorecard_desktop.ui.scale import SPACE_2, SPACE_4, SPACE_8

_WIDEST = 64
"""Letters of a line."""


class EmptyState(QWidget):
    """A heading, a sentence, and what can be done."""

    def __init__(self, heading: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: list[QPushButton] = []
        self._heading = QLabel(heading)
        self._heading.setProperty("kind", "section")
        self._sentence = QLabel(sentence)
        self._sentence.setProperty("kind", "body")
        for text in (self._heading, self._sentence):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            text.setWordWrap(True)
            text.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE_2)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_8, SPACE_8, SPACE_8, SPACE_8)
        layout.setSpacing(SPACE_2)
        layout.addStretch(2)
        layout.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(SPACE_4)
        layout.addLayout(self._buttons)
        layout.addStretch(3)

    @property
    def buttons(self) -> list[QPushButton]:
        """What is offered, in its order."""
        return self._offered

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)

    def _fit(self) -> None:
        """As high as the words are at their width: a label held to a width does not tell its layout so."""
        for text in (self._heading, self._sentence):
            text.ensurePolished()
            most = _WIDEST * self._sentence.fontMetrics().averageCharWidth()
            wide = max(most // 2, min(most, self.width() - 2 * SPACE_8))
            text.setFixedWidth(wide)
            text.setMinimumHeight(text.heightForWidth(wide))

    def say(self, heading: str, sentence: str) -> None:
        """Say something else."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        self._fit()

    def offer(self, words: str, what: Callable[[], object], kind: str = "") -> QPushButton:
        """Add a button that does something about it."""
        button = QPushButton(words)
        button.setProperty("kind", kind)
        button.clicked.connect(lambda _=False: what())
        self._offered.append(button)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button
