"""Where periods run down a sheet: the column that they stand in, the headings above and the figures beside them.

Indicators head the columns, in one row or several (references, names, polarity, target …); months or quarters stand in
the rows; rows of targets or of others' figures may follow beneath.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period_label import read_label
from scorecard_desktop.domain.reading import read_figure
from scorecard_desktop.importing.columns import BARE_PERIOD, period_label
from scorecard_desktop.importing.layout import HeaderCell
from scorecard_desktop.importing.scorecard_headings import Role, plain_words, role_of
from scorecard_desktop.importing.workbook import Cell, CellKind, Sheet

PERIOD_WORDS = re.compile(r"(?:reporting )?(?:period|month|quarter|date|year|term|week|month ending|quarter ending)s?")
"""What heads the column that the periods stand in."""
_MAY_NAME = (CellKind.TEXT, CellKind.DATE, CellKind.NUMBER)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\d\d)?")
_FEWEST_PERIODS = 3
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Region:
    """A table with its periods down: the column that they stand in, the rows of headings and those of figures."""

    labels: int
    heads: tuple[int, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]

    @property
    def top(self) -> int:
        """The first row of headings."""
        return self.heads[0]

    @property
    def bottom(self) -> int:
        """The last row of figures."""
        return self.rows[-1]


class Regions:
    """The tables of a sheet whose periods run down, asked for from the top to the bottom."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._columns = {column: _ColumnOfPeriods(sheet, column) for column in sheet.columns}

    def after(self, row: int) -> Region | None:
        """The next of them that begins below a row; of several in the same row the leftmost."""
        found: list[Region] = []
        for column, periods in list(self._columns.items()):
            region = periods.after(row)
            if region is None:
                del self._columns[column]
            else:
                found.append(region)
        return min(found, key=lambda region: (region.top, region.labels), default=None)


class _ColumnOfPeriods:
    """The runs of periods in one column, and the first region that they make."""

    def __init__(self, sheet: Sheet, column: int) -> None:
        self._sheet = sheet
        self._column = column
        self._runs = deque(_runs(sheet, column))
        self._region: Region | None = None

    def after(self, row: int) -> Region | None:
        """The first region below a row. Rows are asked for in rising order."""
        if self._region is not None and self._region.top > row:
            return self._region
        self._region = None
        while self._runs and self._region is None:
            run = [of_run for of_run in self._runs[0] if of_run > row]
            self._region = _around(self._sheet, self._column, run, row) if run else None
            if self._region is None:
                self._runs.popleft()
        return self._region


def period_at(sheet: Sheet, row: int, column: int) -> object | None:
    """The period that a cell at the head of a row names, as it is compared; None where it names none."""
    cell = sheet.cells.get((row, column))
    if cell is None or cell.kind not in _MAY_NAME or len(cell.text) > 40 or cell.blank:
        return None
    if cell.kind is CellKind.NUMBER and (len(cell.text) not in (4, 6) or _YEAR.fullmatch(cell.text) is None):
        return None
    if (
        cell.kind is not CellKind.DATE
        and read_label(cell.text) is None
        and not BARE_PERIOD.fullmatch(cell.text.strip())
    ):
        return None
    over = sheet.shown_at(row, column - 1) if column > 1 else cell
    texts: tuple[str, ...] = (" ".join(cell.text.split()),)
    if not over.blank and over is not cell:
        texts = (" ".join(over.text.split()), *texts)
    label = period_label(HeaderCell(column, texts, cell))
    return label.value if isinstance(label, Cell) else label


