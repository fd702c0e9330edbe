"""What is so now, in one line: cut short where there is no room, whole in the tooltip and for a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

_LEAST = 12
"""Letters."""


class ShortLabel(QLabel):
    """One line that gives way to what stands beside it. ``what`` is what its words are about, and is only spoken."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what
        self.setText("")

    def minimumSizeHint(self) -> QSize:
        least = min(super().minimumSizeHint().width(), _LEAST * self.fontMetrics().averageCharWidth())
        return QSize(least, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        if shown == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)
        self.setAccessibleName(f"{self._what}: {text}" if text else self._what)
