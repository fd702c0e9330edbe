"""A picture with what it shows in a sentence, and the table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from scorecard_desktop.domain.pictures.picture import Picture
from scorecard_desktop.ui.models.listing import Listing
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.chart_box import table_fields
from scorecard_desktop.ui.views.page import label
from scorecard_desktop.ui.widgets.list_table import ListTable

if TYPE_CHECKING:
    from scorecard_desktop.ui.charts.picture_chart import PictureChart

_WORDS = 300
"""Pixels that the sentence beside the picture takes."""
_MINUS = "−\u2060£"
"""A minus sign after which no line ends."""
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
        beside = QWidget()
        beside.setFixedWidth(_WORDS)
        words = QVBoxLayout(beside)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(SPACE_2)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        for button in (self.toggle, self.copy):
            button.setProperty("kind", "quiet")
            buttons.addWidget(button)
        buttons.addStretch(1)
        for part in (self.sentence, self._read, self._small_print):
            words.addWidget(part)
        words.addStretch(1)
        words.addLayout(buttons)
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE_4, SPACE_3, SPACE_6, SPACE_3)
        across.setSpacing(SPACE_4)
        across.addWidget(self._stack, 1)
        across.addWidget(beside)

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
        self.sentence.setText(picture.sentence.replace("-£", _MINUS))
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
