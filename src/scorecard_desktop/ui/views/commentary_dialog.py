"""Writing about a figure with room: the parts of a report card or narrative side by side."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from scorecard_desktop.domain.commentary import CommentaryPart, word_count
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.ui.scale import SPACE_1, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.views.room import give_room
from scorecard_desktop.ui.widgets.comment_box import WritingBox

_EACH = 48
_WIDEST = 154
"""Letters."""


class CommentaryDialog(QDialog):
    """``written`` gives the text of every part when the officer keeps them (Ctrl+Enter); Escape asks nothing away.

    What stands above the boxes is what is written about: the figure, its rating and why.
    """

    written = Signal(object)

    def __init__(self, row: RatedRow, texts: Mapping[CommentaryPart, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Commentary, {row.indicator.ref or row.indicator.name} {row.period.label}")
        give_room(self, min(_WIDEST, max(80, _EACH * len(texts))), 31)
        rated = f", {row.rating.rag.word.lower()}" if row.rating.rag is not Rag.NONE else ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_3)
        layout.setSpacing(SPACE_3)
        layout.addWidget(label(row.indicator.title, "section"))
        layout.addWidget(label(f"{row.period.label}: {row.text or 'no figure yet'}{rated}. {row.rating.proof}", "meta"))
        self.boxes: dict[CommentaryPart, WritingBox] = {}
        across = QHBoxLayout()
        across.setSpacing(SPACE_4)
        for part, text in texts.items():
            box = self.boxes[part] = WritingBox()
            box.setAccessibleName(part.heading)
            box.setPlainText(text)
            box.installEventFilter(self)
            box.textChanged.connect(self._count)
            column = QVBoxLayout()
            column.setSpacing(SPACE_1)
            column.addWidget(label(part.heading, "heading"))
            column.addWidget(box, 1)
            across.addLayout(column, 1)
        layout.addLayout(across, 1)
        self.count = label("", "meta")
        buttons = QDialogButtonBox()
        keep = buttons.addButton("Keep", QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setProperty("kind", "primary")
        keep.setToolTip("Ctrl+Enter")
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        foot.addWidget(buttons)
        layout.addLayout(foot)
        self.accepted.connect(lambda: self.written.emit(self.texts))
        self._count()
        next(iter(self.boxes.values())).setFocus()

    @property
    def texts(self) -> dict[CommentaryPart, str]:
        """What stands in the boxes."""
        return {part: box.toPlainText() for part, box in self.boxes.items()}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.accept()
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _count(self) -> None:
        counts = {part: word_count(box.toPlainText()) for part, box in self.boxes.items()}
        each = ", ".join(f"{part.heading.lower()} {count}" for part, count in counts.items())
        total = counted(sum(counts.values()), "word")
        self.count.setText(f"{total}: {each}" if len(counts) > 1 else total)
        for part, box in self.boxes.items():
            box.setAccessibleDescription(counted(counts[part], "word"))
