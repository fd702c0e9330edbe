"""How the scorecard's cells are painted and typed in."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.ui.delegates.shapes import draw_rag
from scorecard_desktop.ui.models.scorecard_grid import (
    CELL_ROLE,
    FROZEN,
    SECTION_ROLE,
    TRAVEL_ROLE,
    Cell,
    CellState,
    ScorecardGrid,
)
from scorecard_desktop.ui.scale import META, SPACE_1, SPACE_2
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.widgets.bubble import Bubble

Index = QModelIndex | QPersistentModelIndex

_SHAPE = 9
_SHAPE_ROOM = 20
_MOVES = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}


class GridCell(QStyledItemDelegate):
    """Paints tint, figure and shape; keeps the editor open while what is typed is not understood.

    ``stored`` gives how far to move after a figure is stored: rows down, columns right.
    """

    stored = Signal(int, int)

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._bubble = Bubble(view)
        self._typed: tuple[QPersistentModelIndex, str, str] | None = None

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if option.widget is self._view and index.column() < FROZEN:
            return  # the held columns lie over it
        painter.save()
        rect, palette = option.rect, self._theme.palette
        section = index.data(SECTION_ROLE)
        here = self._view.currentIndex()
        if section is not None:
            model = index.model()
            first = 0 if not isinstance(model, ScorecardGrid) or model.has_refs else 1
            self._paint_section(painter, rect, str(section) if index.column() == first else "")
        else:
            selected = self._view.selectionModel().isSelected(index)
            ground = palette.selection if selected else palette.surface if index.row() == here.row() else palette.page
            painter.fillRect(rect, QColor(ground))
            cell = index.data(CELL_ROLE)
            if isinstance(cell, Cell):
                self._paint_cell(painter, rect, cell)
            else:
                self._paint_text(painter, rect, index)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(QColor(palette.line))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            if index.row() == here.row() and index.column() == here.column():
                focused = self._view.hasFocus() or self._view.viewport().hasFocus()
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(palette.accent if focused else palette.edge), 2))
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_section(self, painter: QPainter, rect: QRect, title: str) -> None:
        palette = self._theme.palette
        painter.fillRect(rect, QColor(palette.page))
        painter.setPen(QColor(palette.edge))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if title:
            painter.setFont(self._theme.font(META, QFont.Weight.DemiBold))
            painter.setPen(QColor(palette.accent))
            room = rect.adjusted(SPACE_2, SPACE_1, -SPACE_2, 0)
            shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        palette = self._theme.palette
        box = QRectF(rect).adjusted(2, 2, -2, -3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if cell.state is CellState.NOT_EXPECTED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(QColor(palette.surface)))
            painter.drawRoundedRect(box, 3, 3)
            painter.setBrush(QBrush(QColor(palette.line), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(box, 3, 3)
            return
        if cell.state is CellState.AWAITED and cell.rag is Rag.NONE:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = QPen(QColor(palette.edge), 1)
            pen.setDashPattern([2, 4])
            painter.setPen(pen)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            return
        ink = palette.text if cell.state is CellState.FIGURE else palette.muted
        if cell.rag is not Rag.NONE:
            tint = palette.rag(cell.rag)
            ink = tint.ink
            painter.setPen(QPen(QColor(tint.ink), 1, Qt.PenStyle.DashLine) if cell.overridden else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tint.ground))
            painter.drawRoundedRect(box, 3, 3)
            centre = QPointF(rect.right() - _SHAPE_ROOM / 2 - 1, rect.center().y() + 0.5)
            draw_rag(painter, cell.rag, centre, _SHAPE, tint.ink)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QColor(ink))
        painter.setFont(self._theme.font())
        room = rect.adjusted(SPACE_1, 0, -_SHAPE_ROOM - 2, -1)
        shown = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_text(self, painter: QPainter, rect: QRect, index: Index) -> None:
        palette = self._theme.palette
        travel = index.data(TRAVEL_ROLE)
        painter.setFont(self._theme.font())
        painter.setPen(QColor(palette.muted if index.column() == 0 else palette.text))
        if travel is not None:
            painter.setPen(QColor(palette.merit(travel.merit)))
        room = rect.adjusted(SPACE_2, 0, -SPACE_2, -1)
        text = str(index.data() or "")
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag(int(index.data(Qt.ItemDataRole.TextAlignmentRole))), shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self._theme.row_height)

    # Typing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("kind", "cell")
        editor.setFont(self._theme.font())
        editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        editor.textEdited.connect(self._bubble.hide)
        editor.textEdited.connect(lambda: _mark_refused(editor, "false"))
        self._bubble.hide()
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        typed = self._typed
        self._typed = None
        if typed is not None and typed[0] == index:
            editor.setText(typed[1])
            self._refuse(editor, typed[2])
            return
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        assert isinstance(model, ScorecardGrid)
        self._bubble.hide()
        model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def resume(self, index: QModelIndex, text: str, message: str) -> None:
        """Open the editor again on a text that was refused when the officer went elsewhere."""
        self._typed = (QPersistentModelIndex(index), text, message)
        self._view.setCurrentIndex(index)
        self._view.edit(index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, QLineEdit):
            move = _MOVES.get(Qt.Key(event.key()))
            if move is not None:
                self._store(editor, *move)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._bubble.hide()
        return super().eventFilter(editor, event)

    def _store(self, editor: QLineEdit, down: int, right: int) -> None:
        model = self._view.model()
        assert isinstance(model, ScorecardGrid)
        message = model.store_text(self._view.currentIndex(), editor.text())
        if message:
            self._refuse(editor, message)
            return
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self._view.setFocus()
        self.stored.emit(down, right)

    def _refuse(self, editor: QLineEdit, message: str) -> None:
        editor.setAccessibleDescription(message)
        _mark_refused(editor, "true")
        self._bubble.show_beside(editor, message)


def _mark_refused(editor: QLineEdit, refused: str) -> None:
    if editor.property("refused") != refused:
        editor.setProperty("refused", refused)
        editor.style().unpolish(editor)
        editor.style().polish(editor)
