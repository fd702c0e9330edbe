"""Words that officers write beside a figure, stored when they leave the box."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_LEAST, _MOST = 2, 17
"""Lines."""


_BULLETS = ("- ", "• ")


class WritingBox(QPlainTextEdit):
    """Lines of words. A list goes on with Enter, and ends with Enter on an empty item; Tab leaves the box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and not self.isReadOnly():
            cursor = self.textCursor()
            line = cursor.block().text()
            bullet = next((bullet for bullet in _BULLETS if line.startswith(bullet)), "")
            if bullet and line.strip() == bullet.strip():
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                cursor.removeSelectedText()
                cursor.insertBlock()
                return
            if bullet and cursor.positionInBlock() >= len(bullet):
                cursor.insertText(f"\n{bullet}")
                self.ensureCursorVisible()
                return
        super().keyPressEvent(event)


class CommentBox(WritingBox):
    """``left`` gives the text when the officer leaves the box or presses Ctrl+Enter, where it has been changed."""

    left = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = ""
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show what is stored, unless the officer is in the middle of writing something else."""
        if text == self._stored and self.toPlainText() != text and self.hasFocus():
            return
        self._stored = text
        if self.toPlainText() != text:
            self.setPlainText(text)

    def flush(self) -> None:
        """Store what has been written so far."""
        text = self.toPlainText()
        if text != self._stored and not self.isReadOnly():
            self._stored = text
            self.left.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.flush()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():  # other breaks of lines need another height
            self._fit()

    def _fit(self) -> None:
        lines = max(_LEAST, min(_MOST, int(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 20)
