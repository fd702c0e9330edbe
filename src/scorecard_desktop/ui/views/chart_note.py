"""The dialog in which an officer writes a note at a period of an indicator's charts."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.services.pictures.trend import notes_of
from scorecard_desktop.ui.scale import SPACE_3, SPACE_6
from scorecard_desktop.ui.views.page import label


class ChartNoteDialog(QDialog):
    """``written`` gives the period's code and the words; no words take the note away."""

    written = Signal(str, str)

    def __init__(self, book: Book, indicator: Indicator, period: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Note on the charts")
        self.setMinimumSize(QSize(480, 0))
        self._notes = notes_of(book, indicator)
        at = period_from_code(period)
        periods = {p for p in book.periods(indicator.scorecard) if p.kind is at.kind} | {at}
        self.period = QComboBox()
        self.period.setAccessibleName("Period")
        for one in sorted(periods, reverse=True):
            self.period.addItem(one.label, one.code)
        self.period.setCurrentIndex(self.period.findData(period))
        self.text = QLineEdit()
        self.text.setAccessibleName("Note")
        self.text.setPlaceholderText("What happened then, such as “New case system”")
        buttons = QDialogButtonBox()
        keep = buttons.addButton("Keep the note", QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setProperty("kind", "primary")
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.period.currentIndexChanged.connect(self._show_note)
        self.accepted.connect(lambda: self.written.emit(self.period.currentData(), self.text.text()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_3)
        layout.setSpacing(SPACE_3)
        layout.addWidget(label(indicator.title, "heading"))
        layout.addWidget(label("The note is drawn on the charts at its period. Empty it to take it away.", "meta"))
        for part in (self.period, self.text):
            layout.addWidget(part)
        layout.addWidget(buttons)
        self._show_note()
        self.text.setFocus()

    def _show_note(self) -> None:
        self.text.setText(self._notes.get(self.period.currentData(), ""))
