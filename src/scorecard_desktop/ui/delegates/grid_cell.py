"""How the scorecard's cells are typed in, and the ground and the focus of what is painted there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from scorecard_desktop.ui.delegates.grid_paint import GridPainter
from scorecard_desktop.ui.models.scorecard_grid import FROZEN, SECTION_ROLE, ScorecardGrid
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.widgets.bubble import Bubble

Index = QModelIndex | QPersistentModelIndex

_DOWN, _UP = (1, 0), (-1, 0)
_MOVES = {
    Qt.Key.Key_Return: _DOWN,
    Qt.Key.Key_Enter: _DOWN,
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}


class GridCell(QStyledItemDelegate):
    """Paints tint, figure and shape; keeps the editor open while what is typed is not understood.

    ``stored`` gives how far to move after a figure is stored: rows down, columns right.
    """

    stored = Signal(int, int)

    fill: Callable[[str], str] | None = None
    """What puts a text into every chosen cell; it gives the message that says why not, or nothing."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._painter = GridPainter(theme)
        self._bubble = Bubble(view)
        self._typed: tuple[QPersistentModelIndex, str, str] | None = None

    @property
    def bubble(self) -> Bubble:
        """What is said beside a cell."""
        return self._bubble

    @property
    def painter(self) -> GridPainter:
        """What paints the cells."""
        return self._painter

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if option.widget is self._view and index.column() < FROZEN:
            return  # the held columns lie over it
        model = index.model()
        assert isinstance(model, ScorecardGrid)
        painter.save()
        rect, palette = option.rect, self._theme.palette
        section = index.data(SECTION_ROLE)
        here = self._view.currentIndex()
        if section is not None:
            first = 1 if model.is_hidden(0) else 0
            self._painter.paint_section(painter, rect, section, titled=index.column() == first)
        else:
            selected = self._view.selectionModel().isSelected(index)
            ground = palette.selection if selected else palette.surface if index.row() == here.row() else palette.page
            painter.fillRect(rect, QColor(ground))
            self._painter.paint(painter, rect, index, model)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(QColor(palette.line))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            if index.row() == here.row() and index.column() == here.column():
                focused = self._view.hasFocus() or self._view.viewport().hasFocus()
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(palette.accent if focused else palette.edge), 2))
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

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
                if move == _DOWN and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.fill is not None:
                    self._close_if(editor, self.fill(editor.text()))
                else:
                    back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and move == _DOWN
                    self._store(editor, *(_UP if back else move))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._bubble.hide()
        return super().eventFilter(editor, event)

    def _store(self, editor: QLineEdit, down: int, right: int) -> None:
        model = self._view.model()
        assert isinstance(model, ScorecardGrid)
        if self._close_if(editor, model.store_text(self._view.currentIndex(), editor.text())):
            self.stored.emit(down, right)

    def _close_if(self, editor: QLineEdit, message: str) -> bool:
        """Close the editor unless there is a message; then it stays open with that beside it."""
        if message:
            self._refuse(editor, message)
            return False
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self._view.setFocus()
        return True

    def _refuse(self, editor: QLineEdit, message: str) -> None:
        editor.setAccessibleDescription(message)
        _mark_refused(editor, "true")
        self._bubble.show_beside(editor, message)


def _mark_refused(editor: QLineEdit, refused: str) -> None:
    if editor.property("refused") != refused:
        editor.setProperty("refused", refused)
        editor.style().unpolish(editor)
        editor.style().polish(editor)
