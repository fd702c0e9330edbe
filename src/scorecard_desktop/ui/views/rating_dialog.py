"""Asks for an officer's own rating of a figure or of the forecast for its year, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFormLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import RatedRow, figure_text
from scorecard_desktop.domain.rating import Override, Rating, RatingOf
from scorecard_desktop.services.overriding import new_override
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.views.page import label


class RatingDialog(Asking):
    """Sets a rating with a reason, or takes one that was set back. The computed one stays in sight."""

    decided = Signal(object)
    """The Override to keep."""
    taken_back = Signal(object, str)
    """The Override to take back, and why; no reason is asked for."""

    def __init__(self, row: RatedRow, who: str, parent: QWidget) -> None:
        super().__init__("Set a rating", row.indicator.title, parent)
        self._row = row
        self._who = who
        self.current = QRadioButton(f"{row.period.label}: {row.text or row.presence.value}")
        forecast = row.forecast.observation
        shown = figure_text(forecast, row.indicator)
        self.forecast = QRadioButton(f"Forecast for {row.forecast.year.label}: {shown}")
        self.forecast.setVisible(forecast is not None)
        self.current.setChecked(True)
        which = QButtonGroup(self)
        for choice in (self.current, self.forecast):
            which.addButton(choice)
        self.why = label("")
        self.rag = QComboBox()
        self.rag.setAccessibleName("Rating")
        for rag in Rag:
            self.rag.addItem(f"{rag.word} {rag.shape}", rag)  # the word first, so that typing its letter finds it
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Reason")
        self.reason.setPlaceholderText("Why; it is shown with the rating, with your name and the date")
        self.reason.textChanged.connect(self._enable)
        which.buttonClicked.connect(self._show)
        form = QFormLayout()
        form.setSpacing(SPACE_3)
        form.addRow("&Rating", self.rag)
        form.addRow("R&eason", self.reason)
        choices = QVBoxLayout()
        choices.setSpacing(SPACE_2)
        choices.addWidget(self.current)
        choices.addWidget(self.forecast)
        self.body.addLayout(choices)
        self.body.addWidget(self.why)
        self.body.addLayout(form)
        self.set_it = self.close_with("Set rating")
        self.take_back = self.offer("Back to the computed one")
        self.take_back.clicked.connect(self._take_back)
        self.accepted.connect(self._set)
        self._show()
        self.rag.setFocus()

    @property
    def _rating(self) -> Rating:
        return self._row.forecast.rating if self.forecast.isChecked() else self._row.rating

    @Slot()
    def _show(self) -> None:
        """What is computed and what is set, of the rating that is chosen."""
        rating, held = self._rating, self._rating.override
        said = rating.proof if held is not None else f"Computed, {rating.rag.word.lower()}: {rating.proof}"
        self.why.setText(said)
        self.rag.setCurrentIndex(self.rag.findData(rating.rag))
        self.reason.setText(held.reason if held is not None else "")
        self.reason.setCursorPosition(0)
        self.take_back.setVisible(held is not None)
        self._enable()
        self.fit()

    @Slot()
    def _enable(self) -> None:
        self.set_it.setEnabled(bool(self.reason.text().strip()))

    def _override(self) -> Override:
        forecast = self.forecast.isChecked()
        return new_override(
            self._row.indicator.id,
            (self._row.forecast.year if forecast else self._row.period).code,
            RatingOf.FORECAST if forecast else RatingOf.CURRENT,
            self.rag.currentData(),
            self.reason.text(),
            self._who,
        )

    @Slot()
    def _set(self) -> None:
        self.decided.emit(self._override())

    @Slot()
    def _take_back(self) -> None:
        held = self._rating.override
        reason = self.reason.text().strip()
        if held is not None:
            self.taken_back.emit(held, "" if reason == held.reason else reason)
        self.reject()
