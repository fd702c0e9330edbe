"""A picture with what it shows in a sentence, and the table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.domain.pictures.picture import Picture
from scorecard_desktop.ui.models.listing import Listing
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.chart_box import table_fields
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.flow import FlowRow
from scorecard_desktop.ui.widgets.list_table import ListTable

if TYPE_CHECKING:
    from scorecard_desktop.ui.charts.picture_chart import PictureChart

_WORDS = 300
"""Pixels that the sentence beside the picture takes, at the usual text size."""
_MOST = 0.45
"""Of the box's width, how much of it the words may take, however large the text is."""
_SIGNS = (("-£", "−\u2060£"), ("+£", "+\u2060£"))
"""Signs after which no line ends."""
_SOON = 30
"""Milliseconds: while an arrow key is held down, no chart is drawn for each line on the way."""


class PictureBox(QWidget):
    """The chart is made when it is first seen; what it shows stands beside it and can be copied as a table."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = Picture("", "", "")
        self._chart: PictureChart | None = None
        self.figures = Listing[Sequence[str]]([], self)
        self.table = ListTable(theme, self.figures, "Figures of the chart")
        self._nothing = label("", "meta")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.table)
        self.sentence = label("", "body")
        self._small_print = label("", "meta")
        self._read = label(" ", "meta")
        self.toggle = QPushButton("Show as table")
        self.toggle.setCheckable(True)
        self.copy = QPushButton("Copy table")
        self.toggle.toggled.connect(self._show_wanted)
        self.copy.clicked.connect(self._copy)
        self._laid_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._draw)

    def _laid_out(self) -> None:
        inside = QWidget()
        words = QVBoxLayout(inside)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(SPACE_2)
        tools = FlowRow()
        for button in (self.toggle, self.copy):
            button.setProperty("kind", "quiet")
            tools.flow.addWidget(button)
        for part in (self.sentence, self._read, self._small_print, tools):
            words.addWidget(part)
        words.addStretch(1)
        self._beside = QScrollArea()
        self._beside.setFrameShape(QFrame.Shape.NoFrame)
        self._beside.setWidgetResizable(True)
        self._beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._beside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._beside.setAccessibleName("What the chart shows")
        self._beside.setWidget(inside)
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE_4, SPACE_3, SPACE_6, SPACE_3)
        across.setSpacing(SPACE_4)
        across.addWidget(self._stack, 1)
        across.addWidget(self._beside)
        self._theme.changed.connect(self._make_room)
        self._make_room()

    @Slot()
    def _make_room(self) -> None:
        wanted, most = self._theme.pixels(_WORDS), round(self.width() * _MOST)
        self._beside.setFixedWidth(min(wanted, most) if most > 0 else wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    @property
    def chart(self) -> PictureChart | None:
        """The chart, once one has been drawn."""
        return self._chart

    @property
    def picture(self) -> Picture:
        """What is shown."""
        return self._picture

    def show_picture(self, picture: Picture) -> None:
        """Show a picture, drawn as soon as it can be seen."""
        self._picture = picture
        sentence = picture.sentence
        for written, shown in _SIGNS:
            sentence = sentence.replace(written, shown)
        self.sentence.setText(sentence)
        self._small_print.setText(picture.small_print)
        self.figures.show_columns(table_fields(picture.columns))
        self.figures.show(picture.rows)
        self.table.setAccessibleName(f"{picture.kind}, {picture.title}, as a table")
        self.toggle.setEnabled(picture.drawable)
        self.copy.setEnabled(bool(picture.rows))
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    @Slot()
    def _draw(self) -> None:
        if not self.isVisible():
            return
        if self._picture.drawable:
            if self._chart is None:
                from scorecard_desktop.ui.charts.picture_chart import PictureChart

                self._chart = PictureChart(self._theme)
                self._chart.setMinimumHeight(120)
                self._chart.read.connect(self._say)
                self._chart.wants_copy.connect(self._copy)
                self._stack.addWidget(self._chart)
                QWidget.setTabOrder(self._chart, self.toggle)
            self._show_wanted()
            self._chart.show_picture(self._picture)  # once it has its height: names find room by it
        else:
            self._show_wanted()

    @Slot()
    def _show_wanted(self) -> None:
        as_table = self.toggle.isChecked()
        self.toggle.setText("Show as chart" if as_table else "Show as table")
        shown: QWidget = self.table if as_table else self._chart or self._nothing
        self._stack.setCurrentWidget(shown if self._picture.drawable else self._nothing)

    @Slot(str)
    def _say(self, words: str) -> None:
        self._read.setText(words or " ")

    @Slot()
    def _copy(self) -> None:
        from scorecard_desktop.ui.charts.copying import table_data

        QApplication.clipboard().setMimeData(table_data(self._picture.columns, self._picture.rows, self._picture.title))
