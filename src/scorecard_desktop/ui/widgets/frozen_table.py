"""A table whose first columns stay in sight.

A second view of the same model and selection lies over the left of the first. The main view keeps the keyboard, the
focus and the editing; the overlay only shows and passes clicks on.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

Index = QModelIndex | QPersistentModelIndex


def plain_table(table: QTableView) -> None:
    """What every table of the window has in common: no grid of boxes, smooth scrolling, no corner."""
    table.setShowGrid(False)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setCornerButtonEnabled(False)
    table.setWordWrap(False)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionsClickable(False)
    header.setMinimumHeight(32)
    header.setTextElideMode(Qt.TextElideMode.ElideRight)


class _Overlay(QTableView):
    def __init__(self, main: QTableView) -> None:
        super().__init__(main)
        plain_table(self)
        self._main = main
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoScroll(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._main.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """The main view scrolls; this one follows."""


class FrozenTable(QTableView):
    """A table with ``frozen`` columns held at the left. Enter moves down and Tab right, as in a spreadsheet."""

    resized = Signal()
    """The table has another width: columns may fill it anew."""

    def __init__(self, frozen: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frozen = frozen
        self._shown: QAbstractItemModel | None = None
        self._overlay = _Overlay(self)
        plain_table(self)
        self._overlay.viewport().installEventFilter(self)
        self.setTabKeyNavigation(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self._overlay.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        for header in (self.horizontalHeader(), self._overlay.horizontalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().sectionResized.connect(self._section_resized)
        self._overlay.horizontalHeader().sectionResized.connect(self._overlay_section_resized)
        self.verticalScrollBar().valueChanged.connect(self._overlay.verticalScrollBar().setValue)
        self._overlay.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)

    @property
    def frozen_view(self) -> QTableView:
        """The view that shows the held columns."""
        return self._overlay

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._overlay.setAccessibleName(f"{name}, columns held in sight")

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self._shown = model
        self._overlay.setModel(model)
        self._overlay.setSelectionModel(self.selectionModel())
        if model is not None:
            model.modelReset.connect(self.arrange)
        self.arrange()

    def setItemDelegate(self, delegate: QAbstractItemDelegate) -> None:
        super().setItemDelegate(delegate)
        self._overlay.setItemDelegate(delegate)

    def set_row_height(self, pixels: int) -> None:
        """The height of every row."""
        for view in (self, self._overlay):
            view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            view.verticalHeader().setMinimumSectionSize(1)
            view.verticalHeader().setDefaultSectionSize(pixels)

    def set_column_hidden(self, column: int, *, hidden: bool) -> None:
        """Leave a held column out, or show it again."""
        self.setColumnHidden(column, hidden)
        self._overlay.setColumnHidden(column, hidden)

    def set_column_width(self, column: int, pixels: int) -> None:
        """The width of one column, held or not."""
        self.setColumnWidth(column, pixels)
        if column < self._frozen:
            self._overlay.setColumnWidth(column, pixels)

    @property
    def frozen_width(self) -> int:
        """How many pixels the held columns take."""
        model = self._shown
        count = min(self._frozen, model.columnCount()) if model is not None else 0
        return sum(self.columnWidth(column) for column in range(count))

    def arrange(self) -> None:
        """Hide what the overlay does not hold and lay it over the left of the table."""
        model = self._shown
        if model is None:
            return
        for column in range(model.columnCount()):
            self._overlay.setColumnHidden(column, column >= self._frozen or self.isColumnHidden(column))
        self._place_overlay()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_overlay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_overlay()
        if event.size().width() != event.oldSize().width():
            self.resized.emit()

    def _place_overlay(self) -> None:
        header = self.horizontalHeader().height()
        if self._overlay.horizontalHeader().height() != header:
            self._overlay.horizontalHeader().setFixedHeight(header)
        width = min(self.frozen_width, self.viewport().width())
        self._overlay.setGeometry(self.frameWidth(), self.frameWidth(), width, self.viewport().height() + header)
        self._overlay.setVisible(width > 0)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into sight, beside the held columns and not under them."""
        if not index.isValid():
            return
        bar = self.horizontalScrollBar()
        across = bar.value()
        super().scrollTo(index, hint)
        if index.column() < self._frozen:
            bar.setValue(across)
            return
        left = self.columnViewportPosition(index.column())
        if left < self.frozen_width:
            bar.setValue(bar.value() + left - self.frozen_width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() is QAbstractItemView.State.EditingState
        if not editing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.move_by(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1, 0)
            return
        super().keyPressEvent(event)

    def move_by(self, down: int, right: int) -> None:
        """Move the current cell, over rows that hold none."""
        model, here = self._shown, self.currentIndex()
        if model is None or not here.isValid():
            return
        row = here.row() + down
        while down and 0 <= row < model.rowCount():
            if model.flags(model.index(row, here.column())) & Qt.ItemFlag.ItemIsEnabled:
                break
            row += down
        column = self._next_editable(here, right) if right else here.column()
        if 0 <= row < model.rowCount():
            self.setCurrentIndex(model.index(row, column))

    def _next_editable(self, here: Index, step: int) -> int:
        """The next column to that side in which something can be typed; the same where there is none."""
        model = self.model()
        column = here.column() + step
        while 0 <= column < model.columnCount():
            if model.flags(model.index(here.row(), column)) & Qt.ItemFlag.ItemIsEditable:
                return column
            column += step
        return here.column()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.repaint_cells()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.repaint_cells()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.repaint_cells()

    def repaint_cells(self) -> None:
        """Paint both views again: the current row shows in both."""
        self.viewport().update()
        self._overlay.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and watched is self._overlay.viewport():
            self.wheelEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _section_resized(self, column: int, before: int, after: int) -> None:
        if column < self._frozen:
            self._overlay.setColumnWidth(column, after)
            self._place_overlay()

    def _overlay_section_resized(self, column: int, before: int, after: int) -> None:
        if column < self._frozen and after and self.columnWidth(column) != after:
            self.setColumnWidth(column, after)
