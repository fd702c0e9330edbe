"""The list at the left: what there is in the store."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.ui.models.navigation import ENTRY_ROLE, Entry, NavigationList
from scorecard_desktop.ui.scale import GRID, META, SPACE_1, SPACE_2, SPACE_3, SPACE_4
from scorecard_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_ICON = 18
_LEAST, _MOST = 160, 320
"""Pixels at the usual text size: how wide the list is."""
_MOST_LINES = 8
"""Scorecards of one committee differ only at the ends of their names: those are shown whole where they can be."""


class Line(QStyledItemDelegate):
    """Paints one line of the list: its drawing, its title in as many lines as it takes, its count."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(ENTRY_ROLE)
        tall = self._theme.row_height + SPACE_1
        if isinstance(entry, Entry) and not entry.icon:
            return QSize(0, tall + SPACE_2)
        lines = len(self.lines(entry)) if isinstance(entry, Entry) else 1
        return QSize(0, tall + (lines - 1) * self._metrics().lineSpacing())

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font(GRID, QFont.Weight.DemiBold))

    @property
    def _icon(self) -> int:
        return self._theme.pixels(_ICON)

    @property
    def taken(self) -> int:
        """Pixels of a line's width that are not its title's."""
        return self._icon + 5 * SPACE_2

    def least(self, entry: Entry) -> int:
        """How wide a line must be for no word of it to be cut."""
        metrics = self._metrics()
        if entry.count is not None:
            return metrics.horizontalAdvance(f"{entry.title} {entry.count:,}") + self.taken + SPACE_2
        return max((metrics.horizontalAdvance(word) for word in entry.title.split()), default=0) + self.taken

    def lines(self, entry: Entry) -> list[str]:
        """A long title in lines of whole words; what does not fit into the last is told by the tooltip."""
        metrics, words = self._metrics(), entry.title.split()
        room = self._view.viewport().width() - self.taken
        if entry.count is not None:
            return [entry.title]
        lines: list[str] = []
        while words and len(lines) < _MOST_LINES - 1:
            line = words.pop(0)
            while words and metrics.horizontalAdvance(f"{line} {words[0]}") <= room:
                line = f"{line} {words.pop(0)}"
            lines.append(line)
        lines += [" ".join(words)] if words else []
        return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        painter.save()
        palette, rect = self._theme.palette, option.rect.adjusted(SPACE_2, 1, -SPACE_2, -1)
        here = self._view.currentIndex().row() == index.row()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if here:
            painter.setBrush(QColor(palette.selection))
            focused = self._view.hasFocus()
            painter.setPen(QPen(QColor(palette.accent), 2) if focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        if not entry.icon:
            painter.setFont(self._theme.font(META, QFont.Weight.DemiBold))
            painter.setPen(QColor(palette.muted))
            painter.drawText(
                rect.adjusted(SPACE_2, SPACE_2, 0, 0),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                entry.title,
            )
            painter.restore()
            return
        left = rect.left() + SPACE_2
        first_line = rect.top() + (self._theme.row_height + SPACE_1) // 2 - 1
        icon = QRect(left, first_line - self._icon // 2 + 1, self._icon, self._icon)
        ink = palette.accent if here else palette.muted
        painter.drawPixmap(icon, self._theme.drawing(entry.icon, ink, self._icon, self._view.devicePixelRatioF()))
        room = rect.adjusted(SPACE_2 + self._icon + SPACE_2, 0, -SPACE_2, 0)
        painter.setFont(self._theme.font(GRID, QFont.Weight.DemiBold if here else QFont.Weight.Normal))
        if entry.count is not None:
            painter.setPen(QColor(palette.muted))
            count = f"{entry.count:,}"
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
            room.adjust(0, 0, -painter.fontMetrics().horizontalAdvance(count) - SPACE_2, 0)
        painter.setPen(QColor(palette.text))
        lines = self.lines(entry)
        if len(lines) == 1:
            lines = [painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, room.width())]
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "\n".join(lines))
        painter.restore()


class Navigation(QFrame):
    """The store's name over the list of its pages. ``wanted`` gives the page and scorecard that were chosen."""

    wanted = Signal(str, str)

    def __init__(self, theme: Theme, entries: NavigationList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "nav")
        self._theme = theme
        self._entries = entries
        self.name = QLabel()
        self.name.setProperty("kind", "council")
        self.name.setWordWrap(True)
        self.list = QListView()
        self.list.setAccessibleName("Pages")
        self.list.setModel(entries)
        self._line = Line(theme, self.list)
        self.list.setItemDelegate(self._line)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setStyleSheet("background: transparent")
        self.list.selectionModel().currentChanged.connect(self._chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE_4, 0, SPACE_2)
        layout.setSpacing(SPACE_3)
        self.name.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        layout.addWidget(self.name)
        layout.addWidget(self.list, 1)
        theme.changed.connect(self._new_look)
        entries.modelReset.connect(self._fit)
        entries.dataChanged.connect(self._fit)
        self._fit()

    def show_place(self, page: str, scorecard: str) -> None:
        """Mark the line of the page that is shown, without asking for it again."""
        row = self._entries.row_of(page, scorecard)
        model = self.list.selectionModel()
        model.blockSignals(True)
        self.list.setCurrentIndex(self._entries.index(row) if row >= 0 else QModelIndex())
        model.blockSignals(False)
        self.list.viewport().update()

    @Slot()
    def _fit(self) -> None:
        """No word is cut, whatever the size of the text, as far as the page is left its room."""
        lines = [self._line.least(entry) for entry in self._entries.entries]
        bar = self.list.verticalScrollBar().sizeHint().width()
        least = max([self._theme.pixels(_LEAST), *lines]) + bar
        self.setMinimumWidth(min(least, self._theme.pixels(_MOST)))
        self.setMaximumWidth(self._theme.pixels(_MOST))

    @Slot()
    def _new_look(self) -> None:
        self._fit()
        self.list.scheduleDelayedItemsLayout()

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, now: QModelIndex, _: QModelIndex) -> None:
        entry = self._entries.at(now.row())
        if entry is not None and entry.page:
            self.wanted.emit(entry.page, entry.scorecard)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.pixels(208), 400)
