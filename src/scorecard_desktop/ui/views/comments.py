"""What officers write about a figure: a comment, and the parts of a report card where there are any."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from scorecard_desktop.domain.commentary import CommentaryPart
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.services import editing
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_1
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.comment_box import CommentBox


class Comments(QWidget):
    """A box for each part that has words, and always one for the comment. Stored when the officer leaves a box."""

    refused = Signal(str)

    def __init__(self, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._indicator = ""
        self._periods: dict[CommentaryPart, str] = {}
        self._headings: dict[CommentaryPart, QLabel] = {}
        self._boxes: dict[CommentaryPart, CommentBox] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        for part in CommentaryPart:
            heading, box = label(part.heading, "heading"), CommentBox()
            box.setAccessibleName(part.heading)
            box.setPlaceholderText("Write here; it is stored when you leave the box.")
            box.left.connect(lambda text, part=part: self._keep(part, text))
            self._headings[part], self._boxes[part] = heading, box
            layout.addWidget(heading)
            layout.addWidget(box)

    def box(self, part: CommentaryPart) -> CommentBox:
        """The box of one part."""
        return self._boxes[part]

    def show_row(self, row: RatedRow) -> None:
        """Show what is written about a figure."""
        self._indicator = row.indicator.id
        for part, box in self._boxes.items():
            own = [words for words in row.commentary if words.part is part]
            words = next((w for w in own if w.period == row.period.code), own[0] if own else None)
            self._periods[part] = words.period if words is not None else row.period.code
            shown = words is not None or part is CommentaryPart.COMMENT
            box.setReadOnly(self._store.read_only)
            box.show_text(words.text if words is not None else "")
            box.setVisible(shown)
            self._headings[part].setVisible(shown)

    def write(self) -> None:
        """Put the keyboard in the comment."""
        self._boxes[CommentaryPart.COMMENT].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def flush(self) -> None:
        """Store what is being written."""
        for box in self._boxes.values():
            box.flush()

    def _keep(self, part: CommentaryPart, text: str) -> None:
        period = self._periods.get(part)
        if period is None:
            return
        try:
            self._store.submit(editing.change_commentary(self._store.book, self._indicator, period, part, text))
        except Refusal as refusal:
            self.refused.emit(refusal.message)
