"""The page that officers live in: one scorecard as a grid."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cached_property, partial
from typing import Protocol

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from scorecard_desktop.domain.change import ChangeSet
from scorecard_desktop.domain.grouping import GroupBy
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.ui.delegates.grid_canvas import GridCanvas
from scorecard_desktop.ui.delegates.grid_cell import GridCell
from scorecard_desktop.ui.delegates.grid_paint import GridPainter
from scorecard_desktop.ui.models.arrangement import (
    BY_RATING,
    Arrangement,
    Density,
    Only,
    Range,
    Sorting,
    Span,
    from_text,
    to_text,
)
from scorecard_desktop.ui.models.scorecard_grid import FROZEN, ScorecardGrid
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.scale import SPACE_4
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.views.arranging import Arranging
from scorecard_desktop.ui.views.block_editing import BlockEditing
from scorecard_desktop.ui.views.drawing import Drawing
from scorecard_desktop.ui.views.grid_layout import GridLayout
from scorecard_desktop.ui.views.grid_tools import GridTools
from scorecard_desktop.ui.views.page import Page, counted
from scorecard_desktop.ui.widgets.empty_state import EmptyState
from scorecard_desktop.ui.widgets.frozen_table import FrozenTable

_COUNTED_AT_ONCE = 150
_AFTER_THE_PAINT = 50
"""Milliseconds after which rows out of sight get their heights."""


class Memory(Protocol):
    """Where the arrangements of a store's scorecards are kept between sessions."""

    def recall(self, scorecard: str) -> str:
        """What was kept of a scorecard; empty where nothing was."""
        ...

    def keep(self, scorecard: str, text: str) -> None:
        """Keep it."""
        ...


class Forgetful:
    """Keeps nothing beyond the window."""

    def __init__(self) -> None:
        self._held: dict[str, str] = {}

    def recall(self, scorecard: str) -> str:
        """What was kept of a scorecard."""
        return self._held.get(scorecard, "")

    def keep(self, scorecard: str, text: str) -> None:
        """Keep it while the window is open."""
        self._held[scorecard] = text


