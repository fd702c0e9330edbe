"""The dialog in which an officer writes a note at a period of an indicator's charts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.pictures.trend import notes_of
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.views.page import label


class ChartNoteDialog(Asking):
    """``written`` gives the period's code and the words; no words take the note away."""

    written = Signal(str, str)

    def __init__(self, book: Book, indicator: Indicator, period: str, parent: QWidget) -> None:
        super().__init__("Note on the charts", indicator.title, parent)
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
        self.period.currentIndexChanged.connect(self._show_note)
        self.accepted.connect(lambda: self.written.emit(self.period.currentData(), self.text.text()))
        self.body.addWidget(label("The note is drawn on the charts at its period. Empty it to take it away.", "meta"))
        for part in (self.period, self.text):
            self.body.addWidget(part)
        self.close_with("Keep the note")
        self._show_note()
        self.text.setFocus()

    def _show_note(self) -> None:
        self.text.setText(self._notes.get(self.period.currentData(), ""))
