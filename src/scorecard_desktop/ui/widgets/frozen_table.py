"""A table whose first columns stay in sight.

A second view of the same model and selection lies over the left of the first. The main view keeps the keyboard, the
focus and the editing; the overlay only shows, passes clicks on and lends its place to an editor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

Index = QModelIndex | QPersistentModelIndex

_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_STILL = 4
"""Pixels: a mouse that moved less was not dragged."""
_LEAVES_THE_LINE = (*_ARROWS, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
"""Keys after which Enter no longer goes back to where Tabs began."""


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


class Canvas(Protocol):
    """Paints a table's cells in place of its delegate."""

    def paint(self, view: QTableView, painter: QPainter, exposed: QRect) -> None:
        """Paint the part of a view that has come into sight."""
        ...


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

    canvas: Canvas | None = None

    def commitData(self, editor: QWidget) -> None:
        """The delegate that both views share tells both; the editor is always the main view's."""

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """As for ``commitData``."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.canvas is None:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        self.canvas.paint(self, painter, event.rect())
        painter.end()

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
    heading_clicked = Signal(int)
    """A column's heading was clicked, and not dragged."""

    def __init__(self, frozen: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frozen = frozen
        self._shown: QAbstractItemModel | None = None
        self._canvas: Canvas | None = None
        self._began_at: int | None = None
        self._uneven = False
        self._heights: tuple[int, Mapping[int, int]] | None = None
        self.typed_over = False
        """Whether the editor that is open now was opened by typing over a cell."""
        self._overlay = _Overlay(self)
        plain_table(self)
        self._overlay.viewport().installEventFilter(self)
        self._overlay.doubleClicked.connect(self._edit_held)
        self._pressed_at: QPoint | None = None
        for view in (self, self._overlay):
            view.horizontalHeader().viewport().installEventFilter(self)
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
            model.modelReset.connect(self._begin_anew)
        self.arrange()

    def setItemDelegate(self, delegate: QAbstractItemDelegate) -> None:
        super().setItemDelegate(delegate)
        self._overlay.setItemDelegate(delegate)

    def set_canvas(self, canvas: Canvas) -> None:
        """Have both views painted by ``canvas``."""
        self._canvas = self._overlay.canvas = canvas

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._canvas is None:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        self._canvas.paint(self, painter, event.rect())
        painter.end()

    def holds(self, column: int) -> bool:
        """Whether a column is held in sight."""
        return column < self._frozen

    @Slot(QModelIndex)
    def _edit_held(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(index)
            self.edit(index)

    def set_row_heights(self, pixels: int, others: Mapping[int, int]) -> None:
        """The height of every row, but for ``others`` that have their own."""
        if self._heights == (pixels, others):
            return
        self._heights = (pixels, others)
        for view in (self, self._overlay):
            header = view.verticalHeader()
            header.blockSignals(True)  # thousands of rows: the views are told once
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(1)
            header.setDefaultSectionSize(pixels)
            for row in range(header.count()) if self._uneven or others else ():
                wanted = others.get(row, pixels)
                if header.sectionSize(row) != wanted:
                    header.resizeSection(row, wanted)
            header.blockSignals(False)
            view.updateGeometries()
            view.viewport().update()
        self._uneven = bool(others)

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

    @Slot()
    def _begin_anew(self) -> None:
        self._heights = None  # Qt gives the new rows the height that is usual
        self.arrange()

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
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
            return
        backwards = -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.move_by(backwards, 0)
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.move_by(0, -1 if event.key() == Qt.Key.Key_Backtab else backwards)
        elif control and event.key() in _ARROWS:
            self._jump(*_ARROWS[Qt.Key(event.key())], extend=backwards < 0)
        else:
            if event.key() in _LEAVES_THE_LINE:
                self._began_at = None
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._began_at = None
        super().mousePressEvent(event)

    def selected_rows(self) -> list[int]:
        """The rows of the chosen range that hold cells, top to bottom."""
        chosen = self._ranges()
        if not chosen:
            return []
        top, bottom = min(r.top() for r in chosen), max(r.bottom() for r in chosen)
        return [row for row in range(top, bottom + 1) if self._holds_cells(row)]

    def selected_columns(self) -> list[int]:
        """The columns of the chosen range that are shown, left to right."""
        chosen = self._ranges()
        if not chosen:
            return []
        left, right = min(r.left() for r in chosen), max(r.right() for r in chosen)
        return [column for column in range(left, right + 1) if not self.isColumnHidden(column)]

    def _ranges(self) -> list[QItemSelectionRange]:
        chosen = self.selectionModel().selection() if self._shown is not None else QItemSelection()
        return [chosen.at(number) for number in range(chosen.size())]

    def choose(self, first: Index, last: Index, *, current: Index) -> None:
        """Choose a range; ``current`` is the current cell where it is within, else the first is."""
        flags = QItemSelectionModel.SelectionFlag
        self.setCurrentIndex(first)
        chosen = QItemSelection(first, last)
        self.selectionModel().select(chosen, flags.ClearAndSelect)
        if chosen.contains(current):
            self.selectionModel().setCurrentIndex(current, flags.NoUpdate)
        self.repaint_cells()

    def edit(self, index, trigger=None, event=None):  # noqa: ANN001, ANN201 -- two signatures of Qt in one
        """Remember whether typing over a cell opened its editor: then the arrow keys leave it."""
        if trigger is None:
            self.typed_over = False
            return super().edit(index)
        opened = super().edit(index, trigger, event)
        if opened:
            self.typed_over = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
        return opened

    def move_by(self, down: int, right: int) -> None:
        """Move the current cell, over rows that hold none; within the chosen range where there is one.

        Enter after Tabs goes to the column in which the first Tab was pressed, as in a spreadsheet.
        """
        model, here = self._shown, self.currentIndex()
        if model is None or not here.isValid():
            return
        rows, columns = self.selected_rows(), self.selected_columns()
        if len(rows) * len(columns) > 1 and here.row() in rows and here.column() in columns:
            self._step_within(rows, columns, down, right)
            return
        if right and self._began_at is None:
            self._began_at = here.column()
        began, column = self._began_at, here.column()
        if down and began is not None:
            column, self._began_at = began, None
        row = here.row() + down
        while down and 0 <= row < model.rowCount() and not self._holds_cells(row):
            row += down
        column = self._next_editable(here, right) if right else column
        if 0 <= row < model.rowCount():
            self.setCurrentIndex(model.index(row, column))

    def _step_within(self, rows: list[int], columns: list[int], down: int, right: int) -> None:
        """Go through a range: down its columns by Enter, along its rows by Tab, from its end to its start."""
        here = self.currentIndex()
        row, column = rows.index(here.row()), columns.index(here.column())
        if down:
            at = (column * len(rows) + row + down) % (len(rows) * len(columns))
            column, row = divmod(at, len(rows))
        else:
            at = (row * len(columns) + column + right) % (len(rows) * len(columns))
            row, column = divmod(at, len(columns))
        to = self.model().index(rows[row], columns[column])
        self.selectionModel().setCurrentIndex(to, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(to)

    def _jump(self, down: int, right: int, *, extend: bool) -> None:
        """To the end of the filled cells in that direction, or over the empty ones to the next filled cell."""
        model, here = self._shown, self.currentIndex()
        if model is None or not here.isValid():
            return
        row, column = here.row(), here.column()

        def after(row: int, column: int) -> tuple[int, int] | None:
            row, column = row + down, column + right
            while 0 <= row < model.rowCount() and 0 <= column < model.columnCount():
                if self._holds_cells(row) and not self.isColumnHidden(column):
                    return row, column
                row, column = row + down, column + right
            return None

        def filled(place: tuple[int, int] | None) -> bool:
            return place is not None and bool(model.index(*place).data())

        among = filled((row, column)) and filled(after(row, column))
        while (beyond := after(row, column)) is not None:
            if among and not filled(beyond):
                break
            row, column = beyond
            if not among and filled(beyond):
                break
        to, flags = model.index(row, column), QItemSelectionModel.SelectionFlag
        self._began_at = None
        if extend:
            corner = next((r for r in self._ranges() if r.contains(here)), None)
            anchor = here if corner is None else self._far_corner(corner, here)
            self.selectionModel().setCurrentIndex(to, flags.NoUpdate)
            self.selectionModel().select(QItemSelection(anchor, to), flags.ClearAndSelect)
            self.scrollTo(to)
            self.repaint_cells()
        else:
            self.setCurrentIndex(to)

    def _far_corner(self, chosen: QItemSelectionRange, here: Index) -> QModelIndex:
        row = chosen.bottom() if here.row() == chosen.top() else chosen.top()
        column = chosen.right() if here.column() == chosen.left() else chosen.left()
        return self.model().index(row, column)

    def _holds_cells(self, row: int) -> bool:
        model = self.model()
        return bool(model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsEnabled)

    def _next_editable(self, here: Index, step: int) -> int:
        """The next column to that side in which something can be typed; the same where there is none."""
        model = self.model()
        column = here.column() + step
        while 0 <= column < model.columnCount():
            editable = model.flags(model.index(here.row(), column)) & Qt.ItemFlag.ItemIsEditable
            if editable and not self.isColumnHidden(column):
                return column
            column += step
        return here.column()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._repaint_rows(previous.row(), current.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        here = self.currentIndex()
        if self._canvas is None or not here.isValid():
            super().focusInEvent(event)
            self.repaint_cells()
            return
        # but for painting all of the table anew, which each figure typed would wait for, what Qt's own does
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, bool(here.flags() & Qt.ItemFlag.ItemIsEditable))
        self._repaint_rows(here.row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._canvas is None:
            super().focusOutEvent(event)
            self.repaint_cells()
        else:
            self._repaint_rows(self.currentIndex().row())

    def repaint_cells(self) -> None:
        """Paint both views again."""
        self.viewport().update()
        self._overlay.viewport().update()

    def _repaint_rows(self, *rows: int) -> None:
        """Paint rows again in both views: the current row shows in both. A key press waits for no others."""
        for row in rows:
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            for viewport in (self.viewport(), self._overlay.viewport()):
                viewport.update(0, top, viewport.width(), height)

    def _note_click(self, header: QHeaderView, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if event.type() is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            # beside an edge the press begins to resize
            resizing = header.cursor().shape() is Qt.CursorShape.SplitHCursor
            self._pressed_at = None if resizing else at
        elif event.type() is QEvent.Type.MouseButtonRelease and self._pressed_at is not None:
            if (at - self._pressed_at).manhattanLength() < _STILL and header.logicalIndexAt(at) >= 0:
                self.heading_clicked.emit(header.logicalIndexAt(at))
            self._pressed_at = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            header = next((h for h in self._headers() if h.viewport() is watched), None)
            if header is not None:
                self._note_click(header, event)
        if isinstance(event, QWheelEvent) and watched is self._overlay.viewport():
            self.wheelEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _headers(self) -> tuple[QHeaderView, QHeaderView]:
        return self.horizontalHeader(), self._overlay.horizontalHeader()

    def _section_resized(self, column: int, before: int, after: int) -> None:
        if column < self._frozen:
            self._overlay.setColumnWidth(column, after)
            self._place_overlay()

    def _overlay_section_resized(self, column: int, before: int, after: int) -> None:
        if column < self._frozen and after and self.columnWidth(column) != after:
            self.setColumnWidth(column, after)