class ScorecardPage(Page):
    """Find, filter, look, type. The current cell's indicator is shown in the panel."""

    news = Signal(str)
    """What was done, for the status line."""
    rearranged = Signal()
    """The scorecard is shown in another way."""

    def __init__(self, theme: Theme, store: OpenStore, parent: QWidget | None = None) -> None:
        super().__init__(theme, store, "Scorecard", parent)
        self._card = ""
        self._place = ("", "")
        self._arrangement = Arrangement()
        self._filtered_by: frozenset[str] = frozenset()
        self._fitted = False
        self._found = (self.attention, "", self._filtered_by)
        self.memory: Memory = Forgetful()
        self.grid = ScorecardGrid(store, self)
        self.table = FrozenTable(FROZEN)
        self.table.setModel(self.grid)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._cell = GridCell(theme, self.table)
        self.table.setItemDelegate(self._cell)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        painter = GridPainter(theme)
        self._painter = painter
        self._canvas = GridCanvas(theme, self.table, self.grid, painter)
        self.table.set_canvas(self._canvas)
        self._drawing = Drawing(self.grid, self.table, self._canvas, store)
        self._canvas.wants = self._drawing.fill_in
        self._layout = GridLayout(theme, self.grid, self.table, painter)
        self.blocks = BlockEditing(theme, store, self.grid, self.table, self._cell.bubble)
        self._cell.fill = self.blocks.fill_with
        self.arranging = Arranging(self.grid, self)
        self._tools = GridTools(theme, self.arranging.menu)
        self.find_box, self.ratings, self.span = self._tools.find_box, self._tools.ratings, self._tools.span
        self.tools.addWidget(self._tools)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.setContentsMargins(SPACE_4, 0, 0, 0)
        self.body.addWidget(self._stack)
        self.commands = self._commands()
        """What the actions of the grid do, by their names."""
        self._counting = QTimer(self)
        self._counting.setInterval(0)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_AFTER_THE_PAINT)
        self._connect()
        self._new_look()

    def _connect(self) -> None:
        self.blocks.news.connect(self.news)
        self.arranging.said.connect(self.news)
        self.arranging.changed.connect(self.arrange)
        self._tools.filtered.connect(self._filter)
        self._tools.span_chosen.connect(self.set_span)
        self._tools.range_wanted.connect(self.arranging.choose_range)
        self.find_box.returnPressed.connect(self.table.setFocus)
        self.table.selectionModel().currentChanged.connect(self._moved)
        self.table.heading_clicked.connect(self.arranging.sort_by)
        self.table.resized.connect(self._note_width)
        self._cell.stored.connect(self.table.move_by)
        self._cell.typing.connect(self.typing)
        self.grid.refused.connect(self._cell.resume, Qt.ConnectionType.QueuedConnection)
        self._counting.timeout.connect(self._count_on)
        self._soon.timeout.connect(self._fit)
        self._later.timeout.connect(self._layout.fit_rows)
        self.theme.changed.connect(self._new_look)

    def _commands(self) -> dict[str, Callable[[], None]]:
        blocks, arranging = self.blocks, self.arranging
        return {
            "copy": blocks.copy,
            "cut": blocks.cut,
            "paste": blocks.paste,
            "fill-down": blocks.fill_down,
            "fill-right": blocks.fill_right,
            "clear": blocks.clear,
            "columns": arranging.choose_columns,
            "key": self._show_key,
            "periods": arranging.choose_range,
            "sort": lambda: arranging.sort_by(max(0, self.table.currentIndex().column())),
            "sort-rating": lambda: arranging.sort(Sorting(BY_RATING)),
            "unsort": lambda: arranging.sort(Sorting()),
            **{f"group-{by.value}": partial(arranging.group_by, by) for by in GroupBy},
            **{f"rows-{one.value}": partial(arranging.heighten, one) for one in Density},
        }

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
            self._arrangement = replace(from_text(self.memory.recall(scorecard)), find=self._arrangement.find)
        self._card = scorecard
        if indicator:
            self._place = (indicator, period)
        self._stale = False
        self.show_book()
        if indicator and not self.grid.place_of(indicator, period).isValid():
            self._place = (indicator, period)
            self.show_all()

    def look_for(self, words: str) -> None:
        """Find as it was when the window was closed."""
        self._arrangement = replace(self._arrangement, find=words)

    def set_span(self, span: Span | Range) -> None:
        """Choose which periods are shown."""
        self.arrange(replace(self._arrangement, span=span))

    def show_only(self, rags: Collection[Rag] = (), only: Collection[Only] = ()) -> None:
        """Show the indicators of these ratings and states, whatever was looked for."""
        self.arrange(replace(self._arrangement, find="", rags=frozenset(rags), only=frozenset(only)))

    @Slot(object)
    def arrange(self, arrangement: Arrangement) -> None:
        """Show the scorecard in another way, and remember it. Sorted anew, it is read from the top."""
        resorted = arrangement.sorting != self._arrangement.sorting
        self._arrangement = arrangement
        if self._card:
            self.memory.keep(self._card, to_text(arrangement))
            self.show_book()
            if resorted:
                first = self.grid.first_cell()
                self.table.setCurrentIndex(first.siblingAtColumn(self.table.currentIndex().column()))
                self.table.scrollToTop()
            self.rearranged.emit()

    def show_book(self) -> None:
        self._tools.show_arrangement(self._arrangement)
        chosen = self._chosen_places()
        self._filtered_by = self._exceptions()
        self.grid.arrange(self._card, self._arrangement, self._filtered_by)
        card = self.grid.scorecard
        self.title.setText(card.name if card is not None else "Scorecard")
        self.title.setToolTip(self.title.text())
        self.table.setAccessibleName(f"{self.title.text()}, figures")
        self._layout.measure()
        self._fitted = self.table.isVisible()  # before that it has no width
        if self._fitted:
            self._layout.fit()
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

    def show_attention(self) -> None:
        self._count_exceptions()
        if Only.EXCEPTIONS in self._arrangement.only and self._exceptions() != self._filtered_by:
            self.show_book()

    def _exceptions(self) -> frozenset[str]:
        """The exceptions of the scorecard shown, as far as they have been worked out."""
        found, card, exceptions = self._found
        if found is not self.attention or card != self._card:
            rows = (row for row in self.attention.exceptions if row.indicator.scorecard == self._card)
            exceptions = frozenset(row.indicator.id for row in rows)
            self._found = (self.attention, self._card, exceptions)
        return exceptions

    def show_all(self) -> None:
        """Forget what was looked for."""
        self.show_only()

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

    def _show_key(self) -> None:
        from scorecard_desktop.ui.views.grid_key import GridKey

        key = GridKey(self.theme, self)
        key.finished.connect(key.deleteLater)
        key.open()

    @Slot()
    def _filter(self) -> None:
        asked = replace(self._arrangement, find=self.find_box.text(), rags=self.ratings.wanted, only=self.ratings.only)
        self.arrange(asked)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, now: QModelIndex, _: QModelIndex) -> None:
        self._cell.bubble.hide()
        indicator, period = self.grid.indicator_at(now.row()), self.grid.period_at(now.column())
        if now.isValid() and indicator is not None:
            self._place = (indicator.id, period.code if period is not None else "")
            self.about_indicator.emit(*self._place)

    @Slot()
    def _new_look(self) -> None:
        self._painter.new_look()
        self._canvas.forget()
        self._layout.measure()
        self._soon.start()

    @property
    def counting(self) -> bool:
        """Whether ratings are still being counted, or something in sight is still to be drawn."""
        return self._counting.isActive() or self._drawing.behind

    def count(self) -> None:
        """Count the ratings: a few indicators at once, more in the turns of the window, when all has been read."""
        if self.store.book.is_whole:
            self._counting.start()
            self._count_on()
            self._drawing.start()
        else:
            self.ratings.show_counts(None)
            self.ratings.show_count(Only.AWAITED, None)
        self._count_exceptions()

    def _count_exceptions(self) -> None:
        known = self.attention.overview is not None  # it comes last of what needs attention
        count = len(self._exceptions()) if known else None
        self.ratings.show_count(Only.EXCEPTIONS, count)

    @Slot()
    def _count_on(self) -> None:
        if self.grid.facts.count_on(_COUNTED_AT_ONCE):
            self._counting.stop()
            self.ratings.show_counts(self.grid.facts.counts())
            self.ratings.show_count(Only.AWAITED, self.grid.facts.awaited_count())

    def _show_summary(self) -> None:
        card, now = self.grid.scorecard, self.grid.current
        if card is None:
            self.summary.setText("")
            return
        total, shown = len(self.grid.facts.indicators), self.grid.shown_count
        parts = [
            f"Ratings at {now.label}" if now is not None else "No figures yet",
            f"reported {card.frequency.adverb}",
            counted(total, "indicator") if shown == total else f"{shown} of {total} indicators shown",
        ]
        if card.marking:
            parts.append(card.marking)
        self.summary.setText(" · ".join(parts))

    @Slot()
    def _note_width(self) -> None:
        if self._fitted:
            self._soon.start()
        else:
            self._fit()

    @Slot()
    def _fit(self) -> None:
        """The table has its real width now, or another one."""
        self._fitted = True
        self._layout.fit()
        self._later.start()
        self._layout.scroll_to_present()
        at = self.table.currentIndex()
        if at.isValid() and at.column() >= FROZEN:
            self.table.scrollTo(at)
