"""Chooses from files of published figures: which column is a benchmark of which indicator, and whose figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.profile import BenchmarkChoice, Profile
from scorecard_desktop.services.benchmarks import NEIGHBOURS
from scorecard_desktop.services.published import PublishedColumn, PublishedFile
from scorecard_desktop.ui.models.benchmark_places import BenchmarkPlaces
from scorecard_desktop.ui.models.listing import Field, Listing
from scorecard_desktop.ui.scale import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.page import counted, label
from scorecard_desktop.ui.widgets.find_box import FindBox
from scorecard_desktop.ui.widgets.list_table import ListTable
from scorecard_desktop.ui.widgets.searched_box import SearchedBox

_FORM_HEIGHT = 420
_EACH, _MEAN = "Each a benchmark of its own", "Their mean, as one benchmark"


class _PlaceTable(ListTable):
    """Space ticks or clears the place that is current."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, BenchmarkPlaces):
            place = model.at(self.currentIndex().row())
            if place is not None:
                model.tick([place], wanted=place not in model.ticked)
            return
        super().keyPressEvent(event)


class _ChosenTable(ListTable):
    """Delete removes the benchmark that is current."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)


class ChooseBenchmarks(QDialog):
    """``chosen`` gives, by the name of each file, every benchmark that is to be taken from it."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, book: Book, files: Sequence[PublishedFile], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Choose benchmarks")
        self._theme = theme
        self._book = book
        self._files = {file.name: file for file in files}
        self._choices = {file.name: list(file.choices) for file in files}
        self.file = QComboBox()
        self.file.setAccessibleName("File")
        self.file.addItems(list(self._files))
        self.indicator = SearchedBox("Your indicator")
        self.column = SearchedBox("Column of the file")
        self.filters: dict[str, QComboBox] = {}
        self.places = BenchmarkPlaces(self)
        self.place_table = _PlaceTable(theme, self.places, "Places")
        self.find_box = FindBox("Find a place")
        self.how = QComboBox()
        self.how.setAccessibleName("What is taken of the ticked places")
        self.how.addItems([_EACH, _MEAN])
        self.name_box = QLineEdit()
        self.name_box.setAccessibleName("What the benchmark is called")
        self.again = QPushButton("Tick last time’s neighbours")
        self.again.setProperty("kind", "quiet")
        self.add = QPushButton("&Add")
        self.said = label("", "meta")
        self.listing = Listing[BenchmarkChoice](
            [
                Field("Your indicator", lambda c: self._title(c.indicator), wrap=True, share=2),
                Field("Benchmark", lambda c: c.name, width=22, wrap=True),
                Field("Column", self._column_title, wrap=True, share=2),
                Field("Figures of", self._whose, wrap=True),
                Field("Breakdown", _breakdown, width=18, wrap=True, quiet=True),
            ],
            self,
        )
        self.table = _ChosenTable(theme, self.listing, "Chosen benchmarks")
        self.remove = QPushButton("Re&move")
        self._buttons = QDialogButtonBox()
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.take = self._buttons.addButton("Read the figures", QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setProperty("kind", "primary")
        self.take.setAutoDefault(False)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(120)
        self._lay_out()
        self._connect()
        self._fill_indicators()
        self._show_file()
        room = parent.size()
        self.resize(max(900, room.width() - 80), max(560, room.height() - 80))
        self.indicator.setFocus()

    def _connect(self) -> None:
        self._soon.timeout.connect(lambda: self.places.find(self.find_box.text()))
        self.find_box.textChanged.connect(self._soon.start)
        self.file.currentIndexChanged.connect(self._show_file)
        self.places.ticked_changed.connect(self._name)
        self.how.currentIndexChanged.connect(self._name)
        self.again.clicked.connect(self._tick_again)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.table.removed.connect(self._remove)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        layout.setSpacing(SPACE_2)
        names = ", ".join(self._files)
        layout.addWidget(label(f"Benchmarks from {names}", "section"))
        self._holds = label("", "meta")
        layout.addWidget(self._holds)
        down = QSplitter(Qt.Orientation.Vertical)
        down.setChildrenCollapsible(False)
        down.setHandleWidth(1)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setChildrenCollapsible(False)
        across.setHandleWidth(1)
        across.addWidget(self._what())
        across.addWidget(self._who())
        across.setStretchFactor(0, 1)
        across.setStretchFactor(1, 1)
        down.addWidget(across)
        down.addWidget(self._list())
        down.setStretchFactor(0, 3)
        down.setStretchFactor(1, 2)
        down.setSizes([_FORM_HEIGHT, _FORM_HEIGHT // 2])
        layout.addWidget(down, 1)
        layout.addWidget(self._buttons)

    def _what(self) -> QWidget:
        """The indicator, the column and the breakdown."""
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, SPACE_3, 0)
        self._form.setSpacing(SPACE_2)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        if len(self._files) > 1:
            self._form.addRow("&File", self.file)
        self._form.addRow("Your &indicator", self.indicator)
        self._form.addRow("Is compared with the &column", self.column)
        self._breakdowns = QFormLayout()
        self._breakdowns.setSpacing(SPACE_2)
        self._form.addRow(self._breakdowns)
        inside = QWidget()
        inside.setLayout(self._form)
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setWidget(inside)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scrolled

    def _who(self) -> QWidget:
        """The places, and what is made of them."""
        held = QWidget()
        layout = QVBoxLayout(held)
        layout.setContentsMargins(SPACE_3, 0, 0, SPACE_2)
        layout.setSpacing(SPACE_2)
        head = QHBoxLayout()
        head.addWidget(label("Figures of", "heading", wrap=False))
        head.addStretch(1)
        head.addWidget(self.again)
        head.addWidget(self.find_box)
        layout.addLayout(head)
        layout.addWidget(self.place_table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_2)
        foot.addWidget(self.how)
        foot.addWidget(self.name_box, 1)
        foot.addWidget(self.add)
        layout.addLayout(foot)
        layout.addWidget(self.said)
        return held

    def _list(self) -> QWidget:
        held = QWidget()
        layout = QVBoxLayout(held)
        layout.setContentsMargins(0, SPACE_2, 0, 0)
        layout.setSpacing(SPACE_2)
        head = QHBoxLayout()
        self._count = label("", "heading", wrap=False)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.remove)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        return held

    @property
    def published(self) -> PublishedFile:
        """The file that is chosen from."""
        return self._files[self.file.currentText()]

    @property
    def choices(self) -> Mapping[str, tuple[BenchmarkChoice, ...]]:
        """What is chosen, by file."""
        return {name: tuple(own) for name, own in self._choices.items()}

    def _fill_indicators(self) -> None:
        cards = self._book.scorecards()
        for card in cards:
            for indicator in self._book.indicators(card.id):
                where = f" · {card.name}" if len(cards) > 1 else ""
                self.indicator.addItem(f"{indicator.title}{where}", indicator.id)
        self.indicator.clear_choice()

    @Slot()
    def _show_file(self) -> None:
        file = self.published
        periods = file.periods
        span = f", {periods[0].label} to {periods[-1].label}" if len(periods) > 1 else ""
        places = file.places_by_level()
        where = counted(sum(map(len, places.values())), "place")
        self._holds.setText(
            f"{file.rows:,} rows: {counted(len(file.indicators), 'indicator')} of {where} in "
            f"{counted(len(periods), 'period')}{span}. Say what is compared with what; it is remembered, so that next "
            "year’s file needs no more than a look."
        )
        self.column.clear()
        for column in file.indicators:
            self.column.addItem(_column_words(column), column.name)
        self.column.clear_choice()
        while self._breakdowns.rowCount():
            self._breakdowns.removeRow(0)
        self.filters = {}
        for each in file.filters:
            if not each.groups:
                self._breakdowns.addRow(each.title, self._filter_box(each))
        self.places.show_places([place for own in places.values() for place in own])
        self.again.setVisible(bool(self._last_neighbours()))
        self._show_choices()

    def _filter_box(self, column: PublishedColumn) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(column.title)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(16)
        total = self.published.total_of(column)
        box.addItem(f"{total} (the whole)" if total else "Not said", "")
        for value in self.published.values.get(column.name, ()):
            if value != total:
                box.addItem(value or "(blank)", value)
        self.filters[column.name] = box
        return box

    def _last_neighbours(self) -> tuple[str, ...]:
        """The places of the mean that was last chosen, from this file or another."""
        means = [c for own in self._choices.values() for c in own if len(c.places) > 1]
        means += [c for profile in self._book.all(Profile) for c in profile.benchmarks if len(c.places) > 1]
        return next((c.places for c in means if self.places.called(c.places, c.level)), ())

    @Slot()
    def _tick_again(self) -> None:
        names = self._last_neighbours()
        levels = self.published.places_by_level()
        self.places.clear()
        self.places.tick([p for level in levels for p in self.places.called(names, level)], wanted=True)
        self.how.setCurrentText(_MEAN)

    @Slot()
    def _name(self) -> None:
        """What the benchmark is called unless the officer says: its place, or the usual words for a mean."""
        ticked = self.places.ticked
        several = len(ticked) > 1 and self.how.currentText() == _EACH
        self.name_box.setEnabled(not several)
        usual = NEIGHBOURS if self.how.currentText() == _MEAN else ticked[0].name if len(ticked) == 1 else ""
        self.name_box.setPlaceholderText(
            "Called by their names" if several else f"Called {usual}" if usual else "Called"
        )
        self.said.setText(f"{counted(len(ticked), 'place')} ticked" if ticked else "")

    @Slot()
    def _add(self) -> None:
        """Add what the form says to the list, or say what is missing."""
        indicator = self.indicator.chosen
        column = self.column.chosen
        ticked = self.places.ticked
        if indicator is None:
            self._miss("Choose which of your indicators is compared.", self.indicator)
        elif column is None:
            self._miss("Choose the column that it is compared with.", self.column)
        elif not ticked:
            self._miss("Tick whose figures are taken.", self.place_table)
        elif self.how.currentText() == _MEAN and len({place.level for place in ticked}) > 1:
            self._miss("A mean is of places of one level: clear those of the others.", self.place_table)
        else:
            self._put(self._asked(indicator, column))

    def _miss(self, words: str, where: QWidget) -> None:
        if isinstance(where, SearchedBox) and where.several:
            words = f"“{where.currentText().strip()}” is in {where.several:,} of them: choose one from the list."
        self.said.setText(words)
        where.setFocus()

    def _asked(self, indicator: str, column: str) -> list[BenchmarkChoice]:
        filters = tuple((name, box.currentData()) for name, box in self.filters.items() if box.currentData())
        ticked = self.places.ticked
        called = self.name_box.text().strip()
        if self.how.currentText() == _MEAN:
            codes = tuple(place.code or place.name for place in ticked)
            return [BenchmarkChoice(indicator, called or NEIGHBOURS, column, ticked[0].level, codes, filters)]
        return [
            BenchmarkChoice(
                indicator,
                called if called and len(ticked) == 1 else place.name,
                column,
                place.level,
                (place.code or place.name,),
                filters,
            )
            for place in ticked
        ]

    def _put(self, asked: Sequence[BenchmarkChoice]) -> None:
        own = self._choices[self.published.name]
        new = {(choice.indicator, choice.name) for choice in asked}
        kept = [choice for choice in own if (choice.indicator, choice.name) not in new]
        replaced = len(own) - len(kept)
        self._choices[self.published.name] = [*kept, *asked]
        self._show_choices()
        self.name_box.clear()
        # the ticks stay: the next indicator is mostly compared with the same places
        instead = f", {replaced} of them in place of another" if replaced else ""
        self.said.setText(f"{counted(len(asked), 'benchmark')} added{instead}.")
        self.indicator.clear_choice()
        self.indicator.setFocus()

    def _show_choices(self) -> None:
        own = self._choices[self.published.name]
        self.listing.show(own)
        self._count.setText(f"Chosen: {counted(len(own), 'benchmark')}" if own else "Nothing is chosen yet")
        self.remove.setEnabled(bool(own))
        self.take.setEnabled(any(self._choices.values()))

    @Slot()
    def _remove(self) -> None:
        row = self.table.currentIndex().row()
        choice = self.listing.at(row)
        if choice is None:
            self.said.setText("Choose in the list which benchmark is not wanted.")
            return
        self._choices[self.published.name].remove(choice)
        self._show_choices()
        self.table.choose(min(row, self.listing.rowCount() - 1))

    @Slot()
    def _accept(self) -> None:
        self.chosen.emit(self.choices)
        self.accept()

    def _title(self, identity: str) -> str:
        found = self._book.get(Indicator, identity)
        return found.title if found is not None else f"{identity} (no longer here)"

    def _column_title(self, choice: BenchmarkChoice) -> str:
        column = self.published.header.column(choice.column)
        return _column_words(column) if column is not None else f"{choice.column} (not in this file)"

    def _whose(self, choice: BenchmarkChoice) -> str:
        if len(choice.places) > 1:
            return f"Mean of {len(choice.places)} places"
        found = self.places.called(choice.places, choice.level)
        return f"{found[0].name}, {choice.level}" if found else f"{choice.places[0]} (not in this file)"


def _column_words(column: PublishedColumn) -> str:
    unit = f", {column.unit}" if column.unit else ""
    return f"{column.label} ({column.name}{unit})" if column.label else f"{column.name}{unit}"


def _breakdown(choice: BenchmarkChoice) -> str:
    return ", ".join(f"{name}: {value}" for name, value in choice.filters) or "The whole"
