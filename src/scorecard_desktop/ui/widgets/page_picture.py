"""A page of paper as a picture, dimmed while it is no longer what would be drawn."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from scorecard_desktop.ui.scale import BODY, SPACE_3, SPACE_4
from scorecard_desktop.ui.theme import Theme

_STALE = 0.3
"""How much of a picture is seen that is no longer true."""


class PagePicture(QWidget):
    """As large as its picture, in the pixels of the screen that it is on. ``says`` stands over a dimmed one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self._says = ""
        self.setAccessibleName("No page yet")

    @property
    def says(self) -> str:
        """What stands over the picture; empty where it is true."""
        return self._says

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been drawn yet."""
        return self._image.isNull()

    def show_image(self, image: QImage) -> None:
        """Show a picture whose ``devicePixelRatio`` says how large it is on the screen."""
        self._image = image
        self.setFixedSize(self.sizeHint())
        self.update()

    def say(self, words: str) -> None:
        """Dim the picture and say why; empty words bring it back."""
        self._says = words
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(1, 1) if self._image.isNull() else self._image.deviceIndependentSize().toSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self._theme.palette
        if not self._image.isNull():
            if self._says:
                painter.fillRect(self.rect(), QColor(palette.surface))
                painter.setOpacity(_STALE)
            painter.drawImage(0, 0, self._image)
            painter.setOpacity(1.0)
            painter.setPen(QPen(QColor(palette.line), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self._says and not self._image.isNull():
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        palette = self._theme.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(BODY))
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        most = QRect(0, 0, self.width() - 4 * SPACE_4, 10_000)
        room = painter.fontMetrics().boundingRect(most, flags, self._says)
        seen = self.visibleRegion().boundingRect()
        plate = QRect(0, 0, room.width() + 2 * SPACE_4, room.height() + 2 * SPACE_3)
        plate.moveCenter(seen.center())
        plate.moveTop(seen.top() + 2 * SPACE_4)
        painter.setPen(QPen(QColor(palette.edge), 1))
        painter.setBrush(QColor(palette.page))
        painter.drawRoundedRect(plate, 6, 6)
        painter.setPen(QColor(palette.text))
        painter.drawText(plate, flags, self._says)
