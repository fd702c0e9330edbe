"""Lines of what there is to do, each of which opens the page that shows it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from scorecard_desktop.ui.delegates.to_do_cell import ToDoCell
from scorecard_desktop.ui.models.to_do import ToDoList
from scorecard_desktop.ui.theme import Theme


class ToDoLines(QListView):
    """As high as its lines are; Enter, Space or a click opens one."""

    opened = Signal(object)

    def __init__(self, theme: Theme, lines: ToDoList, name: str) -> None:
        super().__init__()
        self._lines = lines
        self.setModel(lines)
        self.setItemDelegate(ToDoCell(theme, self))
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)
        lines.modelReset.connect(self._fit)
        theme.changed.connect(self._fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and not self.currentIndex().isValid():
            self.setCurrentIndex(self._lines.index(0))
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(320, 40)

    @Slot()
    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        tall = sum(self.sizeHintForIndex(self._lines.index(row)).height() for row in range(self._lines.rowCount()))
        self.setFixedHeight(max(1, tall))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._lines.lines[index.row()])
