"""The trend of the panel: a chart, or the same figures as a table, and what the pointer is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.models.trend import Point, Trend
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.list_table import ListTable

if TYPE_CHECKING:
    from scorecard_desktop.ui.widgets.trend_chart import TrendChart

_HEIGHT = 210
_AT_FIRST = 300
"""Milliseconds: the page is painted before the charts' packages are loaded."""
_SOON = 40
"""Milliseconds: while an arrow key is held down, no chart is drawn for each cell on the way."""


def _rated(point: Point) -> Rag | None:
    return point.rag if point.rag is not Rag.NONE else None


class TrendBox(QWidget):
    """The chart is made when one is first shown, after the page has been painted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._trend = Trend()
        self._chart: TrendChart | None = None
        self._figures = Listing[Point](
            [
                Field("Period", lambda point: point.period.label, width=9),
                Field("Figure", lambda point: point.text, width=6, right=True),
                Field("Target", lambda point: point.target, width=6, right=True),
                Field("Rating", lambda point: point.rag.word, width=9, chip=_rated),
            ],
            self,
        )
        self.table = ListTable(theme, self._figures, "Figures of the trend")
        self._waiting = QWidget()
        self._stack = QStackedWidget()
        self._stack.setFixedHeight(_HEIGHT)
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self.table)
        self._read = label("", "meta")
        self.toggle = QPushButton("Show as table")
        self.toggle.setProperty("kind", "quiet")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._show_wanted)
        under = QHBoxLayout()
        under.addWidget(self._read, 1)
        under.addWidget(self.toggle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack)
        layout.addLayout(under)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AT_FIRST)
        self._soon.timeout.connect(self._draw)

    @property
    def chart(self) -> TrendChart | None:
        """The chart, once one has been drawn."""
        return self._chart

    @property
    def reading(self) -> str:
        """What is said about the point that the pointer or the arrow keys are on."""
        return self._read.text()

    def show_trend(self, trend: Trend) -> None:
        """Draw a trend, soon."""
        self._trend = trend
        self._figures.show(list(reversed(trend.points)))
        self._soon.start()

    @Slot()
    def _draw(self) -> None:
        drawable = bool(self._trend.points)
        self._stack.setVisible(drawable)
        self.toggle.setVisible(drawable)
        self._say("" if drawable else "There are no figures to draw yet.")
        if not drawable or not self.isVisible():
            return
        if self._chart is None:
            from scorecard_desktop.ui.widgets.trend_chart import TrendChart

            self._chart = TrendChart(self._theme)
            self._soon.setInterval(_SOON)
            self._chart.read.connect(self._say)
            self._stack.addWidget(self._chart)
            QWidget.setTabOrder(self._chart, self.table)
            QWidget.setTabOrder(self.table, self.toggle)
        self._chart.show_trend(self._trend)
        self._show_wanted()

    @Slot(str)
    def _say(self, words: str) -> None:
        self._read.setText(words)

    @Slot()
    def _show_wanted(self) -> None:
        as_table = self.toggle.isChecked()
        self.toggle.setText("Show as chart" if as_table else "Show as table")
        self._stack.setCurrentWidget(self.table if as_table else self._chart or self._waiting)
