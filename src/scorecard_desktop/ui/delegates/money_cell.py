"""The cells of a budget table: painted as those of a list, typed in as those of a scorecard."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from scorecard_desktop.ui.delegates.grid_cell import GridCell
from scorecard_desktop.ui.delegates.list_cell import ListCell
from scorecard_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class MoneyCell(GridCell):
    """The current cell has a ring of its own within that of its row."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(theme, view)
        self._painter = ListCell(theme, view)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._painter.paint(painter, option, index)
        if index == self._view.currentIndex():
            painter.save()
            strong = self._view.hasFocus()
            painter.setPen(QPen(QColor(self._theme.palette.accent if strong else self._theme.palette.edge), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
            painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._painter.sizeHint(option, index)

    def height_of(self, text: str, width: int) -> int:
        """How high a cell must be for wrapped words."""
        return self._painter.height_of(text, width)
