"""Asks from which period to which a scorecard is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from scorecard_desktop.domain.period import Period
from scorecard_desktop.ui.models.arrangement import Range
from scorecard_desktop.ui.scale import SPACE_3, SPACE_6


class RangeDialog(QDialog):
    """Two lists of the scorecard's periods; the last is never before the first."""

    chosen = Signal(object)

    def __init__(self, periods: Sequence[Period], now: Sequence[Period], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Periods shown")
        self.first, self.last = QComboBox(), QComboBox()
        for box, name, at in ((self.first, "From", 0), (self.last, "To", -1)):
            box.setAccessibleName(name)
            for period in periods:
                box.addItem(period.label, period.code)
            if now:
                box.setCurrentIndex(box.findData(now[at].code))
        self.first.currentIndexChanged.connect(lambda at: self.last.setCurrentIndex(max(at, self.last.currentIndex())))
        self.last.currentIndexChanged.connect(lambda at: self.first.setCurrentIndex(min(at, self.first.currentIndex())))
        form = QFormLayout()
        form.setSpacing(SPACE_3)
        form.addRow("&From", self.first)
        form.addRow("&To", self.last)
        buttons = QDialogButtonBox()
        show = buttons.addButton("Show these", QDialogButtonBox.ButtonRole.AcceptRole)
        show.setProperty("kind", "primary")
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_3)
        layout.setSpacing(SPACE_6)
        layout.addLayout(form)
        layout.addWidget(buttons)

    def _choose(self) -> None:
        self.chosen.emit(Range(self.first.currentData(), self.last.currentData()))
