"""How a line of what there is to do is painted: its shape, how many, of what, and the page that it opens."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from scorecard_desktop.ui.delegates.shapes import draw_severity
from scorecard_desktop.ui.models.to_do import TO_DO_ROLE, ToDo
from scorecard_desktop.ui.scale import BODY, META, SECTION, SPACE_1, SPACE_2, SPACE_3
from scorecard_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_SHAPE = 10
_MOST_LINES = 2
_GO = "›"


class ToDoCell(QStyledItemDelegate):
    """Numbers are set large and in one column; the words beside them take the lines that they need."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(TO_DO_ROLE)
        if not isinstance(line, ToDo):
            return
        painter.save()
        palette, rect = self._theme.palette, option.rect
        here = self._view.currentIndex().row() == index.row() and self._view.hasFocus()
        if here:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.setBrush(QColor(palette.selection))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -2), 6, 6)
        else:
            painter.setPen(QColor(palette.line))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        top = rect.top() + SPACE_2
        title = QFontMetrics(self._theme.font(BODY, QFont.Weight.DemiBold))
        middle = top + title.lineSpacing() / 2
        draw_severity(
            painter,
            line.severity,
            QPointF(rect.left() + SPACE_3 + self._shape / 2, middle),
            self._shape,
            palette.severity(line.severity).ink,
        )
        left = rect.left() + SPACE_3 + self._shape + SPACE_2
        if line.count:
            painter.setFont(self._theme.font(SECTION, QFont.Weight.DemiBold))
            painter.setPen(QColor(palette.text))
            box = QRect(left, top - SPACE_1, self._number_width(), title.lineSpacing() + 2 * SPACE_1)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{line.count:,}")
        left += self._number_width() + SPACE_3
        room = QRect(left, top, rect.right() - SPACE_3 - self.go_width(line.page) - left, title.lineSpacing())
        painter.setFont(self._theme.font(BODY, QFont.Weight.DemiBold))
        painter.setPen(QColor(palette.text))
        what = title.elidedText(line.what, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, what)
        painter.setFont(self._theme.font(META))
        painter.setPen(QColor(palette.muted))
        for number, words in enumerate(self._wrapped(line.detail, room.width())):
            beneath = room.translated(0, room.height() + number * painter.fontMetrics().lineSpacing())
            painter.drawText(beneath, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)
        painter.setFont(self._theme.font(META, QFont.Weight.DemiBold))
        painter.setPen(QColor(palette.accent))
        go = QRect(
            rect.right() - SPACE_3 - self.go_width(line.page), top, self.go_width(line.page), title.lineSpacing()
        )
        painter.drawText(go, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, go_words(line.page))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(TO_DO_ROLE)
        if not isinstance(line, ToDo):
            return QSize(0, 0)
        title = QFontMetrics(self._theme.font(BODY, QFont.Weight.DemiBold)).lineSpacing()
        room = self._view.viewport().width() - self._before() - SPACE_3 - self.go_width(line.page)
        detail = QFontMetrics(self._theme.font(META)).lineSpacing() * len(self._wrapped(line.detail, room))
        return QSize(self._view.viewport().width(), title + detail + 2 * SPACE_2 + 2)

    @property
    def _shape(self) -> int:
        return self._theme.pixels(_SHAPE)

    def _before(self) -> int:
        return SPACE_3 + self._shape + SPACE_2 + self._number_width() + SPACE_3

    def _number_width(self) -> int:
        return QFontMetrics(self._theme.font(SECTION, QFont.Weight.DemiBold)).horizontalAdvance("000")

    def go_width(self, page: str) -> int:
        """The room for the name of the page that a line opens."""
        return QFontMetrics(self._theme.font(META, QFont.Weight.DemiBold)).horizontalAdvance(go_words(page)) + SPACE_2

    def _wrapped(self, text: str, room: int) -> list[str]:
        """In lines of whole words; what does not fit into the last is told by the tooltip."""
        metrics, words = QFontMetrics(self._theme.font(META)), text.split()
        lines: list[str] = []
        while words and len(lines) < _MOST_LINES - 1:
            line = words.pop(0)
            while words and metrics.horizontalAdvance(f"{line} {words[0]}") <= room:
                line = f"{line} {words.pop(0)}"
            lines.append(line)
        if words:
            lines.append(metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, room))
        return lines


def go_words(page: str) -> str:
    """What a line that opens a page says of it: ``Findings ›``."""
    return f"{page.capitalize()} {_GO}"
