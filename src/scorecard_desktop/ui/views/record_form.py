"""A form for one record of a register, made from the fields that its kind takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from scorecard_desktop.domain.entry_fields import EntryField, EntryKind
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.ui.scale import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.comment_box import WritingBox

_NARROW = (EntryKind.CHOICE, EntryKind.DATE, EntryKind.WHOLE)
_NEEDED = "Must be filled in."
_LINES = 4
_FEW, _ROOMY = 6, 90

Says = Callable[[Mapping[str, str]], str]


class RecordForm(Asking):
    """Boxes for the fields of a record; ``keep`` makes the change when the officer keeps them.

    Where ``keep`` refuses, the form stays open, says why, and goes to the box. ``says`` tells while they are typed what
    they come to.
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[EntryField],
        texts: Mapping[str, str],
        keep: Callable[[Mapping[str, str]], None],
        parent: QWidget,
        says: Says | None = None,
    ) -> None:
        super().__init__(title, title, parent)
        self._keep = keep
        self._says = says
        self.boxes: dict[str, QWidget] = {}
        self._fields = {field.column: field for field in fields}
        inside = QWidget()
        if len(fields) > _FEW:
            self.letters = _ROOMY
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_4)
        self._grid.setVerticalSpacing(SPACE_3)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._place(fields, texts)
        self.body.addWidget(inside)
        self.body.addStretch(1)
        self.comes_to = label("", "meta")
        self.comes_to.setVisible(says is not None)
        self.foot.addWidget(self.comes_to)
        self.trouble = label("", "error")
        self.trouble.setVisible(False)
        self.foot.addWidget(self.trouble)
        self.close_with("Keep").setToolTip("Ctrl+Enter")
        self._say()
        next(iter(self.boxes.values())).setFocus()

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the boxes, by column."""
        return {column: self._text(box) for column, box in self.boxes.items()}

    def accept(self) -> None:
        """Keep what was typed; stay where it is refused."""
        try:
            self._keep(self.texts)
        except Refusal as refusal:
            self._refuse(refusal.message)
            return
        super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.accept()
                return True
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.sheet.ensureWidgetVisible(watched, 0, SPACE_4)
        return super().eventFilter(watched, event)

    def _place(self, fields: Sequence[EntryField], texts: Mapping[str, str]) -> None:
        """Two narrow fields side by side, and each wide one across."""
        row, column = 0, 0
        for field in fields:
            narrow = field.kind in _NARROW
            if not narrow and column == 1:
                row, column = row + 1, 0
            cell = self._cell(field, texts.get(field.column, ""))
            self._grid.addLayout(cell, row, column, 1, 1 if narrow else 2)
            if narrow and column == 0:
                column = 1
            else:
                row, column = row + 1, 0

    def _cell(self, field: EntryField, text: str) -> QVBoxLayout:
        box = self._box(field, text)
        box.setAccessibleName(field.label)
        box.setAccessibleDescription(" ".join(part for part in (field.help, _NEEDED if field.required else "") if part))
        box.installEventFilter(self)
        self.boxes[field.column] = box
        heading = label(field.label, "heading", wrap=False)
        heading.setBuddy(box)
        cell = QVBoxLayout()
        cell.setSpacing(SPACE_1)
        top = QHBoxLayout()
        top.setSpacing(SPACE_2)
        top.addWidget(heading)
        if field.required:
            top.addWidget(label("must be filled in", "meta", wrap=False))
        top.addStretch(1)
        cell.addLayout(top)
        if field.help:
            cell.addWidget(label(field.help, "meta"))
        cell.addWidget(box)
        cell.addStretch(1)
        return cell

    def _box(self, field: EntryField, text: str) -> QWidget:
        if field.kind is EntryKind.CHOICE:
            combo = QComboBox()
            for _, word in field.choices:
                combo.addItem(word)
            combo.setCurrentIndex(max(0, combo.findText(text)))
            combo.currentIndexChanged.connect(self._say)
            return combo
        if field.kind is EntryKind.WORDS:
            words = WritingBox()
            words.setPlainText(text)
            words.setFixedHeight(words.fontMetrics().lineSpacing() * _LINES + SPACE_4)
            words.textChanged.connect(self._say)
            return words
        line = QLineEdit(text)
        line.setCursorPosition(0)
        if field.kind is EntryKind.DATE:
            line.setPlaceholderText("31 March 2019")
            line.setClearButtonEnabled(True)
        line.textChanged.connect(self._say)
        return line

    @staticmethod
    def _text(box: QWidget) -> str:
        if isinstance(box, QComboBox):
            return box.currentText()
        if isinstance(box, WritingBox):
            return box.toPlainText()
        assert isinstance(box, QLineEdit)
        return box.text()

    @Slot()
    def _say(self) -> None:
        self.trouble.setVisible(False)
        if self._says is not None:
            self.comes_to.setText(self._says(self.texts))

    def _refuse(self, message: str) -> None:
        self.trouble.setText(f"■  {message}")
        self.trouble.setVisible(True)
        named = message.partition(":")[0]
        found = next((c for c, field in self._fields.items() if field.label == named), None)
        if found is not None:
            self.boxes[found].setFocus(Qt.FocusReason.OtherFocusReason)
