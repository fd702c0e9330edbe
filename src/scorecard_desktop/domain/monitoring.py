"""A budget table with its lines and amounts at hand, and what it says of a line: variance, share of the budget."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import (
    BudgetColumn,
    BudgetLine,
    BudgetTable,
    BudgetTableKind,
    ColumnRole,
    LineRole,
    SignConvention,
    rounding_allowance,
)
from scorecard_desktop.domain.budget_sums import Place
from scorecard_desktop.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Monitored:
    """A table at one period. ``lines`` are in their order; amounts are in the table's own unit."""

    table: BudgetTable
    lines: tuple[BudgetLine, ...]
    amounts: Mapping[Place, Decimal]

    def has(self, *roles: ColumnRole) -> bool:
        """Whether the table has a column of every one of these meanings."""
        return set(roles) <= {column.role for column in self.table.columns}

    def column(self, role: ColumnRole) -> BudgetColumn | None:
        """The first column of a meaning."""
        return next((column for column in self.table.columns if column.role is role), None)

    def of(self, line: BudgetLine, role: ColumnRole) -> Decimal | None:
        """What the first column of a meaning that has an amount on the line says."""
        columns = (column for column in self.table.columns if column.role is role)
        return next((amount for c in columns if (amount := self.amounts.get((line.line, c.key))) is not None), None)

    @property
    def parts(self) -> tuple[BudgetLine, ...]:
        """The lines that are no totals and no headings."""
        return tuple(line for line in self.lines if line.role is LineRole.LINE)

    @property
    def total(self) -> BudgetLine | None:
        """The last total; None where the table has none."""
        return next((line for line in reversed(self.lines) if line.role is LineRole.TOTAL), None)

    def summed(self, role: ColumnRole) -> Decimal | None:
        """A column for the whole table: its total, else what the lines add; None where there is neither."""
        stated = self.of(self.total, role) if self.total is not None else None
        if stated is not None:
            return stated
        found = [amount for line in self.parts if (amount := self.of(line, role)) is not None]
        return sum(found, Decimal(0)) if found else None

    def variance(self, line: BudgetLine) -> Decimal | None:
        """The variance of a line: as stated, else forecast against budget by the sign that the table states.

        A table that does not state its sign is taken as most councils write it: an overspend is positive.
        """
        stated = self.of(line, ColumnRole.VARIANCE)
        forecast, budget = self.of(line, ColumnRole.FORECAST), self.of(line, ColumnRole.BUDGET)
        if stated is not None or forecast is None or budget is None:
            return stated
        return budget - forecast if self.table.sign is SignConvention.UNDER_IS_POSITIVE else forecast - budget

    def forecast(self, line: BudgetLine) -> Decimal | None:
        """What a line is to come to: as stated, else the budget and its variance; of a balance, the closing."""
        stated = self.of(line, ColumnRole.FORECAST)
        if stated is not None:
            return stated
        budget, variance = self.of(line, ColumnRole.BUDGET), self.of(line, ColumnRole.VARIANCE)
        if budget is None or variance is None:
            return self.of(line, ColumnRole.CLOSING)
        return budget - variance if self.table.sign is SignConvention.UNDER_IS_POSITIVE else budget + variance

    def variance_percent(self, line: BudgetLine) -> Decimal | None:
        """The variance in percent of the budget, or of the opening balance; None where there is none or it is nil.

        It has the sign of the variance, so that an income budget, which is negative, is read like any other.
        """
        variance, base = self.variance(line), self.of(line, self.base)
        return None if variance is None or not base else variance / abs(base) * 100

    @property
    def base(self) -> ColumnRole:
        """What a variance is told as a share of: the budget, or in tables of balances the opening one."""
        has_budget = self.has(ColumnRole.BUDGET)
        return ColumnRole.BUDGET if has_budget or not self.has(ColumnRole.OPENING) else ColumnRole.OPENING

    @property
    def has_variance(self) -> bool:
        """Whether its lines have a variance, stated or to be worked out."""
        return self.has(ColumnRole.VARIANCE) or self.has(ColumnRole.FORECAST, ColumnRole.BUDGET)


