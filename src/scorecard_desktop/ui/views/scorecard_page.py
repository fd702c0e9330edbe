"""The page that officers live in: one scorecard as a grid."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QStackedWidget, QWidget

from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.ui.delegates.grid_cell import GridCell
from scorecard_desktop.ui.models.arrangement import Arrangement, Column, ColumnKind, Span
from scorecard_desktop.ui.models.scorecard_grid import FROZEN, ScorecardGrid
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_2, SPACE_4
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.block_editing import BlockEditing
from scorecard_desktop.ui.views.page import Page, counted
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.frozen_table import FrozenTable
from scorecard_desktop.ui.widgets.rating_filter import RatingFilter

_SAMPLE = 30
_COUNTED_AT_ONCE = 150
_FROZEN_SHARE = 0.54
_LEAST_NAME = 150
_MOST_STRETCH = 1.25
_SLACK = 4
_BOUNDS = {
    ColumnKind.REF: (5, 14),
    ColumnKind.NAME: (24, 64),
    ColumnKind.TARGET: (8, 16),
    ColumnKind.PERIOD: (11, 15),
    ColumnKind.TRAVEL: (11, 13),
    ColumnKind.BENCHMARK: (9, 22),
}
"""The narrowest and widest that a column may be, in characters."""
_OF_FIXED_WIDTH = (ColumnKind.PERIOD, ColumnKind.TRAVEL)
"""What stands in them fits the narrowest."""


class ScorecardPage(Page):
    """Find, filter, look, type. The current cell's indicator is shown in the panel."""

    news = Signal(str)
    """What was done, for the status line."""

    def __init__(self, theme: Theme, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Scorecard", parent)
        self._card = ""
        self._place = ("", "")
        self._arrangement = Arrangement()
        self._wide: dict[int, int] = {}
        self.grid = ScorecardGrid(store, self)
        self.table = FrozenTable(FROZEN)
        self.table.setModel(self.grid)
        self._cell = GridCell(theme, self.table)
        self.table.setItemDelegate(self._cell)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.blocks = BlockEditing(theme, store, self.grid, self.table, self._cell.bubble)
        self.blocks.news.connect(self.news)
        self._cell.fill = self.blocks.fill_with
        self.commands: dict[str, Callable[[], None]] = {
            "copy": self.blocks.copy,
            "cut": self.blocks.cut,
            "paste": self.blocks.paste,
            "fill-down": self.blocks.fill_down,
            "fill-right": self.blocks.fill_right,
            "clear": self.blocks.clear,
        }
        """What the actions of the grid do, by their names."""
        self.find_box = _find_box()
        self.ratings = RatingFilter(theme)
        self.span = QComboBox()
        self.span.setAccessibleName("Periods shown")
        for span in Span:
            self.span.addItem(span.words, span)
        self.span.setCurrentIndex(list(Span).index(self._arrangement.span))
        self.tools.addWidget(self.find_box)
        self.tools.addSpacing(SPACE_2)
        self.tools.addWidget(self.ratings)
        self.tools.addStretch(1)
        self.tools.addWidget(self.span)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.setContentsMargins(SPACE_4, 0, 0, 0)
        self.body.addWidget(self._stack)
        self.find_box.textChanged.connect(self._rearrange)
        self.find_box.returnPressed.connect(self.table.setFocus)
        self.ratings.changed.connect(self._rearrange)
        self.span.currentIndexChanged.connect(self._rearrange)
        self.table.selectionModel().currentChanged.connect(self._moved)
        self._cell.stored.connect(self.table.move_by)
        self.grid.refused.connect(self._cell.resume, Qt.ConnectionType.QueuedConnection)
        self._counting = QTimer(self)
        self._counting.setInterval(0)
        self._counting.timeout.connect(self._count_on)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fit)
        self.table.resized.connect(self._soon.start)
        theme.changed.connect(self._new_look)
        self._new_look()

    @cached_property
    def _nothing(self) -> EmptyState:
        empty = EmptyState(
            "No indicator is like that", "No indicator of this scorecard has these words and ratings.", parent=self
        )
        empty.offer("Show all indicators", self._show_all_and_go_there)
        self._stack.addWidget(empty)
        return empty

    @property
    def scorecard(self) -> str:
        """The id of the scorecard shown."""
        return self._card

    @property
    def place(self) -> tuple[str, str]:
        """The indicator and period of the current cell."""
        return self._place

    def show_scorecard(self, scorecard: str, indicator: str = "", period: str = "") -> None:
        """Show a scorecard, at an indicator and period where they are given."""
        if scorecard != self._card:
            self._place = ("", "")
        self._card = scorecard
        if indicator:
            self._place = (indicator, period)
        self._stale = False
        self.show_book()
        if indicator and not self.grid.place_of(indicator, period).isValid():
            self._place = (indicator, period)
            self.show_all()

    def restore(self, find: str, span: str) -> None:
        """Filter as it was when the window was closed."""
        self.find_box.blockSignals(True)
        self.find_box.setText(find)
        self.find_box.blockSignals(False)
        if span in [s.value for s in Span]:
            self.set_span(Span(span))

    def set_span(self, span: Span) -> None:
        """Choose how many periods are shown."""
        self.span.setCurrentIndex(list(Span).index(span))

    def show_book(self) -> None:
        self._arrangement = Arrangement(self.find_box.text(), self.ratings.wanted, self.span.currentData())
        chosen = self._chosen_places()
        self.grid.arrange(self._card, self._arrangement)
        card = self.grid.scorecard
        self.title.setText(card.name if card is not None else "Scorecard")
        self.title.setToolTip(self.title.text())
        self.table.setAccessibleName(f"{self.title.text()}, figures")
        self._measure_columns()
        self._size_columns()
        self._span_sections()
        self._show_summary()
        self.count()
        self._stack.setCurrentWidget(self.table if self.grid.rowCount() else self._nothing)
        at = self.grid.place_of(*self._place)
        if not at.isValid():
            at = self.grid.first_cell()
        if at.isValid():
            self.table.setCurrentIndex(at)
            self._choose_again(chosen, at)
            self._soon.start()

    def _chosen_places(self) -> tuple[tuple[str, str], ...]:
        """The first and last cell of a chosen range, by indicator and period; nothing where it is one cell."""
        rows, columns = self.table.selected_rows(), self.table.selected_columns()
        periods = [self.grid.column(column).period for column in columns]
        if len(rows) * len(columns) < 2 or None in periods:
            return ()
        ends = ((rows[0], columns[0]), (rows[-1], columns[-1]))
        found = [(self.grid.indicator_at(row), self.grid.period_at(column)) for row, column in ends]
        return tuple((i.id, p.code) for i, p in found if i is not None and p is not None)

    def _choose_again(self, chosen: tuple[tuple[str, str], ...], current: QModelIndex) -> None:
        places = [self.grid.place_of(*place) for place in chosen]
        if places and all(place.isValid() for place in places):
            self.table.choose(*places, current=current)

    def show_change(self, change_set: ChangeSet) -> bool:
        if not self.grid.refresh(change_set):
            return False
        self.count()
        return True

    def show_all(self) -> None:
        """Forget what was looked for."""
        self._forget_filters()
        self.show_book()

    def _show_all_and_go_there(self) -> None:
        self.show_all()
        self.table.setFocus()

    def go_to(self, indicator: str, period: str) -> None:
        """Make a cell current."""
        at = self.grid.place_of(indicator, period)
        if at.isValid():
            self.table.setCurrentIndex(at)
            self.table.scrollTo(at)

    def take_focus(self) -> None:
        self.table.setFocus()

    def _forget_filters(self) -> None:
        self.find_box.blockSignals(True)
        self.find_box.clear()
        self.find_box.blockSignals(False)
        self.ratings.clear()

    @Slot()
    def _rearrange(self) -> None:
        if self._card:
            self.show_book()

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, now: QModelIndex, _: QModelIndex) -> None:
        self._cell.bubble.hide()
        indicator, period = self.grid.indicator_at(now.row()), self.grid.period_at(now.column())
        if now.isValid() and indicator is not None:
            self._place = (indicator.id, period.code if period is not None else "")
            self.about_indicator.emit(*self._place)

    @Slot()
    def _new_look(self) -> None:
        self.table.set_row_height(self.theme.row_height)
        self._measure_columns()
        self._soon.start()

    @property
    def counting(self) -> bool:
        """Whether the ratings are still being counted."""
        return self._counting.isActive()

    def count(self) -> None:
        """Count the ratings: a few indicators at once, more in the turns of the window, when all has been read."""
        if self.store.book.is_whole:
            self._counting.start()
            self._count_on()
        else:
            self.ratings.show_counts(None)

    @Slot()
    def _count_on(self) -> None:
        if self.grid.count_on(_COUNTED_AT_ONCE):
            self._counting.stop()
            self.ratings.show_counts(self.grid.counts())

    def _show_summary(self) -> None:
        card, now = self.grid.scorecard, self.grid.current
        if card is None:
            self.summary.setText("")
            return
        total = self.grid.indicator_count
        shown = sum(1 for row in range(self.grid.rowCount()) if self.grid.indicator_at(row) is not None)
        parts = [
            f"Ratings at {now.label}" if now is not None else "No figures yet",
            f"reported {card.frequency.adverb}",
            counted(total, "indicator") if shown == total else f"{shown} of {total} indicators shown",
        ]
        if card.marking:
            parts.append(card.marking)
        self.summary.setText(" · ".join(parts))

    def _span_sections(self) -> None:
        view = self.table.frozen_view
        view.clearSpans()
        if self.grid.columnCount() < FROZEN:
            return
        for row in range(self.grid.rowCount()):
            if self.grid.indicator_at(row) is None:
                first = 0 if self.grid.has_refs else 1
                view.setSpan(row, first, 1, FROZEN - first)

    def _measure_columns(self) -> None:
        """The widths that the columns would have, from a sample of rows: never by asking every cell."""
        grid = self.grid
        rows = [r for r in range(grid.rowCount()) if grid.indicator_at(r) is not None][:_SAMPLE]
        self._wide = {section: self._width_of(section, rows) for section in range(grid.columnCount())}

    def _size_columns(self) -> None:
        """Give the columns the table's room. Periods fill it in whole columns."""
        grid, table = self.grid, self.table
        if grid.columnCount() < FROZEN:
            return
        table.set_column_hidden(0, hidden=not grid.has_refs)
        wide = dict(self._wide)
        wide[0] = wide[0] if grid.has_refs else 0
        room = table.viewport().width()
        wide[1] = max(_LEAST_NAME, min(wide[1], round(room * _FROZEN_SHARE) - wide[0] - wide[2]))
        alike = [s for s in wide if grid.column(s).kind is ColumnKind.PERIOD and self._is_own(grid.column(s))]
        travel = sum(wide[s] for s in wide if grid.column(s).kind is ColumnKind.TRAVEL)
        rest = room - travel - sum(wide[section] for section in range(FROZEN))
        if alike:
            width = max(wide[section] for section in alike)
            count = min(len(alike), max(1, rest // width))
            width = max(width, min(rest // count, round(width * _MOST_STRETCH)))
            wide |= dict.fromkeys(alike, width)
            wide[1] += max(0, rest - count * width) if count < len(alike) else 0
        for section, width in wide.items():
            if width == 0:
                continue
            table.set_column_width(section, width)
        table.arrange()

    def _is_own(self, column: Column) -> bool:
        """Whether a period is of the scorecard's own frequency: those columns are all of one width."""
        card = self.grid.scorecard
        return card is not None and column.period is not None and column.period.kind is card.frequency

    def _width_of(self, section: int, rows: list[int]) -> int:
        metrics = self.table.fontMetrics()
        column = self.grid.column(section)
        texts = [column.heading]
        if column.kind not in _OF_FIXED_WIDTH:
            texts += [str(self.grid.index(row, section).data() or "") for row in rows]
        widest = max(metrics.horizontalAdvance(text) for text in texts) + 2 * SPACE_2 + 2
        least, most = (metrics.averageCharWidth() * characters for characters in _BOUNDS[column.kind])
        return max(least, min(widest, most))

    @Slot()
    def _fit(self) -> None:
        """The table has its real width now, or another one."""
        self._size_columns()
        self._scroll_to_present()
        at = self.table.currentIndex()
        if at.isValid() and at.column() >= FROZEN:
            self.table.scrollTo(at)

    def _scroll_to_present(self) -> None:
        """The newest figures in sight beside the held columns, and what follows them where there is room."""
        if self.grid.columnCount() <= FROZEN:
            return
        table = self.table
        table.updateGeometries()  # the new widths give the scroll bar its new range
        starts, left = {}, 0
        for section in range(self.grid.columnCount()):
            starts[section] = left
            left += table.columnWidth(section)
        room = table.viewport().width() - table.frozen_width
        now = self.grid.column_of("")
        travel = next((s for s in starts if self.grid.column(s).kind is ColumnKind.TRAVEL), now)
        for last in (travel + 1, travel, now):
            end = starts[last] + table.columnWidth(last) if last in starts else left
            first = min((s for s in starts if s >= FROZEN and starts[s] >= end - room - _SLACK), default=FROZEN)
            if first <= now:
                table.horizontalScrollBar().setValue(starts[first] - starts[FROZEN])
                return


def _find_box() -> QLineEdit:
    box = QLineEdit()
    box.setPlaceholderText("Find an indicator")
    box.setAccessibleName("Find an indicator")
    box.setClearButtonEnabled(True)
    box.setMaximumWidth(260)
    box.setMinimumWidth(140)
    return box
