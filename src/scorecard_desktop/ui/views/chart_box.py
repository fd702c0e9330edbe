"""The charts of the panel: trend, control chart, years and localities, each with its table and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.scale import SPACE_1, SPACE_2
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.flow import Flow
from scorecard_desktop.ui.widgets.list_table import ListTable

if TYPE_CHECKING:
    from scorecard_desktop.domain.pictures.areas import Areas
    from scorecard_desktop.domain.pictures.picture import Picture
    from scorecard_desktop.ui.charts.area_charts import AreaCharts
    from scorecard_desktop.ui.charts.picture_chart import PictureChart

_HEIGHT = 210
"""Pixels at the usual text size."""
_AT_FIRST = 300
"""Milliseconds: the page is painted before the charts' packages are loaded."""
_SOON = 200
"""Milliseconds: while an officer types, or holds an arrow key down, no chart is drawn for each cell on the way."""


class ChartKind(Enum):
    """Which chart is shown; the value is its tab."""

    TREND = "Trend"
    CONTROL = "Control"
    YEARS = "Years"
    AREAS = "Localities"


_KEY = "◆ improving   ■ of concern   ★ unusual   ● usual"
_RATINGS = {rag.word: rag for rag in Rag if rag is not Rag.NONE}


class ChartBox(QWidget):
    """The charts are made when one is first shown, after the page has been painted."""

    news = Signal(str)
    wants_note = Signal(str)
    """The code of the period at which the officer wants to write a note."""
    wants_period = Signal(str)
    """The code of the period that the officer wants to know all about."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._about: tuple[Ledger, Indicator, Period] | None = None
        self._pictures: tuple[Picture, ...] = ()
        self._pointed = ""
        self._wide = False
        self._chart: PictureChart | None = None
        self._areas: AreaCharts | None = None
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Charts")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for kind in ChartKind:
            self.tabs.addTab(kind.value)
        self.figures = Listing[Sequence[str]]([], self)
        self.table = ListTable(theme, self.figures, "Figures of the chart")
        self._waiting = QWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self.table)
        self._read = label("", "meta")
        self.sentence = label("", "body")
        self._small_print = label("", "meta")
        self._notes = label("", "meta")
        self.toggle = QPushButton("Show as table")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._show_wanted)
        self.copy = QPushButton("Copy")
        menu = QMenu(self.copy)
        self.copy_picture = menu.addAction("Copy as a picture")
        self.copy_table = menu.addAction("Copy as a table")
        self.copy_picture.triggered.connect(self._copy_picture)
        self.copy_table.triggered.connect(self._copy_table)
        self.copy.setMenu(menu)
        self.note = QPushButton("Note…")
        self.note.setToolTip("Write a note at a period of the chart (N)")
        self.note.clicked.connect(self._ask_note)
        self._laid_out()
        self._fit()
        theme.changed.connect(self._fit)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AT_FIRST)
        self._soon.timeout.connect(self._draw)
        self.tabs.currentChanged.connect(self._soon.start)

    def _laid_out(self) -> None:
        self._tools = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._tools.setSizePolicy(policy)
        tools = Flow(self._tools)
        tools.setSpacing(SPACE_1)
        for button in (self.toggle, self.copy, self.note):
            button.setProperty("kind", "quiet")
            tools.addWidget(button)
        self.copy.setProperty("menu", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addSpacing(SPACE_2)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._read)
        layout.addWidget(self._tools)
        for words in (self.sentence, self._notes, self._small_print):
            layout.addWidget(words)

    # What is shown

    @property
    def chart(self) -> PictureChart | None:
        """The chart, once one has been drawn."""
        return self._chart

    @property
    def areas(self) -> AreaCharts | None:
        """The charts of the localities, once they have been drawn."""
        return self._areas

    @property
    def reading(self) -> str:
        """What is said about the point that the pointer or the arrow keys are on."""
        return self._read.text()

    @property
    def kind(self) -> ChartKind:
        """Which chart is chosen."""
        return list(ChartKind)[max(0, self.tabs.currentIndex())]

    def take_focus(self) -> None:
        """Put the keyboard on the chart, or on the tabs while none has been drawn."""
        shown = self._stack.currentWidget()
        chart = shown is not None and shown is not self._waiting and not self._stack.isHidden()
        (shown if chart and shown is not None else self.tabs).setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, kind: ChartKind) -> None:
        """Choose a chart, where there is one of that kind."""
        at = list(ChartKind).index(kind)
        if self.tabs.isTabVisible(at):
            self.tabs.setCurrentIndex(at)

    def show_indicator(self, ledger: Ledger, indicator: Indicator, period: Period) -> None:
        """Draw an indicator's charts, as they stand at a period, soon."""
        self._about = (ledger, indicator, period)
        self._pointed = ""
        self._soon.start()

    def hold_on(self) -> None:
        """Draw what is still to be drawn later: the keys do not rest."""
        if self._soon.isActive():
            self._soon.start()

    def grow(self, *, wide: bool) -> None:
        """Take all the height that there is, or the panel's own."""
        self._wide = wide
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """The charts of many localities are higher than one chart, and are never squeezed."""
        policy = QSizePolicy.Policy.Expanding if self._wide else QSizePolicy.Policy.Fixed
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, policy)
        shown = self._stack.currentWidget()
        least = self._theme.pixels(_HEIGHT)
        if self._areas is not None and shown is self._areas:
            least = max(least, self._areas.height_at(self.width()))
        self._stack.setMinimumHeight(least)
        self._stack.setMaximumHeight(16_777_215 if self._wide else least)

    @Slot()
    def _draw(self) -> None:
        if self._about is None or not self.isVisible():
            return
        self._offer_kinds()
        self._pictures, title = self._made(), self._about[1].title
        shown = [picture for picture in self._pictures if picture.drawable]
        for part in (self._stack, self._tools):
            part.setVisible(bool(shown))
        self._say("")
        columns, rows, sentence, small_print = self._words()
        self.sentence.setText(sentence if shown else "There are no figures to draw yet.")
        self._small_print.setText(small_print)
        self._small_print.setVisible(bool(small_print and shown))
        self._show_notes()
        if not shown:
            return
        self.figures.show_columns(table_fields(columns))
        self.figures.show(rows)
        if self.kind is ChartKind.AREAS:
            self._area_charts().show_pictures(title, self._pictures, sentence)
        else:
            self._picture_chart().show_picture(self._pictures[0])
        self._show_wanted()

    def _offer_kinds(self) -> None:
        """Tabs of charts for which there is something to draw; the trend always has one."""
        from scorecard_desktop.domain.pictures.years import year_picture

        assert self._about is not None  # the caller has seen to it
        ledger, indicator, period = self._about
        there = {
            ChartKind.YEARS: year_picture(ledger, indicator, period.kind).drawable,
            ChartKind.AREAS: bool(self._of_areas().pictures),
        }
        self.tabs.blockSignals(True)
        for at, kind in enumerate(ChartKind):
            self.tabs.setTabVisible(at, there.get(kind, True))
        if not self.tabs.isTabVisible(self.tabs.currentIndex()):
            self.tabs.setCurrentIndex(0)
        self.tabs.blockSignals(False)

    def _made(self) -> tuple[Picture, ...]:
        from scorecard_desktop.domain.pictures.control import control_picture
        from scorecard_desktop.domain.pictures.trend import trend_picture
        from scorecard_desktop.domain.pictures.years import year_picture

        assert self._about is not None  # the caller has seen to it
        ledger, indicator, period = self._about
        if self.kind is ChartKind.AREAS:
            return self._of_areas().pictures
        if self.kind is ChartKind.CONTROL:
            return (control_picture(ledger.book, indicator, period),)
        make = year_picture if self.kind is ChartKind.YEARS else trend_picture
        return (make(ledger, indicator, period.kind),)

    def _of_areas(self) -> Areas:
        from scorecard_desktop.domain.pictures.areas import area_pictures

        assert self._about is not None  # the callers have seen to it
        ledger, indicator, period = self._about
        return area_pictures(ledger.book, indicator, period.kind)

    def _words(self) -> tuple[Sequence[str], Sequence[Sequence[str]], str, str]:
        """The columns and rows of the table, the sentence and the small print of what is drawn."""
        if self.kind is ChartKind.AREAS:
            found = self._of_areas()
            return found.columns, found.rows, found.sentence, found.small_print
        picture = self._pictures[0]
        key = f"{_KEY}\n" if self.kind is ChartKind.CONTROL and picture.drawable else ""
        return picture.columns, picture.rows, picture.sentence, f"{key}{picture.small_print}"

    def _show_notes(self) -> None:
        notes = self._pictures[0].notes if self._pictures else ()
        headings = self._pictures[0].headings if self._pictures else ()
        self._notes.setText("\n".join(f"{n}  {headings[note.at]}: {note.text}" for n, note in enumerate(notes, 1)))
        self._notes.setVisible(bool(notes))

    def _picture_chart(self) -> PictureChart:
        if self._chart is None:
            from scorecard_desktop.ui.charts.picture_chart import PictureChart

            self._chart = PictureChart(self._theme)
            self._soon.setInterval(_SOON)
            self._chart.read.connect(self._say)
            self._chart.pointed.connect(self._note_pointed)
            self._chart.wants_note.connect(self._ask_note)
            self._chart.opened.connect(self.wants_period)
            self._chart.wants_copy.connect(self._copy_picture)
            self._take_in(self._chart)
        return self._chart

    def _area_charts(self) -> AreaCharts:
        if self._areas is None:
            from scorecard_desktop.ui.charts.area_charts import AreaCharts

            self._areas = AreaCharts(self._theme)
            self._areas.read.connect(self._say)
            self._take_in(self._areas)
        return self._areas

    def _take_in(self, chart: QWidget) -> None:
        self._stack.addWidget(chart)
        QWidget.setTabOrder(self.tabs, chart)
        QWidget.setTabOrder(chart, self.table)
        QWidget.setTabOrder(self.table, self.toggle)

    @Slot(str)
    def _say(self, words: str) -> None:
        self._read.setText(words or " ")

    @Slot(str)
    def _note_pointed(self, code: str) -> None:
        self._pointed = code

    @Slot()
    def _show_wanted(self) -> None:
        as_table = self.toggle.isChecked()
        self.toggle.setText("Show as chart" if as_table else "Show as table")
        chart: QWidget | None = self._areas if self.kind is ChartKind.AREAS else self._chart
        self._stack.setCurrentWidget(self.table if as_table else chart or self._waiting)
        self._fit()

    # Copies and notes

    @Slot()
    def _copy_picture(self) -> None:
        from scorecard_desktop.ui.charts.copying import chart_image

        if self._about is None or not self._pictures:
            return
        _, _, sentence, small_print = self._words()
        title = f"{self._about[1].title}: {self.kind.value.lower()}"
        QApplication.clipboard().setImage(chart_image(self._theme, self._pictures, title, sentence, small_print))
        self.news.emit("The chart is on the clipboard as a picture")

    @Slot()
    def _copy_table(self) -> None:
        from scorecard_desktop.ui.charts.copying import table_data

        if self._about is None or not self._pictures:
            return
        columns, rows, _, _ = self._words()
        QApplication.clipboard().setMimeData(table_data(columns, rows, self._about[1].title))
        self.news.emit("The chart is on the clipboard as a table")

    @Slot()
    def _ask_note(self) -> None:
        if self._about is not None:
            self.wants_note.emit(self._pointed or self._about[2].code)


def table_fields(columns: Sequence[str]) -> list[Field[Sequence[str]]]:
    """The columns of a chart's table: the period's and what a point tells take their room, figures stand right."""
    last = len(columns) - 1

    def field(at: int, heading: str) -> Field[Sequence[str]]:
        elastic = at == 0 or (at == last and len(columns) > 4)
        return Field(
            heading,
            lambda row: row[at],
            width=0 if elastic else max(9, len(heading) + 2),
            right=0 < at < last,
            wrap=at == last,
            chip=lambda row: _RATINGS.get(row[at]),
        )

    return [field(at, heading) for at, heading in enumerate(columns)]