def monitored(book: Book, table: BudgetTable) -> Monitored:
    """A table of a book with its lines and amounts."""
    amounts = {(one.line, one.column): one.amount for one in book.budget_amounts(table.id)}
    return Monitored(table, tuple(book.budget_lines(table.id)), amounts)


# What a table amounts to


@dataclass(frozen=True, slots=True)
class Step:
    """One step from the opening to the closing balance: by how much it moves, and what the balance is after it.

    ``line`` is the reserve that moves; None for the two balances and for what rounding, or nothing, explains.
    """

    words: str
    change: Decimal
    after: Decimal
    line: BudgetLine | None = None
    is_balance: bool = False


def waterfall(found: Monitored) -> tuple[Step, ...]:
    """The steps from a table's opening balance to its closing one; nothing where it states no balances.

    Each reserve that moves is a step, by its closing less its opening balance; one of which the table states apart what
    goes in and what is used is two. What then parts the last step from the closing balance is a step of its own, called
    rounding where rounding can explain it.
    """
    opening, closing = found.summed(ColumnRole.OPENING), found.summed(ColumnRole.CLOSING)
    if opening is None or closing is None:
        return ()
    steps = [Step("Opening balance", opening, opening, is_balance=True)]
    for line in found.parts:
        for words, change in _changes(found, line):
            steps.append(Step(words, change, steps[-1].after + change, line))
    gap = closing - steps[-1].after
    if gap:
        allowance = rounding_allowance(max(2 * len(found.parts), len(steps)) + 1, found.table.decimals)
        steps.append(Step("Rounding" if abs(gap) <= allowance else "Not explained by the lines", gap, closing))
    return (*steps, Step("Closing balance", closing, closing, is_balance=True))


def _changes(found: Monitored, line: BudgetLine) -> list[tuple[str, Decimal]]:
    """By how much a reserve moves, with the words for it: what goes in and what is used, where both are stated."""
    before, after = found.of(line, ColumnRole.OPENING), found.of(line, ColumnRole.CLOSING)
    if before is None or after is None:
        return []
    added, used = found.of(line, ColumnRole.ADDED), found.of(line, ColumnRole.USE)
    if not added or not used:
        return [(line.description, after - before)] if after != before else []
    taken = min((-used, used), key=lambda change: abs(before + added + change - after))  # whichever way it is written
    return [(f"{line.description}: in", added), (f"{line.description}: out", taken)]


@dataclass(frozen=True, slots=True)
class Financing:
    """A column of a capital programme: what is to be spent, what pays for it, and what parts the two."""

    column: BudgetColumn
    programme: Decimal
    sources: tuple[tuple[BudgetLine, Decimal], ...]
    total: Decimal

    @property
    def gap(self) -> Decimal:
        """The programme less its financing: nil where it is financed in full."""
        return self.programme - self.total


def financing(found: Monitored) -> tuple[Financing, ...]:
    """The programme and its financing by column; nothing for a table that is no capital programme with financing.

    The total is the stated one; where none is stated, what the sources add.
    """
    if found.table.kind is not BudgetTableKind.CAPITAL:
        return ()
    made = []
    for column in found.table.columns:
        own = [
            (line, found.amounts[line.line, column.key])
            for line in found.lines
            if (line.line, column.key) in found.amounts
        ]
        spent = [amount for line, amount in own if line.role is LineRole.LINE and not line.group]
        sources = tuple((line, amount) for line, amount in own if line.role is LineRole.LINE and line.group)
        stated = next((amount for line, amount in own if line.role is LineRole.TOTAL and line.group), None)
        if spent and (sources or stated is not None):
            added = sum((amount for _, amount in sources), Decimal(0))
            made.append(Financing(column, sum(spent, Decimal(0)), sources, added if stated is None else stated))
    return tuple(made)
