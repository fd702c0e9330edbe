"""A scorecard's table while it is read: where it stands, what it has given so far, and what it met on its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from scorecard_desktop.domain.change import Record
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Source
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.importing.dated import dated
from scorecard_desktop.importing.known_words import Words
from scorecard_desktop.importing.layout import Block
from scorecard_desktop.importing.noticing import Notices
from scorecard_desktop.importing.scorecard_headings import Column, Role
from scorecard_desktop.importing.scorecard_rows import IndicatorRow, indicator_cells
from scorecard_desktop.importing.values import Reading, Remark
from scorecard_desktop.importing.workbook import Cell, Sheet, Workbook


@dataclass
class ScorecardTable:
    """One table with its columns understood. ``current`` is the period that the sheet reports.

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

    @property
    def sheet(self) -> Sheet:
        """The sheet that the table stands on."""
        return self.block.sheet

    def first(self, row: IndicatorRow, role: Role) -> Cell | None:
        """The first cell of a row that says something under a column of a role."""
        return next((cell for _, cell in indicator_cells(self.block, row.row, self.columns, role)), None)

    def words(self, row: IndicatorRow, role: Role) -> str:
        """What that cell says, on one line; empty where there is none."""
        cell = self.first(row, role)
        return " ".join(cell.text.split()) if cell is not None else ""

    def column_of(self, role: Role) -> int:
        """The first column of a role; 0 where there is none."""
        return next((column.index for column in self.columns if column.role is role), 0)

    def figure(self, row: IndicatorRow, column: Column) -> tuple[Cell, Period | None]:
        """An indicator's cell under a column of figures, and the period that it is for: its own where it states one."""
        cell = self.sheet.at(row.row, column.index)
        own = dated(cell) if column.dated else None
        return (own.cell, own.period) if own is not None else (cell, column.period)

    def current_of(self, row: IndicatorRow) -> Period | None:
        """The period that an indicator's row reports: the latest that its own cells state, else the sheet's."""
        own = [
            found.period
            for column in self.columns
            if column.dated and (found := dated(self.sheet.at(row.row, column.index))) is not None
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
        return [c for c in self.columns if c.role is Role.VALUE and merge.left <= c.index <= merge.right]

    def notice(self, remark: Remark, cell: Cell | None, indicator: Indicator, period: str = "") -> None:
        """A finding about an indicator, at a cell."""
        self.notices.remark(self.sheet, cell, remark, indicator=indicator.id, period=period, subject=indicator.title)

    def notice_all(self, reading: Reading, cell: Cell, indicator: Indicator, period: str = "") -> None:
        """The findings of a cell that was read."""
        self.read += not reading.nothing
        self.understood += reading.figure is not None or bool(reading.shares)
        for remark in reading.remarks:
            self.notice(remark, cell, indicator, period)
