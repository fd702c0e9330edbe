"""A rating as a chip: tint, shape and word."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.ui.delegates.shapes import draw_rag
from scorecard_desktop.ui.scale import BODY, SPACE_1, SPACE_2
from scorecard_desktop.ui.theme import Theme

_SHAPE = 10


class RatingChip(QWidget):
    """Shows one rating; ``note`` says more, such as that an officer set it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rag = Rag.NONE
        self._text = Rag.NONE.word
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_rating(self, rag: Rag, note: str = "") -> None:
        """Show a rating."""
        self._rag = rag
        self._text = f"{rag.word}{f', {note}' if note else ''}"
        self.setAccessibleName(self._text)
        self.setToolTip(self._text)
        self.updateGeometry()
        self.update()

    @property
    def _shape(self) -> int:
        return self._theme.pixels(_SHAPE)

    def _font(self) -> QFont:
        return self._theme.font(BODY, QFont.Weight.DemiBold)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        return QSize(metrics.horizontalAdvance(self._text) + self._shape + 4 * SPACE_2, metrics.height() + SPACE_2)

    def paintEvent(self, event: QPaintEvent) -> None:
        tint = self._theme.palette.rag(self._rag)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint.ground))
        box = QRectF(self.rect())
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        shape = self._shape
        draw_rag(painter, self._rag, QPointF(SPACE_2 + SPACE_1 + shape / 2, box.center().y()), shape, tint.ink)
        painter.setFont(self._font())
        painter.setPen(QColor(tint.ink))
        room = box.adjusted(2 * SPACE_2 + SPACE_1 + shape - 2, 0, -SPACE_2, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._text)
