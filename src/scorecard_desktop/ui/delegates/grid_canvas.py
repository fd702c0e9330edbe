"""Paints the scorecard's table from pictures of its cells, which are drawn once and kept.

A page of cells is some three hundred; through a delegate each would be drawn anew at every step of scrolling.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QTableView

from scorecard_desktop.ui.delegates.grid_paint import GridPainter
from scorecard_desktop.ui.models.columns import Column
from scorecard_desktop.ui.models.grid_rows import Section
from scorecard_desktop.ui.models.row_facts import PENDING
from scorecard_desktop.ui.models.scorecard_grid import FROZEN, ScorecardGrid
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.widgets.frozen_table import FrozenTable

_MOST_BYTES = 32_000_000
"""Of one generation of pictures."""


class _Shown(NamedTuple):
    """A column that is painted: where, and how wide."""

    section: int
    column: Column
    key: str
    x: int
    width: int


class _Kept(NamedTuple):
    """A cell's picture, and what it is of."""

    content: object
    width: int
    height: int
    picture: QImage


class GridCanvas:
    """Paints both views of a frozen table."""

    wants: Callable[[], None] | None = None
    """Called where something in sight is not known yet and is left blank."""

    def __init__(self, theme: Theme, table: FrozenTable, grid: ScorecardGrid, painter: GridPainter) -> None:
        self._theme = theme
        self._table = table
        self._grid = grid
        self._painter = painter
        # two generations: what is painted goes into the younger, and the older is let go when that is full
        self._cells: dict[tuple[str, str, str], _Kept] = {}
        self._older_cells: dict[tuple[str, str, str], _Kept] = {}
        self._pictures: dict[tuple[object, ...], QImage] = {}
        self._older_pictures: dict[tuple[object, ...], QImage] = {}
        self._bytes = 0
        self._ratio = 1.0

    def forget(self) -> None:
        """Draw every cell anew: it has another look."""
        for kept in (self._cells, self._older_cells, self._pictures, self._older_pictures):
            kept.clear()
        self._bytes = 0

    def paint(self, view: QTableView, painter: QPainter, exposed: QRect) -> None:
        """Paint the part of a view that has come into sight."""
        palette = self._theme.palette
        painter.fillRect(exposed, QColor(palette.page))
        columns = list(self._columns(view, exposed))
        if not columns:
            return
        if view.devicePixelRatioF() != self._ratio:
            self._ratio = view.devicePixelRatioF()
            self.forget()
        here, chosen = self._table.currentIndex(), self._chosen()
        left, right = columns[0].x, columns[-1].x + columns[-1].width
        facts, blank = self._grid.facts, False
        for row in self._rows(view, exposed):
            top, height = view.rowViewportPosition(row), view.rowHeight(row)
            indicator = self._grid.indicator_at(row)
            if indicator is None:
                self._paint_section(painter, view, row, QRect(left, top, right - left, height))
                continue
            base = palette.surface if row == here.row() else palette.page
            among = [(first, last) for upper, lower, first, last in chosen if upper <= row <= lower]
            for shown in columns:
                ground = base
                if among and any(first <= shown.section <= last for first, last in among):
                    ground = palette.selection
                content = facts.content(indicator, shown.column)
                if content is PENDING:
                    blank = True
                    content = None
                place = (indicator.id, shown.key, ground)
                kept = self._cells.get(place)
                if kept is None or kept[0] is not content or kept[1] != shown.width or kept[2] != height:
                    kept = self._keep(place, shown, content, height)
                painter.drawImage(shown.x, top, kept[3])
            painter.fillRect(left, top + height - 1, right - left, 1, QColor(palette.line))
        self._paint_focus(painter, view, columns)
        if blank and self.wants is not None:
            self.wants()

    def prepare(self, row: int) -> None:
        """Draw the pictures of a row that is not in sight yet."""
        indicator = self._grid.indicator_at(row)
        if indicator is None:
            return
        ground, height = self._theme.palette.page, self._table.rowHeight(row)
        for view in (self._table, self._table.frozen_view):
            for shown in self._columns(view, view.viewport().rect()):
                place = (indicator.id, shown.key, ground)
                content = self._grid.facts.content(indicator, shown.column)
                kept = self._cells.get(place)
                if content is not PENDING and (kept is None or kept[0] is not content):
                    self._keep(place, shown, content, height)

    def _keep(self, place: tuple[str, str, str], shown: _Shown, content: object, height: int) -> _Kept:
        older = self._older_cells.get(place)
        if older is not None and older[0] is content and older[1] == shown.width and older[2] == height:
            kept = older
        else:
            kept = _Kept(content, shown.width, height, self._picture(shown, content, height, place[2]))
        self._cells[place] = kept
        return kept

    def _picture(self, shown: _Shown, content: object, height: int, ground: str) -> QImage:
        key = (shown.column.kind, content, shown.width, height, ground)
        made = self._pictures.get(key)
        if made is None:
            made = self._older_pictures.get(key) or self._drawn(shown, content, height, ground)
            self._pictures[key] = made
            self._bytes += made.width() * made.height() * 4
        if self._bytes > _MOST_BYTES:  # what has not been painted since the last time is let go
            self._older_cells, self._cells = self._cells, {}
            self._older_pictures, self._pictures = self._pictures, {}
            self._bytes = 0
        return made

    def _drawn(self, shown: _Shown, content: object, height: int, ground: str) -> QImage:
        ratio = self._ratio
        # an image, since a window's last things may be let go on any thread, where pixmaps must not be
        made = QImage(max(1, round(shown.width * ratio)), max(1, round(height * ratio)), QImage.Format.Format_RGB32)
        made.setDevicePixelRatio(ratio)
        made.fill(QColor(ground))
        if content is not None:
            painter = QPainter(made)
            self._painter.paint(painter, QRect(0, 0, shown.width, height), shown.column.kind, content)
            painter.end()
        return made

    def _paint_section(self, painter: QPainter, view: QTableView, row: int, room: QRect) -> None:
        section = self._grid.section_at(row)
        if isinstance(section, Section):
            painter.save()
            self._painter.paint_section(painter, room, section, titled=view is self._table.frozen_view)
            painter.restore()

    def _paint_focus(self, painter: QPainter, view: QTableView, columns: list[_Shown]) -> None:
        here = self._table.currentIndex()
        shown = next((one for one in columns if one.section == here.column()), None)
        if shown is None or not here.isValid():
            return
        focused = self._table.hasFocus() or self._table.viewport().hasFocus()
        palette = self._theme.palette
        painter.setPen(QPen(QColor(palette.accent if focused else palette.edge), 2))
        top, height = view.rowViewportPosition(here.row()), view.rowHeight(here.row())
        painter.drawRect(QRect(shown.x, top, shown.width, height).adjusted(1, 1, -1, -1))

    def _chosen(self) -> list[tuple[int, int, int, int]]:
        selection = self._table.selectionModel().selection()
        ranges = (selection.at(number) for number in range(selection.size()))
        return [(one.top(), one.bottom(), one.left(), one.right()) for one in ranges]

    def _columns(self, view: QTableView, exposed: QRect) -> Iterator[_Shown]:
        held = view is self._table.frozen_view
        # of the rest what lies under the held is not painted
        least = exposed.left() if held else max(exposed.left(), self._table.frozen_width)
        first, last = view.columnAt(least), view.columnAt(exposed.right())
        count = self._grid.columnCount()
        begin, end = (0, min(FROZEN, count)) if held else (FROZEN, count)
        begin = max(begin, first) if first >= 0 else end
        end = min(end, last + 1) if last >= 0 else end
        for section in range(begin, end):
            width = 0 if view.isColumnHidden(section) else view.columnWidth(section)
            x = view.columnViewportPosition(section)
            if width and x <= exposed.right() and x + width > least:
                column = self._grid.column(section)
                yield _Shown(section, column, column.key, x, width)

    def _rows(self, view: QTableView, exposed: QRect) -> range:
        first = view.rowAt(exposed.top())
        if first < 0:
            return range(0)
        last = view.rowAt(exposed.bottom())
        return range(first, last + 1 if last >= 0 else self._grid.rowCount())
