"""How the cells of a list are painted: plain text, a rating's chip, or a few wrapped lines."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from scorecard_desktop.domain.finding import Severity
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.ui.delegates.shapes import draw_rag, draw_severity
from scorecard_desktop.ui.models.listing import (
    BOTH_ENDS_ROLE,
    CHIP_ROLE,
    GROUP_ROLE,
    QUIET_ROLE,
    STRONG_ROLE,
    WRAP_ROLE,
)
from scorecard_desktop.ui.scale import META, SPACE_1, SPACE_2
from scorecard_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_SHAPE = 9
_TICK = 14
_MOST_LINES = 6


class ListCell(QStyledItemDelegate):
    """Hairlines between rows, a ring around the row that has the focus."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        palette, rect = self._theme.palette, option.rect
        here = self._view.currentIndex()
        group = index.data(GROUP_ROLE)
        if group is not None:
            self._paint_group(painter, rect, str(group))
            painter.restore()
            return
        selected = self._view.selectionModel().isSelected(index)
        painter.fillRect(rect, QColor(palette.selection if selected else palette.page))
        text = str(index.data() or "")
        chip = index.data(CHIP_ROLE)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is not None:
            self._paint_tick(painter, rect, ticked=Qt.CheckState(ticked) == Qt.CheckState.Checked)
        elif isinstance(chip, Rag | Severity):
            self._paint_chip(painter, rect, index, chip, text)
        else:
            self._paint_text(painter, rect, index, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QColor(palette.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._view.hasFocus() and index.row() == here.row():
            self._paint_ring(painter, rect, index)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if not index.data(WRAP_ROLE):
            return QSize(80, self._theme.row_height)
        assert self._view is not None
        width = option.rect.width() if option.rect.width() > 0 else 200
        return QSize(width, self.height_of(str(index.data() or ""), width))

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is not None and event.type() is QEvent.Type.MouseButtonRelease:
            wanted = (
                Qt.CheckState.Unchecked if Qt.CheckState(ticked) == Qt.CheckState.Checked else Qt.CheckState.Checked
            )
            return model.setData(index, wanted, Qt.ItemDataRole.CheckStateRole)
        return super().editorEvent(event, model, option, index)

    def height_of(self, text: str, width: int) -> int:
        """How high a wrapped cell must be for its text, up to a few lines."""
        metrics = QFontMetrics(self._theme.font())
        room = QRect(0, 0, max(20, width - 2 * SPACE_2), 10_000)
        lines = max(
            1, round(metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height() / metrics.lineSpacing())
        )
        padding = self._theme.row_height - metrics.lineSpacing()
        return min(lines, _MOST_LINES) * metrics.lineSpacing() + padding

    def _paint_chip(self, painter: QPainter, rect: QRect, index: Index, chip: Rag | Severity, text: str) -> None:
        palette = self._theme.palette
        tint = palette.rag(chip) if isinstance(chip, Rag) else palette.severity(chip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(weight=QFont.Weight.DemiBold))
        shape = self._theme.pixels(_SHAPE)
        wide = painter.fontMetrics().horizontalAdvance(text) + shape + 3 * SPACE_2 - SPACE_1
        height = self._theme.row_height - 6
        wide = min(wide, rect.width() - SPACE_2)
        across = Qt.AlignmentFlag(int(index.data(Qt.ItemDataRole.TextAlignmentRole)))
        left = rect.right() - wide - SPACE_1 if across & Qt.AlignmentFlag.AlignRight else rect.left() + SPACE_1
        box = QRectF(left, rect.top() + 3, wide, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint.ground))
        painter.drawRoundedRect(box, height / 2, height / 2)
        centre = QPointF(box.left() + SPACE_2 + shape / 2, box.center().y())
        if isinstance(chip, Rag):
            draw_rag(painter, chip, centre, shape, tint.ink)
        else:
            draw_severity(painter, chip, centre, shape, tint.ink)
        painter.setPen(QColor(tint.ink))
        room = box.adjusted(SPACE_2 + shape + SPACE_1 + 1, 0, -SPACE_1, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_group(self, painter: QPainter, rect: QRect, title: str) -> None:
        palette = self._theme.palette
        painter.fillRect(rect, QColor(palette.page))
        painter.setFont(self._theme.font(META, QFont.Weight.DemiBold))
        painter.setPen(QColor(palette.accent))
        room = rect.adjusted(SPACE_2, SPACE_1, -SPACE_2, 0)
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QColor(palette.edge))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_tick(self, painter: QPainter, rect: QRect, *, ticked: bool) -> None:
        palette = self._theme.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._theme.pixels(_TICK)
        top = rect.top() + (self._theme.row_height - size) // 2 + 0.5
        box = QRectF(rect.left() + SPACE_2 + 0.5, top, size, size)
        painter.setPen(QPen(QColor(palette.accent if ticked else palette.edge), 1.5))
        painter.setBrush(QColor(palette.accent if ticked else palette.page))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            painter.setPen(QPen(QColor(palette.on_accent), size / 7))
            painter.drawPolyline(
                [
                    QPointF(box.left() + size * 0.21, box.center().y() + size * 0.04),
                    QPointF(box.left() + size * 0.43, box.bottom() - size * 0.25),
                    QPointF(box.right() - size * 0.21, box.top() + size * 0.29),
                ]
            )

    def _paint_text(self, painter: QPainter, rect: QRect, index: Index, text: str) -> None:
        palette = self._theme.palette
        weight = QFont.Weight.DemiBold if index.data(STRONG_ROLE) else QFont.Weight.Normal
        painter.setFont(self._theme.font(weight=weight))
        painter.setPen(QColor(palette.muted if index.data(QUIET_ROLE) else palette.text))
        across = (
            Qt.AlignmentFlag(int(index.data(Qt.ItemDataRole.TextAlignmentRole))) & Qt.AlignmentFlag.AlignHorizontal_Mask
        )
        metrics = painter.fontMetrics()
        top = (self._theme.row_height - metrics.lineSpacing()) // 2
        if index.data(WRAP_ROLE):
            room = rect.adjusted(SPACE_2, top, -SPACE_2, -top)
            painter.drawText(
                room, across | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, _that_fits(text, room, metrics)
            )
            return
        first = QRect(rect.left() + SPACE_2, rect.top(), rect.width() - 2 * SPACE_2, self._theme.row_height - 1)
        cut = Qt.TextElideMode.ElideMiddle if index.data(BOTH_ENDS_ROLE) else Qt.TextElideMode.ElideRight
        shown = metrics.elidedText(text.replace("\n", " "), cut, first.width())
        painter.drawText(first, across | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_ring(self, painter: QPainter, rect: QRect, index: Index) -> None:
        painter.setPen(QPen(QColor(self._theme.palette.accent), 2))
        inner = rect.adjusted(0, 1, 0, -1)
        painter.drawLine(inner.topLeft(), inner.topRight())
        painter.drawLine(inner.bottomLeft(), inner.bottomRight())
        model = index.model()
        if index.column() == 0:
            painter.drawLine(rect.left() + 1, inner.top(), rect.left() + 1, inner.bottom())
        if index.column() == model.columnCount() - 1:
            painter.drawLine(rect.right(), inner.top(), rect.right(), inner.bottom())


def _that_fits(text: str, room: QRect, metrics: QFontMetrics) -> str:
    """As many words as there is room for, with an ellipsis where some are left out."""
    flags = int(Qt.TextFlag.TextWordWrap)
    tall = QRect(0, 0, room.width(), 10_000)
    most = room.height() + metrics.descent()
    if metrics.boundingRect(tall, flags, text).height() <= most:
        return text
    words = text.split(" ")
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if metrics.boundingRect(tall, flags, f"{' '.join(words[:middle])}…").height() <= most:
            low = middle
        else:
            high = middle - 1
    return f"{' '.join(words[:low])}…"