def _runs(sheet: Sheet, column: int) -> Iterator[list[int]]:
    """Rows of periods that follow one another in a column, with no more than a total or a blank between them."""
    run: list[int] = []
    for row in (cell.row for cell in sheet.by_column[column]):
        if not _is_at_the_head(sheet, row, column) or period_at(sheet, row, column) is None:
            continue
        if not _heads_its_row(sheet, row, column):
            continue
        if run and (row - run[-1] > 4 or any(_begins_a_table(sheet, r, column) for r in range(run[-1] + 1, row))):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _begins_a_table(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a row between two periods holds the headings of another table."""
    label = sheet.at(row, column)
    after = [cell for cell in sheet.by_row.get(row, []) if cell.column > column]
    if not after:
        return False
    return PERIOD_WORDS.fullmatch(plain_words(label.text)) is not None or all(_names(cell) for cell in after)


def _is_at_the_head(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a cell is the first of its row, or the second and beside the first."""
    first = sheet.by_row[row][0].column
    return first == column or (first == column - 1 and sheet.by_row[row][1].column == column)


def _heads_its_row(sheet: Sheet, row: int, column: int) -> bool:
    """Whether nothing stands before a period but the year that it lies in."""
    first = sheet.by_row[row][0]
    return first.column == column or _year_or_term(first)


def _year_or_term(cell: Cell) -> bool:
    return period_label(HeaderCell(cell.column, (" ".join(cell.text.split()),), cell)) is not None


def _around(sheet: Sheet, column: int, run: Sequence[int], floor: int) -> Region | None:
    """The table below row ``floor`` that a run of periods belongs to; None where it heads no figures."""
    labels = {str(period_at(sheet, row, column)) + _over(sheet, row, column, floor) for row in run}
    if len(labels) < _FEWEST_PERIODS or len(labels) * 10 < len(run) * 9:
        return None
    columns = _columns(sheet, column, run, floor)
    figures = [c for c in columns if sum(_is_figure(sheet.at(row, c)) for row in run) * 2 >= len(run)]
    if not figures:
        return None
    heads = _heads(sheet, column, range(floor + 1, run[0]), columns)
    if not heads:
        return None
    return Region(column, heads, _rows(sheet, column, run, columns), columns)


def _over(sheet: Sheet, row: int, column: int, floor: int) -> str:
    """What stands last in the column before, down to a row."""
    before = sheet.by_column.get(column - 1, [])
    reached = bisect_right(before, row, key=lambda cell: cell.row)
    return before[reached - 1].text if reached and before[reached - 1].row > floor else ""


def _is_figure(cell: Cell) -> bool:
    if cell.kind is CellKind.NUMBER:
        return True
    return cell.kind is CellKind.TEXT and read_figure(cell.text) is not None


def _columns(sheet: Sheet, labels: int, run: Sequence[int], floor: int) -> tuple[int, ...]:
    """The columns to the right, up to two that are empty side by side or to another column of periods."""
    last = max((cell.column for row in run for cell in sheet.by_row[row]), default=labels)
    filled = {
        cell.column for row in range(max(run[0] - 1, floor + 1), run[-1] + 1) for cell in sheet.by_row.get(row, [])
    }
    found: list[int] = []
    for column in range(labels + 1, last + 1):
        if column not in filled and column - 1 not in filled:
            break
        if sum(period_at(sheet, row, column) is not None for row in run) * 2 > len(run):
            break
        found.append(column)
    return tuple(column for column in found if column in filled)


def _heads(sheet: Sheet, labels: int, above: range, columns: Sequence[int]) -> tuple[int, ...]:
    """The rows of headings among those above the first period."""
    heads: list[int] = []
    own = set(columns)
    for row in reversed(sheet.rows_between(above.start, above.stop - 1)):
        if (heads[0] if heads else above.stop) - row > 2:
            break
        cells = [cell for cell in sheet.by_row[row] if cell.column in own]
        merges = [sheet.merge_at(cell.row, cell.column) for cell in sheet.by_row[row]]
        title = len(sheet.by_row[row]) == 1 and len(columns) > 1
        if title and merges[0] is not None and labels < merges[0].left and merges[0].width < len(columns):
            title = False
        if not cells or title or any(period_at(sheet, row, cell.column) is not None for cell in cells):
            break
        heads.insert(0, row)
    return tuple(heads)


def _rows(sheet: Sheet, labels: int, run: Sequence[int], columns: Sequence[int]) -> tuple[int, ...]:
    """The rows of figures: the periods, and what stands beneath them under the same headings."""
    taken = list(sheet.rows_between(run[0], run[-1]))
    own = set(columns)
    waiting: list[int] = []
    previous = run[-1]
    for row in sheet.rows_between(run[-1] + 1, sheet.rows[-1]):
        label = sheet.at(row, labels)
        filled = [cell for cell in sheet.by_row[row] if cell.column in own]
        if label.blank or len(label.text) > _LONGEST_LABEL or row - previous > 4:
            break
        heads = PERIOD_WORDS.fullmatch(plain_words(label.text)) or role_of(label.text) in (Role.NAME, Role.REF)
        if heads and all(_names(cell) for cell in filled):
            break  # the headings of the next table
        previous = row
        waiting.append(row)
        if filled:
            taken.extend(waiting)
            waiting.clear()
    return tuple(taken)


def _names(cell: Cell) -> bool:
    return cell.kind is CellKind.TEXT and read_figure(cell.text) is None and len(cell.text) > 12
