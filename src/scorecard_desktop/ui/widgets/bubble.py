"""A message beside the thing that it is about."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from scorecard_desktop.ui.scale import SPACE_1, SPACE_2

_WIDEST = 320


class Bubble(QFrame):
    """Stands under a widget, or over it where there is no room, within ``within``; read out when it appears."""

    def __init__(self, within: QWidget) -> None:
        super().__init__(within)
        self._within = within
        self.setProperty("kind", "bubble")
        self._label = QLabel()
        self._label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_2, SPACE_1, SPACE_2, SPACE_1)
        layout.addWidget(self._label)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def show_beside(self, widget: QWidget, message: str) -> None:
        """Say ``message`` about ``widget``."""
        within, layout = self._within, self.layout()
        assert layout is not None
        self._label.setText(message)
        self.setAccessibleName(message)
        width = min(_WIDEST, within.width() - 2 * SPACE_2, self._label.fontMetrics().horizontalAdvance(message) + 24)
        self._label.setFixedWidth(width - 2 * SPACE_2 - 2)
        self.resize(width, layout.heightForWidth(width) + 2)
        corner = widget.mapTo(within, QPoint(0, widget.height() + SPACE_1))
        if corner.y() + self.height() > within.height():
            corner.setY(widget.mapTo(within, QPoint(0, 0)).y() - self.height() - SPACE_1)
        corner.setX(max(SPACE_2, min(corner.x(), within.width() - self.width() - SPACE_2)))
        self.move(corner)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
