"""A scorecard's table while it is read: where it stands, what it has given so far, and what it met on its way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Source
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.importing.dated import dated
from scorecard_desktop.importing.layout import Block
from scorecard_desktop.importing.noticing import Notices
from scorecard_desktop.importing.scorecard_headings import Column, Role
from scorecard_desktop.importing.scorecard_rows import IndicatorRow
from scorecard_desktop.importing.values import Reading, Remark
from scorecard_desktop.importing.workbook import Cell, Sheet, Workbook


@dataclass
class ScorecardTable:
    """One table with its columns understood. ``current`` is the period that the sheet reports.

    ``read`` and ``understood`` count the cells of figures that said something, and those that were understood.
    """

    workbook: Workbook
    block: Block
    columns: Sequence[Column]
    card: Scorecard
    notices: Notices
    current: Period | None
    taken: set[str]
    records: list[Record] = field(default_factory=list)
    unit_guessed: set[str] = field(default_factory=set)
    read: int = 0
    understood: int = 0

    def __post_init__(self) -> None:
        self._by_role: dict[Role | None, list[Column]] = {}
        self._by_period: dict[tuple[Role | None, Period | None], list[Column]] = {}
        for column in self.columns:
            self._by_role.setdefault(column.role, []).append(column)
            self._by_period.setdefault((column.role, column.period), []).append(column)
        self._dated = [column for column in self.columns if column.dated]

    @property
    def sheet(self) -> Sheet:
        """The sheet that the table stands on."""
        return self.block.sheet

    def first(self, row: IndicatorRow, role: Role) -> Cell | None:
        """The first cell of a row that says something under a column of a role."""
        return next((cell for _, cell in self.cells(row, role)), None)

    def of_role(self, role: Role) -> Sequence[Column]:
        """The columns of a role, left to right."""
        return self._by_role.get(role, ())

    def cells(self, row: IndicatorRow, role: Role) -> Iterator[tuple[Column, Cell]]:
        """The cells of a row under the columns of a role, blank ones left out."""
        for column in self.of_role(role):
            cell = self.sheet.at(row.row, column.index)
            if not cell.blank:
                yield column, cell

    def of_period(self, row: IndicatorRow, role: Role, period: Period) -> list[Column]:
        """The columns of a role that speak of a period: by their headings, else of the one that the row reports."""
        found = self._by_period.get((role, period), [])
        undated = self._by_period.get((role, None), [])
        if not undated or period != self.current_of(row):
            return found
        return sorted([*found, *undated], key=lambda column: column.index)

    def words(self, row: IndicatorRow, role: Role) -> str:
        """What that cell says, on one line; empty where there is none."""
        cell = self.first(row, role)
        return " ".join(cell.text.split()) if cell is not None else ""

    def column_of(self, role: Role) -> int:
        """The first column of a role; 0 where there is none."""
        return next((column.index for column in self.of_role(role)), 0)

    def figure(self, row: IndicatorRow, column: Column) -> tuple[Cell, Period | None]:
        """An indicator's cell under a column of figures, and the period that it is for: its own where it states one."""
        cell = self.sheet.at(row.row, column.index)
        own = dated(cell) if column.dated else None
        return (own.cell, own.period) if own is not None else (cell, column.period)

    def current_of(self, row: IndicatorRow) -> Period | None:
        """The period that an indicator's row reports: the latest that its own cells state, else the sheet's."""
        own = [
            found.period for column in self._dated if (found := dated(self.sheet.at(row.row, column.index))) is not None
        ]
        return max(own, default=self.current)

    def name_fill(self, row: IndicatorRow) -> str:
        """The fill behind the indicator's name: a row that is coloured as a whole says nothing by it."""
        return self.sheet.at(row.row, self.column_of(Role.NAME)).fill

    def source(self, cell: Cell) -> Source:
        """Where a cell is, with what it shows."""
        return self.workbook.source(self.sheet, cell)

    def spread(self, cell: Cell) -> bool:
        """Whether a cell is merged over several columns of figures: then it is a note and none of their figures."""
        return len(self.covered(cell)) > 1

    def covered(self, cell: Cell) -> list[Column]:
        """The columns of figures that a merged cell stands over."""
        merge = self.sheet.merge_at(cell.row, cell.column)
        if merge is None:
            return []
        return [c for c in self.of_role(Role.VALUE) if merge.left <= c.index <= merge.right]

    def notice(self, remark: Remark, cell: Cell | None, indicator: Indicator, period: str = "") -> None:
        """A finding about an indicator, at a cell."""
        self.notices.remark(self.sheet, cell, remark, indicator=indicator.id, period=period, subject=indicator.title)

    def notice_all(self, reading: Reading, cell: Cell, indicator: Indicator, period: str = "") -> None:
        """The findings of a cell that was read."""
        self.read += not reading.nothing
        self.understood += reading.figure is not None or bool(reading.shares)
        for remark in reading.remarks:
            self.notice(remark, cell, indicator, period)
