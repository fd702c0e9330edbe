"""A scorecard's table while it is read: where it stands, what it has given so far, and what it met on its way."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Source
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.importing.column_settling import period_of_row, relative_to
from scorecard_desktop.importing.dated import dated
from scorecard_desktop.importing.known_words import Words
from scorecard_desktop.importing.layout import Block
from scorecard_desktop.importing.noticing import Notices
from scorecard_desktop.importing.scorecard_headings import Column, Role
from scorecard_desktop.importing.scorecard_rows import IndicatorRow
from scorecard_desktop.importing.values import Reading, Remark
from scorecard_desktop.importing.workbook import Cell, Merge, Workbook

_SHARED = frozenset(
    (
        *(Role.SERVICE, Role.PRIORITY, Role.LEAD_OFFICER, Role.DATA_OFFICER, Role.POLARITY, Role.FREQUENCY),
        *(Role.DATA_NOTE, Role.COMMENT, Role.ACTION),
    )
)
"""What may be merged down over several indicators, and is then of each of them."""
_FOR_A_PERIOD = (Role.NUMERATOR, Role.DENOMINATOR, Role.SHEET_RAG, Role.SHEET_DIRECTION)


def _by_period(columns: Sequence[Column]) -> dict[tuple[str, str], list[Column]]:
    """Columns by the code of their period and their area; under an empty code those whose heading names no period."""
    found: dict[tuple[str, str], list[Column]] = {}
    for column in columns:
        code = column.period.code if column.period is not None else ""
        found.setdefault((code, column.area), []).append(column)
    return found


@dataclass
class ScorecardTable:
    """One table with its columns understood. ``current`` is the period that the sheet reports.

    ``spreads`` says that something is merged over figures, ``is_plain`` that nothing is and no cell states its period.
    ``symbols`` are the words that stand for a symbol in it; ``read`` and ``understood`` count the cells of figures that
    said something, and those that were understood.
    """

    workbook: Workbook
    block: Block
    columns: Sequence[Column]
    card: Scorecard
    notices: Notices
    current: Period | None
    taken: set[str]
    symbols: Words
    records: list[Record] = field(default_factory=list)
    unit_guessed: set[str] = field(default_factory=set)
    read: int = 0
    understood: int = 0

    def __post_init__(self) -> None:
        self.sheet = self.block.sheet
        self._by_role: dict[Role | None, list[Column]] = {}
        for column in self.columns:
            self._by_role.setdefault(column.role, []).append(column)
        self._dated = [column for column in self.columns if column.dated]
        self._for_periods = {role: _by_period(self._by_role[role]) for role in _FOR_A_PERIOD if role in self._by_role}
        self._beside = {key for known in self._for_periods.values() for key in known}
        self.has_counts = Role.NUMERATOR in self._for_periods or Role.DENOMINATOR in self._for_periods
        self.has_marks = Role.SHEET_RAG in self._for_periods or Role.SHEET_DIRECTION in self._for_periods
        self._current_code = self.current.code if self.current is not None else ""
        self._of_figures = [
            (column, column.period.code, self._stands_alone(column.period.code, column.area))
            for column in self.columns_of(Role.VALUE)
            if column.period is not None
        ]
        figures = sorted(column.index for column in self.columns_of(Role.VALUE))
        self._spread = {
            (merge.top, merge.left): merge
            for merge in self.sheet.merges
            if merge.bottom > self.block.header_bottom
            and bisect_right(figures, merge.right) - bisect_left(figures, merge.left) > 1
        }
        self.spreads = bool(self._spread)
        self.is_plain = not (self.spreads or self._dated)

    def _stands_alone(self, code: str, area: str) -> bool:
        """Whether no counts or marks stand beside the figures for a period, in a table no cell of which states one."""
        beside = self._beside
        return (code, area) not in beside and (code != self._current_code or ("", area) not in beside)

    def count_understood(self) -> None:
        """One more figure that was read and understood."""
        self.read += 1
        self.understood += 1

    def columns_of(self, role: Role) -> Sequence[Column]:
        """The columns of a role, left to right."""
        return self._by_role.get(role, ())

    def cells(self, row: IndicatorRow, role: Role) -> Iterator[tuple[Column, Cell]]:
        """The cells of a row under the columns of a role, blank ones left out."""
        for column in self._by_role.get(role, ()):
            cell = self._said(row, column, role)
            if cell is not None:
                yield column, cell

    def _said(self, row: IndicatorRow, column: Column, role: Role) -> Cell | None:
        cell = self.sheet.cells.get((row.row, column.index))
        if cell is None:
            return None
        if cell.merged_from is not None and role in _SHARED:
            cell = self.merged_down(cell)
        return None if cell.blank else cell

    def merged_down(self, cell: Cell) -> Cell:
        """What stands in a cell that is merged with those above it, in its own column; else the cell itself."""
        origin = cell.merged_from
        return self.sheet.at(*origin) if origin is not None and origin[1] == cell.column else cell

    def columns_for(self, role: Role, row: IndicatorRow, code: str, area: str = "") -> Sequence[Column]:
        """The columns of counts or marks that are for a period: by their heading, else for the one that a row reports.

        The period is told by its code; an area's own columns are for its figures alone.
        """
        known = self._for_periods.get(role)
        if known is None:
            return ()
        own, unsaid = known.get((code, area), ()), known.get(("", area), ())
        if not unsaid or code != self._code_of(row):
            return own
        return sorted((*own, *unsaid), key=lambda column: column.index) if own else unsaid

    def _code_of(self, row: IndicatorRow) -> str:
        """The code of the period that a row reports; empty where it is not known."""
        if not self._dated:
            return self._current_code
        current = self.current_of(row)
        return current.code if current is not None else ""

    def first(self, row: IndicatorRow, role: Role) -> Cell | None:
        """The first cell of a row that says something under a column of a role."""
        for column in self._by_role.get(role, ()):
            cell = self._said(row, column, role)
            if cell is not None:
                return cell
        return None

    def words(self, row: IndicatorRow, role: Role) -> str:
        """What that cell says, on one line; empty where there is none."""
        cell = self.first(row, role)
        return " ".join(cell.text.split()) if cell is not None else ""

    def column_of(self, role: Role) -> int:
        """The first column of a role; 0 where there is none."""
        columns = self._by_role.get(role)
        return columns[0].index if columns else 0

    def figures_of(self, row: IndicatorRow) -> Iterator[tuple[Column, Cell, str, bool]]:
        """An indicator's cells of figures, each under its column, with the code of its period.

        With each is told whether it is known that no counts or marks stand beside it. The code is empty where its row
        states a period that nobody can read.
        """
        if not self._dated:
            for column, code, alone in self._of_figures:
                yield column, self.sheet.at(row.row, column.index), code, alone
            return
        for column in self.columns_of(Role.VALUE):
            cell, period = self.figure(row, column)
            yield column, cell, period.code if period is not None else "", False

    def figure(self, row: IndicatorRow, column: Column) -> tuple[Cell, Period | None]:
        """An indicator's cell under a column of figures, and the period that it is for: its own where it states one."""
        cell = self.sheet.at(row.row, column.index)
        if column.beside and column.relative is not None:
            stated = self.sheet.at(row.row, column.beside)
            now = period_of_row(stated)
            if now is None:
                return cell, column.period if stated.blank else None
            return cell, relative_to(now, column.relative)
        own = dated(cell) if column.dated else None
        return (own.cell, own.period) if own is not None else (cell, column.period)

    def current_of(self, row: IndicatorRow) -> Period | None:
        """The period that an indicator's row reports: the latest that its own cells state, else the sheet's."""
        if not self._dated:
            return self.current
        own = [period for column in self._dated if (period := self._stated(row, column)) is not None]
        return max(own, default=self.current)

    def _stated(self, row: IndicatorRow, column: Column) -> Period | None:
        """The period that a row's own cell states for a column of figures."""
        if column.beside:
            return self.figure(row, column)[1]
        found = dated(self.sheet.at(row.row, column.index))
        return found.period if found is not None else None

    def name_fill(self, row: IndicatorRow) -> str:
        """The fill behind the indicator's name: a row that is coloured as a whole says nothing by it."""
        return self.sheet.at(row.row, self.column_of(Role.NAME)).fill

    def source(self, cell: Cell) -> Source:
        """Where a cell is, with what it shows."""
        return self.workbook.source(self.sheet, cell)

    def spread(self, cell: Cell) -> bool:
        """Whether a cell is merged over several columns of figures: then it is a note and none of their figures."""
        return (cell.row, cell.column) in self._spread

    def covered(self, cell: Cell) -> list[Column]:
        """The columns of figures that a merged cell stands over."""
        merge = self._spread.get((cell.row, cell.column))
        return self._over(merge) if merge is not None else []

    def _over(self, merge: Merge) -> list[Column]:
        return [c for c in self.columns_of(Role.VALUE) if merge.left <= c.index <= merge.right]

    def notice(self, remark: Remark, cell: Cell | None, indicator: Indicator, period: str = "") -> None:
        """A finding about an indicator, at a cell."""
        self.notices.remark(self.sheet, cell, remark, indicator=indicator.id, period=period, subject=indicator.title)

    def notice_all(self, reading: Reading, cell: Cell, indicator: Indicator, period: str = "") -> None:
        """The findings of a cell that was read."""
        self.read += not reading.nothing
        self.understood += reading.figure is not None or bool(reading.shares)
        for remark in reading.remarks:
            self.notice(remark, cell, indicator, period)
