"""A message beside the thing that it is about."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from scorecard_desktop.ui.scale import SPACE_1, SPACE_2

_WIDEST = 45
"""Letters."""


class Tone(Enum):
    """How a message is meant; each is painted in its own inks."""

    REFUSAL = "refusal"
    DOUBT = "doubt"
    HINT = "hint"


class Bubble(QFrame):
    """Stands under a place, or over it where there is no room, within ``within``; read out when it appears."""

    def __init__(self, within: QWidget) -> None:
        super().__init__(within)
        self._within = within
        self.setProperty("kind", "bubble")
        self.setProperty("tone", Tone.REFUSAL.value)
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

    @property
    def tone(self) -> Tone:
        """How what it says is meant."""
        return Tone(self.property("tone"))

    def show_beside(self, widget: QWidget, message: str, tone: Tone = Tone.REFUSAL) -> None:
        """Say ``message`` about ``widget``."""
        self.show_at(QRect(widget.mapTo(self._within, QPoint(0, 0)), widget.size()), message, tone)

    def show_at(self, place: QRect, message: str, tone: Tone = Tone.REFUSAL) -> None:
        """Say ``message`` about a place, in the coordinates of what it stands within."""
        within, layout = self._within, self.layout()
        assert layout is not None
        if self.property("tone") != tone.value:
            self.setProperty("tone", tone.value)
            for part in (self, self._label):
                part.style().unpolish(part)
                part.style().polish(part)
        self._label.setText(message)
        self.setAccessibleName(message)
        metrics = self._label.fontMetrics()
        longest = max(metrics.horizontalAdvance(line) for line in message.splitlines() or [""])
        width = min(_WIDEST * metrics.averageCharWidth(), within.width() - 2 * SPACE_2, longest + 24)
        self._label.setFixedWidth(width - 2 * SPACE_2 - 2)
        self.resize(width, layout.heightForWidth(width) + 2)
        corner = QPoint(place.x(), place.y() + place.height() + SPACE_1)
        if corner.y() + self.height() > within.height():
            corner.setY(max(0, place.y() - self.height() - SPACE_1))
        corner.setX(max(SPACE_2, min(corner.x(), within.width() - self.width() - SPACE_2)))
        self.move(corner)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
