"""Asks when an indicator's figures are due: how often, and from when until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.due import Schedule
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import Period, PeriodKind
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.ui.scale import SPACE_3
from scorecard_desktop.ui.views.asking import Asking
from scorecard_desktop.ui.views.page import label

_NAMED = 6
"""How many periods ahead are named."""
_LOOKED_THROUGH = 24


class DueDialog(Asking):
    """How often figures are due and between which days, with the periods in which the next would be due."""

    decided = Signal(object, object, object)
    """The frequency, the first day and the last; None where there is no such day."""

    def __init__(self, book: Book, indicator: Indicator, period: Period, parent: QWidget) -> None:
        super().__init__("When figures are due", indicator.title, parent)
        self._book = book
        self._indicator = indicator
        self._period = period
        self.frequency = QComboBox()
        self.frequency.setAccessibleName("How often")
        for kind in PeriodKind:
            self.frequency.addItem(kind.adverb.capitalize(), kind)
        self.frequency.setCurrentIndex(self.frequency.findData(indicator.frequency))
        self.starts = self._day("First day", indicator.starts)
        self.ends = self._day("Last day", indicator.ends)
        self.means = label("", "meta")
        self.means.setMinimumHeight(self.means.fontMetrics().lineSpacing() * 3)
        self.frequency.currentIndexChanged.connect(self._say)
        form = QFormLayout()
        form.setSpacing(SPACE_3)
        form.addRow("&How often", self.frequency)
        form.addRow("&First day", self.starts)
        form.addRow("&Last day", self.ends)
        self.body.addWidget(label("Where no figure is due the cell is grey, and nobody is asked for one.", "meta"))
        self.body.addLayout(form)
        self.body.addWidget(self.means)
        self.keep = self.close_with("Keep")
        self.accepted.connect(self._decide)
        self._say()

    def _day(self, name: str, held: date | None) -> QLineEdit:
        box = QLineEdit("" if held is None else f"{held.day} {held:%b %Y}")
        box.setAccessibleName(name)
        box.setPlaceholderText("No such day; or type 1 Apr 2017, or a month")
        box.setClearButtonEnabled(True)
        box.textChanged.connect(self._say)
        return box

    @Slot()
    def _say(self) -> None:
        """What this comes to, or what cannot be understood."""
        trouble = self._trouble()
        self.keep.setEnabled(not trouble)
        self.means.setText(trouble or self._next())

    def _trouble(self) -> str:
        for box in (self.starts, self.ends):
            if box.text().strip() and _period(box.text()) is None:
                return f"“{box.text().strip()}” is not a day. Type one such as 1 Apr 2017, or a month such as Apr 2017."
        first, last = _first(self.starts.text()), _last(self.ends.text())
        if first is not None and last is not None and last < first:
            return "The last day is before the first."
        return ""

    def _schedule(self) -> Schedule:
        """When figures would be due."""
        chosen = replace(
            self._indicator,
            frequency=self.frequency.currentData(),
            starts=_first(self.starts.text()),
            ends=_last(self.ends.text()),
        )
        return Schedule(self._book, chosen)

    def _next(self) -> str:
        schedule, due, at = self._schedule(), [], self._period
        for _ in range(_LOOKED_THROUGH):
            if schedule.expects(at):
                due.append(at.label)
            at = at.next()
        if not due:
            return f"From {self._period.label} on, none is due: {schedule.why_not(self._period)}."
        more = " and so on" if len(due) > _NAMED else ""
        return f"Due from {self._period.label} on: {', '.join(due[:_NAMED])}{more}."

    @Slot()
    def _decide(self) -> None:
        self.decided.emit(self.frequency.currentData(), _first(self.starts.text()), _last(self.ends.text()))


def _period(text: str) -> Period | None:
    heading = read_label(text.strip())
    return heading.period if heading is not None and not heading.rest else None


def _first(text: str) -> date | None:
    """The first day of what was typed: of a month, the 1st."""
    period = _period(text)
    return period.start if period is not None else None


def _last(text: str) -> date | None:
    period = _period(text)
    return period.end if period is not None else None
