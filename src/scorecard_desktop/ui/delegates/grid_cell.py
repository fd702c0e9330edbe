"""How the cells of a grid are typed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.widgets.bubble import Bubble, Tone
from scorecard_desktop.ui.widgets.frozen_table import FrozenTable

if TYPE_CHECKING:
    from scorecard_desktop.services.judging import Verdict

Index = QModelIndex | QPersistentModelIndex

_PAUSE = 350
"""Milliseconds without a key before what is typed is judged."""
_DOWN, _UP = (1, 0), (-1, 0)
_ARROWS = {
    Qt.Key.Key_Up: _UP,
    Qt.Key.Key_Down: _DOWN,
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_MOVES = {
    Qt.Key.Key_Return: _DOWN,
    Qt.Key.Key_Enter: _DOWN,
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}


class TypedGrid(Protocol):
    """A model whose cells are typed in."""

    def judge(self, index: Index, text: str) -> Verdict:
        """What would come of a text that is being typed."""
        ...

    def store_text(self, index: Index, text: str) -> str:
        """Store what was typed; the message that says why not, or nothing where it is stored."""
        ...


class GridCell(QStyledItemDelegate):
    """Keeps the editor open while what is typed is not understood, and says beside it what it would be.

    ``stored`` gives how far to move after a figure is stored: rows down, columns right.
    """

    stored = Signal(int, int)
    typing = Signal()
    """Something was typed into the open editor."""

    fill: Callable[[str], str] | None = None
    """What puts a text into every chosen cell; it gives the message that says why not, or nothing."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._bubble = Bubble(view)
        self._typed: tuple[QPersistentModelIndex, str, str] | None = None
        self._editor: QLineEdit | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._judge)

    @property
    def bubble(self) -> Bubble:
        """What is said beside a cell."""
        return self._bubble

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self._theme.row_height)

    # Typing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        held = self._held(index)
        editor = QLineEdit(held.viewport() if held is not None else parent)
        editor.setProperty("kind", "cell")
        editor.setFont(self._theme.font())
        editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        editor.textEdited.connect(self._bubble.hide)
        editor.textEdited.connect(lambda: _mark_refused(editor, "false"))
        editor.textEdited.connect(self._pause.start)
        editor.textEdited.connect(self.typing)
        self._editor = editor
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

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        self._bubble.hide()
        model.setData(index, editor.text())

    def _grid(self) -> TypedGrid:
        return cast("TypedGrid", self._view.model())

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._editor = None
        self._pause.stop()
        super().destroyEditor(editor, index)

    @Slot()
    def _judge(self) -> None:
        """Say beside the cell what would come of what is typed so far. It stops nobody."""
        editor = self._editor
        if editor is None or editor.property("refused") == "true":
            return
        verdict = self._grid().judge(self._view.currentIndex(), editor.text())
        doubts = [f"{finding.message} {finding.advice}" for finding in verdict.findings]
        said = " ".join(doubts) or verdict.says or verdict.refused
        editor.setAccessibleDescription(said)
        if said:
            self._bubble.show_beside(editor, said, Tone.DOUBT if doubts else Tone.HINT)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        held = self._held(index)
        editor.setGeometry(held.visualRect(index) if held is not None else option.rect)

    def _held(self, index: Index) -> QTableView | None:
        """The view over the table that shows a column held in sight; None for the other columns."""
        view = self._view
        return view.frozen_view if isinstance(view, FrozenTable) and view.holds(index.column()) else None

    def resume(self, index: QModelIndex, text: str, message: str) -> None:
        """Open the editor again on a text that was refused when the officer went elsewhere."""
        self._typed = (QPersistentModelIndex(index), text, message)
        self._view.setCurrentIndex(index)
        self._view.edit(index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, QLineEdit):
            move = self._move_of(event)
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

    def _move_of(self, event: QKeyEvent) -> tuple[int, int] | None:
        """How far a key that ends typing moves. Arrows do where a cell was typed over, and not after F2."""
        move = _MOVES.get(Qt.Key(event.key()))
        if move is None and isinstance(self._view, FrozenTable) and self._view.typed_over and not event.modifiers():
            return _ARROWS.get(Qt.Key(event.key()))
        return move

    def _store(self, editor: QLineEdit, down: int, right: int) -> None:
        if self._close_if(editor, self._grid().store_text(self._view.currentIndex(), editor.text())):
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
