"""Works out in the window's spare turns what the grid will show: what is in sight first, then what lies next to it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from itertools import chain
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Slot

from scorecard_desktop.ui.delegates.grid_canvas import GridCanvas
from scorecard_desktop.ui.models.columns import Column
from scorecard_desktop.ui.models.scorecard_grid import ScorecardGrid
from scorecard_desktop.ui.open_store import OpenStore
from scorecard_desktop.ui.widgets.frozen_table import FrozenTable

_TURN = 0.006
"""Seconds of one turn: what is typed or scrolled meanwhile waits no longer than that."""
_BETWEEN = 12
"""Milliseconds between turns: at most one for each frame of scrolling."""
_AHEAD = 2
"""Pages above and below what is in sight that are made ready for scrolling."""


class _Part(Enum):
    """What is worked out of a row, in the order in which it is."""

    IN_SIGHT = "everything, of a row in sight"
    FIGURES_NEARBY = "the figures, of a row nearby"
    DRAWINGS_NEARBY = "the drawings, of a row nearby"


class Drawing(QObject):
    """Trends and control charts take longer than a frame for a page of rows, so they follow the figures."""

    def __init__(self, grid: ScorecardGrid, table: FrozenTable, canvas: GridCanvas, store: OpenStore) -> None:
        super().__init__(table)
        self._canvas = canvas
        self._grid = grid
        self._table = table
        self._store = store
        self._parts: Iterator[tuple[int, _Part]] = iter(())
        self._behind = False
        self._timer = QTimer(self)
        self._timer.setInterval(_BETWEEN)
        self._timer.timeout.connect(self._work)
        table.verticalScrollBar().valueChanged.connect(self.start)
        table.horizontalScrollBar().valueChanged.connect(self.start)

    @property
    def behind(self) -> bool:
        """Whether something in sight is still to be drawn."""
        return self._behind

    @Slot()
    def start(self) -> None:
        """Begin again from what is in sight now."""
        if self._store.book.is_whole:
            self._behind = True
            self._parts = self._in_order()
            if not self._timer.isActive():
                self._timer.start()

    @Slot()
    def fill_in(self) -> None:
        """Something in sight is blank: work that out, and then go on with what had been begun."""
        if self._store.book.is_whole:
            self._behind = True
            self._parts = chain(self._those_in_sight(), self._parts)
            if not self._timer.isActive():
                self._timer.start()

    @Slot()
    def _work(self) -> None:
        columns, facts = self._columns(), self._grid.facts
        until = perf_counter() + _TURN
        drawn = False
        for row, part in self._parts:
            indicator = self._grid.indicator_at(row)
            self._behind = part is _Part.IN_SIGHT
            if indicator is None:
                continue
            if part is _Part.FIGURES_NEARBY:
                facts.prepare(indicator, columns)
            elif part is _Part.IN_SIGHT:
                drawn = facts.draw(indicator, columns) or drawn
            else:
                facts.draw(indicator, columns)
                self._canvas.prepare(row)
            if perf_counter() > until:
                break
        else:
            self._behind = False
            self._timer.stop()
        if drawn:
            self._table.viewport().update()

    def _columns(self) -> list[Column]:
        table, grid = self._table, self._grid
        left, right = table.frozen_width, table.viewport().width()
        shown = []
        for section in range(grid.columnCount()):
            x = table.columnViewportPosition(section)
            if x < right and x + table.columnWidth(section) > left:
                shown.append(grid.column(section))
        return shown

    def _in_sight(self) -> tuple[int, int]:
        height = self._table.viewport().height()
        top, bottom = self._table.rowAt(0), self._table.rowAt(height - 1)
        return max(0, top), bottom if bottom >= 0 else self._grid.rowCount() - 1

    def _those_in_sight(self) -> Iterator[tuple[int, _Part]]:
        top, bottom = self._in_sight()
        for row in range(top, bottom + 1):
            yield row, _Part.IN_SIGHT

    def _in_order(self) -> Iterator[tuple[int, _Part]]:
        yield from self._those_in_sight()
        top, bottom = self._in_sight()
        page = bottom - top + 1
        for part in (_Part.FIGURES_NEARBY, _Part.DRAWINGS_NEARBY):
            for step in range(1, _AHEAD * page + 1):
                for row in (bottom + step, top - step):
                    if 0 <= row < self._grid.rowCount():
                        yield row, part
