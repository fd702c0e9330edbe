"""The widths of the grid's columns and the heights of its rows, from a sample of what they hold."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from scorecard_desktop.ui.delegates.grid_paint import GridPainter
from scorecard_desktop.ui.models.columns import Column, ColumnKind
from scorecard_desktop.ui.models.scorecard_grid import CELL_ROLE, FROZEN, ScorecardGrid
from scorecard_desktop.ui.scale import SPACE_1, SPACE_2
from scorecard_desktop.ui.theme import Theme
from scorecard_desktop.ui.widgets.frozen_table import FrozenTable

_SAMPLE = 20
_FROZEN_SHARE = 0.54
_LEAST_NAME = 150
_MOST_STRETCH = 1.25
_SLACK = 4
_PERIODS_IN_SIGHT = 3
_MOST_DECIMALS = 2
"""Decimals in line: a figure with more of them goes further to the right alone."""
_BOUNDS = {
    ColumnKind.REF: (5, 14),
    ColumnKind.NAME: (24, 64),
    ColumnKind.TARGET: (8, 16),
    ColumnKind.PERIOD: (11, 15),
    ColumnKind.TRAVEL: (11, 13),
    ColumnKind.TREND: (12, 12),
    ColumnKind.VARIATION: (14, 14),
    ColumnKind.ASSURANCE: (14, 14),
    ColumnKind.POLARITY: (16, 18),
    ColumnKind.DIRECTORATE: (10, 24),
    ColumnKind.OFFICER: (10, 24),
    ColumnKind.BENCHMARK: (9, 22),
}
"""The narrowest and widest that a column may be, in characters."""
_OF_FIXED_WIDTH = (
    ColumnKind.PERIOD,
    ColumnKind.TRAVEL,
    ColumnKind.TREND,
    ColumnKind.VARIATION,
    ColumnKind.ASSURANCE,
    ColumnKind.POLARITY,
)
"""What stands in them fits the narrowest."""
_OF_NOW = (ColumnKind.TRAVEL, ColumnKind.TREND, ColumnKind.VARIATION, ColumnKind.ASSURANCE)


class GridLayout:
    """Lays out one table. ``measure`` when other things are shown, ``fit`` when there is another width.

    ``fit`` gives no heights to rows further down than is in sight: to measure thousands of names takes longer than to
    paint the page. ``fit_rows`` gives them to all, once the page is there.
    """

    def __init__(self, theme: Theme, grid: ScorecardGrid, table: FrozenTable, painter: GridPainter) -> None:
        self._theme = theme
        self._grid = grid
        self._table = table
        self._painter = painter
        self._wide: dict[int, int] = {}
        self._first = FROZEN
        self._figure = 0
        self._periods = _PERIODS_IN_SIGHT
        self._name_width = _LEAST_NAME

    @property
    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font())

    def measure(self) -> None:
        """The widths that the columns would have, and the room behind the decimal point."""
        grid = self._grid
        rows = [r for r in range(grid.rowCount()) if grid.indicator_at(r) is not None][:_SAMPLE]
        ends = {(min(i.decimals, _MOST_DECIMALS), i.unit.suffix) for i in grid.facts.indicators}
        tails = [f".{'0' * decimals}{suffix}" if decimals else suffix for decimals, suffix in ends]
        self._painter.rest_room = max((self._metrics.horizontalAdvance(tail) for tail in tails), default=0)
        self._painter.lines = grid.arrangement.density.lines
        now = grid.column_of("")
        cells = (grid.index(row, now).data(CELL_ROLE) for row in rows)
        self._figure = max(
            (self._metrics.horizontalAdvance(cell.whole) for cell in cells if cell is not None), default=0
        )
        self._wide = {section: self._width_of(section, rows) for section in range(grid.columnCount())}

    def fit(self) -> None:
        """Give the columns the table's room, periods filling it in whole columns, and rows in sight their height."""
        grid, table = self._grid, self._table
        if grid.columnCount() < FROZEN:
            return
        wide = dict(self._wide)
        for section in range(FROZEN):
            hidden = grid.is_hidden(section)
            table.set_column_hidden(section, hidden=hidden)
            wide[section] = 0 if hidden else wide[section]
        room = table.viewport().width()
        wide[1] = max(_LEAST_NAME, min(wide[1], round(room * _FROZEN_SHARE) - wide[0] - wide[2]))
        self._fit_periods(wide, room)
        unused = room - sum(wide.values())
        if unused > 0:  # everything is in sight: the names take what is left, as far as they need it
            wide[1] = max(wide[1], min(wide[1] + unused, self._longest_name()))
        else:
            self._first, last = self._in_sight(wide, room - sum(wide[section] for section in range(FROZEN)))
            in_sight = sum(wide[s] for s in wide if s < FROZEN or self._first <= s <= last)
            wide[1] += max(0, room - in_sight)  # whole columns only
        for section, width in wide.items():
            if width:
                table.set_column_width(section, width)
        table.arrange()
        self._name_width = wide[1]
        self._painter.row = self._theme.pixels(self._grid.arrangement.density.pixels)
        top = max(0, table.rowAt(0), table.currentIndex().row())
        self._fit_rows(top + table.viewport().height() // self._painter.row + 1)

    def fit_rows(self) -> None:
        """Give every row its name's height, in the columns' width of the last ``fit``."""
        self._fit_rows(self._grid.rowCount())

    def _fit_periods(self, wide: dict[int, int], room: int) -> None:
        """As many of the scorecard's own periods as there is room for beside what belongs to the current figure."""
        grid = self._grid
        alike = [s for s in wide if self._is_own(grid.column(s))]
        if not alike:
            return
        width = max(wide[section] for section in alike)
        rest = room - sum(wide[section] for section in range(FROZEN))
        for section in (s for s in wide if grid.column(s).kind in _OF_NOW):
            least = _PERIODS_IN_SIGHT - 1 if grid.column(section).kind is ColumnKind.TRAVEL else _PERIODS_IN_SIGHT
            if rest - wide[section] < width * min(least, len(alike)):
                break
            rest -= wide[section]
        count = min(len(alike), max(1, rest // width))
        self._periods = min(count, _PERIODS_IN_SIGHT)
        wide |= dict.fromkeys(alike, max(width, min(rest // count, round(width * _MOST_STRETCH))))

    def _fit_rows(self, count: int) -> None:
        """The first rows are alike but for those whose name takes a second line."""
        metrics, painter = self._metrics, self._painter
        higher = {}
        if painter.lines > 1:
            tall = max(painter.row, 2 * metrics.lineSpacing() + SPACE_2)
            for row in range(min(count, self._grid.rowCount())):
                indicator = self._grid.indicator_at(row)
                if indicator is not None and painter.wraps(indicator.name, self._name_width, metrics):
                    higher[row] = tall
        self._table.set_row_heights(painter.row, higher)

    def _longest_name(self) -> int:
        names = (indicator.name for indicator in self._grid.facts.indicators[: 4 * _SAMPLE])
        return max((self._metrics.horizontalAdvance(name) for name in names), default=0) + 2 * SPACE_2 + 2

    def _is_own(self, column: Column) -> bool:
        """Whether it is a period of the scorecard's own frequency: those columns are all of one width."""
        card = self._grid.scorecard
        own = card is not None and column.period is not None and column.period.kind is card.frequency
        return own and column.kind is ColumnKind.PERIOD

    def _width_of(self, section: int, rows: list[int]) -> int:
        metrics, column = self._metrics, self._grid.column(section)
        texts = [column.heading]
        if column.kind not in _OF_FIXED_WIDTH:
            texts += [str(self._grid.index(row, section).data() or "") for row in rows]
        widest = max(metrics.horizontalAdvance(text) for text in texts) + 2 * SPACE_2 + 2
        if column.kind is ColumnKind.PERIOD:
            # a longer period may count a digit more
            figure = self._figure + (0 if self._is_own(column) else metrics.horizontalAdvance("0"))
            widest = max(widest, figure + self._painter.rest_room + self._painter.shape_room + 2 * SPACE_1)
        least, most = (metrics.averageCharWidth() * characters for characters in _BOUNDS[column.kind])
        return max(least, min(widest, most))

    def scroll_to_present(self) -> None:
        """The newest figures in sight beside the held columns, and what follows them where there is room."""
        table = self._table
        if self._grid.columnCount() <= FROZEN:
            return
        table.updateGeometries()  # the new widths give the scroll bar its new range
        before = sum(table.columnWidth(section) for section in range(FROZEN, max(FROZEN, self._first)))
        table.horizontalScrollBar().setValue(before)

    def _in_sight(self, wide: dict[int, int], room: int) -> tuple[int, int]:
        """The first and the last column beside the held ones when the newest figures are in sight."""
        now = self._grid.column_of("")
        wanted = max(FROZEN, now - self._periods + 1)
        for last in self._last_in_sight(now):
            first = last
            while first > FROZEN and sum(wide[s] for s in range(first - 1, last + 1)) <= room + _SLACK:
                first -= 1
            if first <= wanted or last == now:
                return min(first, now), last
        return FROZEN, now

    def _last_in_sight(self, now: int) -> list[int]:
        """The columns that may be the last in sight, best first: what belongs to the current figure, then itself."""
        following = now
        while following + 1 < self._grid.columnCount() and self._grid.column(following + 1).kind in _OF_NOW:
            following += 1
        after = [following + 1] if following + 1 < self._grid.columnCount() else []
        return [*after, *range(following, now - 1, -1)]
