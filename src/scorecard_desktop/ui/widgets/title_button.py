"""A heading that is a button: a name in as many lines as it takes, up to a few."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from scorecard_desktop.ui.scale import BODY, SPACE_1
from scorecard_desktop.ui.theme import Theme

_MOST_LINES = 3
_NARROWEST = 120


class TitleButton(QAbstractButton):
    """Opens what it names; underlined beneath the pointer, ringed when it has the focus."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(name)
        self.setToolTip(name)
        self.setAccessibleName(f"Open {name}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(_NARROWEST, self.heightForWidth(_NARROWEST))

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, self.heightForWidth(10_000))

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(self._font())
        needed = metrics.boundingRect(self._room(width), int(Qt.TextFlag.TextWordWrap), self.text()).height()
        return min(needed, _MOST_LINES * metrics.lineSpacing()) + 2 * SPACE_1

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self._font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.text))
        painter.drawText(self._room(self.width()), int(Qt.TextFlag.TextWordWrap), self.text())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.palette.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def _font(self) -> QFont:
        return self._theme.font(BODY, QFont.Weight.DemiBold)

    def _room(self, width: int) -> QRect:
        return QRect(SPACE_1, SPACE_1, width - 2 * SPACE_1, 10_000)
