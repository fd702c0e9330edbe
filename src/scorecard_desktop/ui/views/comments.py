"""What officers write about a figure: a comment, the parts of a report card or a narrative, and a note."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.commentary import Commentary, CommentaryPart, Shape, word_count
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.rated import RatedRow
from scorecard_desktop.domain.refusal import Refusal
from scorecard_desktop.domain.settings import COMMENTARY_SHAPE, value_of
from scorecard_desktop.services import editing
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_1, SPACE_2
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.widgets.comment_box import CommentBox

_WRITE_HERE = "Write here; it is stored when you leave the box."


def shape_of(book: Book, indicator: Indicator) -> Shape:
    """In which parts an indicator's commentary is written: as is set, else as it has been so far."""
    chosen = value_of(book, COMMENTARY_SHAPE, indicator)
    if chosen is not None:
        return chosen
    used = {said.part for said in book.of(Commentary, indicator.id)}
    return next((shape for shape in reversed(Shape) if used.intersection(shape.parts)), Shape.COMMENT)


class Comments(QWidget):
    """A box for each part of the shape, and for any other that has words. Stored when the officer leaves a box."""

    refused = Signal(str)

    def __init__(self, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._row: RatedRow | None = None
        self._periods: dict[CommentaryPart, str] = {}
        self._parts: dict[CommentaryPart, _Part] = {}
        self.shape = QComboBox()
        self.shape.setAccessibleName("Commentary is written as")
        self.shape.setToolTip("How this scorecard’s commentary is written")
        self.shape.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.shape.setMinimumContentsLength(10)
        for shape in Shape:
            self.shape.addItem(shape.words, shape)
        self.larger = QPushButton("Write larger…")
        self.larger.setToolTip("The parts side by side in a window (Ctrl+Shift+M)")
        self.larger.setProperty("kind", "quiet")
        self.note = _Part("Note", "A note kept with this figure; press Shift+F2 to come here.")
        head = QHBoxLayout()
        head.setSpacing(SPACE_2)
        head.addWidget(label("Commentary", "heading", wrap=False), 1)
        head.addWidget(self.shape)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        layout.addLayout(head)
        for part in CommentaryPart:
            self._parts[part] = made = _Part(part.heading, _WRITE_HERE)
            made.box.left.connect(partial(self._keep, part))
            layout.addWidget(made)
        layout.addWidget(self.larger, 0, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.note)
        self.note.box.left.connect(self._keep_note)
        self.shape.activated.connect(self._reshape)
        self.larger.clicked.connect(self.write_large)

    def box(self, part: CommentaryPart) -> CommentBox:
        """The box of one part."""
        return self._parts[part].box

    def show_row(self, row: RatedRow) -> None:
        """Show what is written about a figure."""
        self._row = row
        shape = shape_of(self._store.book, row.indicator)
        self.shape.setCurrentIndex(list(Shape).index(shape))
        self.shape.setEnabled(not self._store.read_only)
        self.larger.setVisible(not self._store.read_only)
        for part, shown in self._parts.items():
            own = [words for words in row.commentary if words.part is part]
            words = next((w for w in own if w.period == row.period.code), own[0] if own else None)
            self._periods[part] = words.period if words is not None else row.period.code
            shown.box.setReadOnly(self._store.read_only)
            shown.box.show_text(words.text if words is not None else "")
            shown.setVisible(part in shape.parts or words is not None)
        self._show_note(row)

    def _show_note(self, row: RatedRow) -> None:
        held = row.observation if row.derived is None else None
        has_figure = held is not None and (held.value is not None or held.symbol is not None)
        self.note.setVisible(has_figure)
        self.note.box.setReadOnly(self._store.read_only)
        self.note.box.show_text(held.note if held is not None and has_figure else "")

    @property
    def text_of(self) -> dict[CommentaryPart, str]:
        """What stands in the boxes that are shown."""
        return {part: shown.box.toPlainText() for part, shown in self._parts.items() if not shown.isHidden()}

    def write(self) -> None:
        """Put the keyboard in the first box."""
        first = next((shown for shown in self._parts.values() if not shown.isHidden()), None)
        self._go_to(first)

    def write_note(self) -> None:
        """Put the keyboard in the note of the figure."""
        if self.note.isHidden():
            self.refused.emit("There is no figure here yet to keep a note with.")
        else:
            self._go_to(self.note)

    @Slot()
    def write_large(self) -> None:
        """Write the parts of the shape side by side."""
        from scorecard_desktop.ui.views.commentary_dialog import CommentaryDialog

        row = self._row
        if row is None or self._store.read_only:
            return
        self.flush()
        dialog = CommentaryDialog(row, self.text_of, self.window())
        dialog.written.connect(partial(self._keep_all, row))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def flush(self) -> None:
        """Store what is being written."""
        for shown in (*self._parts.values(), self.note):
            shown.box.flush()

    def _go_to(self, part: _Part | None) -> None:
        if part is None:
            return
        part.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(part)

    def _keep(self, part: CommentaryPart, text: str) -> None:
        row, period = self._row, self._periods.get(part)
        if row is not None and period is not None:
            self._submit(lambda: editing.change_commentary(self._store.book, row.indicator.id, period, part, text))

    def _keep_all(self, row: RatedRow, texts: dict[CommentaryPart, str]) -> None:
        # each part keeps the period that it was written for
        periods: Collection[str] = {self._periods.get(part, row.period.code) for part in texts}
        for period in periods:
            own = {part: text for part, text in texts.items() if self._periods.get(part, row.period.code) == period}
            self._submit(partial(editing.change_commentaries, self._store.book, row.indicator.id, period, own))

    def _keep_note(self, text: str) -> None:
        row = self._row
        if row is not None:
            self._submit(lambda: editing.change_note(self._store.book, row.indicator.id, row.period.code, text))

    @Slot()
    def _reshape(self) -> None:
        row = self._row
        if row is not None:
            shape = self.shape.currentData()
            self._submit(lambda: editing.change_shape(self._store.book, row.indicator.scorecard, shape))

    def _submit(self, make: Callable[[], ChangeSet]) -> None:
        try:
            self._store.submit(make())
        except Refusal as refusal:
            self.refused.emit(refusal.message)


class _Part(QWidget):
    """A heading, how many words there are, and the box."""

    def __init__(self, heading: str, hint: str) -> None:
        super().__init__()
        self.heading = label(heading, "heading", wrap=False)
        self.count = QLabel()
        self.count.setProperty("kind", "meta")
        self.box = CommentBox()
        self.box.setAccessibleName(heading)
        self.box.setPlaceholderText(hint)
        across = QHBoxLayout()
        across.setSpacing(SPACE_2)
        across.addWidget(self.heading, 1)
        across.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, SPACE_1)
        layout.setSpacing(SPACE_1)
        layout.addLayout(across)
        layout.addWidget(self.box)
        self.box.textChanged.connect(self._count)

    @Slot()
    def _count(self) -> None:
        words = word_count(self.box.toPlainText())
        self.count.setText(counted(words, "word") if words else "")
        self.box.setAccessibleDescription(counted(words, "word"))
