"""Asks from which period to which a scorecard is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from scorecard_desktop.domain.period import Period
from scorecard_desktop.ui.models.arrangement import Range
from scorecard_desktop.ui.scale import SPACE_3
from scorecard_desktop.ui.views.asking import Asking


class RangeDialog(Asking):
    """Two lists of the scorecard's periods; the last is never before the first."""

    chosen = Signal(object)

    def __init__(self, periods: Sequence[Period], now: Sequence[Period], parent: QWidget) -> None:
        super().__init__("Periods shown", "Which periods have a column", parent)
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
        self.accepted.connect(self._choose)
        self.body.addLayout(form)
        self.close_with("Show these")

    def _choose(self) -> None:
        self.chosen.emit(Range(self.first.currentData(), self.last.currentData()))
