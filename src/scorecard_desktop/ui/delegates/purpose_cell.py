"""How a choice is painted in a list: what it is called, and beneath it what it is for."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from scorecard_desktop.ui.scale import GRID, META, SPACE_1, SPACE_2, SPACE_3
from scorecard_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

PURPOSE_ROLE = Qt.ItemDataRole.UserRole + 21
"""What a choice is for, in a line."""


class PurposeCell(QStyledItemDelegate):
    """A row without words is a line between groups."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        palette, rect = self._theme.palette, option.rect
        words = str(index.data() or "")
        if not words:
            painter.setPen(QColor(palette.line))
            painter.drawLine(rect.left(), rect.center().y(), rect.right(), rect.center().y())
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(palette.selection if chosen else palette.page))
        if chosen:
            painter.fillRect(rect.left(), rect.top(), SPACE_1, rect.height(), QColor(palette.accent))
        room = rect.adjusted(SPACE_3, SPACE_1, -SPACE_2, -SPACE_1)
        title, meta = self._metrics()
        painter.setFont(self._theme.font(GRID, QFont.Weight.DemiBold))
        painter.setPen(QColor(palette.text))
        painter.drawText(room.left(), room.top() + title.ascent(), words)
        painter.setFont(self._theme.font(META))
        painter.setPen(QColor(palette.muted))
        purpose = meta.elidedText(str(index.data(PURPOSE_ROLE) or ""), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room.left(), room.top() + title.lineSpacing() + meta.ascent(), purpose)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        title, meta = self._metrics()
        words, purpose = str(index.data() or ""), str(index.data(PURPOSE_ROLE) or "")
        if not words:
            return QSize(10, SPACE_3)
        wide = max(title.horizontalAdvance(words), meta.horizontalAdvance(purpose)) + SPACE_3 + SPACE_2 + SPACE_1
        return QSize(wide, title.lineSpacing() + meta.lineSpacing() + 2 * SPACE_1)

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        title = QFontMetrics(self._theme.font(GRID, QFont.Weight.DemiBold))
        return title, QFontMetrics(self._theme.font(META))
