"""Budget monitoring tables, and whether they add up (rules.md, Budget monitoring; Findings, ``casting``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import ClassVar

from scorecard_desktop.domain.figures import round_half_up, significant_decimals
from scorecard_desktop.domain.observation import Source


class BudgetTableKind(Enum):
    """What a table monitors; it decides which identities must hold."""

    REVENUE = "revenue"
    RESERVES = "reserves and provisions"
    DSG = "dedicated schools grant"
    SCHOOL_BALANCES = "school balances"
    CAPITAL = "capital"
    OTHER = "other"


class ColumnRole(Enum):
    """What a column of money means; the identities between columns follow from it."""

    ORIGINAL_BUDGET = "original budget"
    VIREMENT = "virements"
    BUDGET = "budget"
    ACTUAL = "actual to date"
    FORECAST = "forecast"
    VARIANCE = "variance"
    PREVIOUS_VARIANCE = "previous variance"
    MOVEMENT = "movement"
    OPENING = "opening balance"
    USE = "use"
    CLOSING = "closing balance"
    OTHER = "other"


class LineRole(Enum):
    """What a line is to the addition."""

    LINE = "line"
    SUBTOTAL = "sub-total"
    TOTAL = "total"
    HEADING = "heading"


class SignConvention(Enum):
    """What a positive variance says; stated on every table."""

    OVER_IS_POSITIVE = "+ is an overspend, - an underspend"
    UNDER_IS_POSITIVE = "+ is an underspend, - an overspend"
    NOT_STATED = "the source does not state what the sign means"


class MoneyUnit(Enum):
    """In what the source shows its money."""

    POUNDS = "£"
    THOUSANDS = "£k"
    MILLIONS = "£m"


@dataclass(frozen=True, slots=True)
class BudgetColumn:
    """A column of money: its key in the table, its heading as written, and its role."""

    key: str
    heading: str
    role: ColumnRole


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """A monitoring table at one period. ``decimals`` is the precision that the source prints."""

    record_kind: ClassVar[str] = "budget table"

    id: str
    order: int
    title: str
    kind: BudgetTableKind
    period: str
    unit: MoneyUnit
    decimals: int
    sign: SignConvention
    columns: tuple[BudgetColumn, ...]
    source: Source | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A line of a table. ``group`` joins the lines that one sub-total or total adds up (``financing`` in capital)."""

    record_kind: ClassVar[str] = "budget line"

    table: str
    line: str
    order: int
    number: str
    description: str
    role: LineRole = LineRole.LINE
    group: str = ""
    reason: str = ""
    action: str = ""
    source: Source | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.table, self.line)


@dataclass(frozen=True, slots=True)
class BudgetAmount:
    """One amount, in the table's own unit."""

    record_kind: ClassVar[str] = "budget amount"

    table: str
    line: str
    column: str
    amount: Decimal
    source: Source | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it unique in a book."""
        return (self.table, self.line, self.column)


@dataclass(frozen=True, slots=True)
class CastingDifference:
    """Figures that should agree and do not: ``stated`` in the table against ``computed`` from its parts.

    ``line`` and ``column`` name the cell that is stated; ``sentence`` gives the arithmetic in the table's unit.
    """

    table: str
    line: str
    column: str
    stated: Decimal
    computed: Decimal
    sentence: str
    source: Source | None = None

    @property
    def difference(self) -> Decimal:
        """Stated less computed."""
        return self.stated - self.computed


Amounts = Mapping[tuple[str, str], BudgetAmount]

_IDENTITIES: tuple[tuple[ColumnRole, tuple[tuple[ColumnRole, int], ...], str], ...] = (
    (ColumnRole.CLOSING, ((ColumnRole.OPENING, 1), (ColumnRole.USE, -1)), "opening less use"),
    (ColumnRole.BUDGET, ((ColumnRole.ORIGINAL_BUDGET, 1), (ColumnRole.VIREMENT, 1)), "original budget plus virements"),
    (ColumnRole.VARIANCE, ((ColumnRole.FORECAST, 1), (ColumnRole.BUDGET, -1)), "forecast less budget"),
    (ColumnRole.VARIANCE, ((ColumnRole.CLOSING, 1), (ColumnRole.OPENING, -1)), "closing less opening"),
    (ColumnRole.MOVEMENT, ((ColumnRole.VARIANCE, 1), (ColumnRole.PREVIOUS_VARIANCE, -1)), "variance less previous"),
)


def rounding_allowance(parts: int, decimals: int) -> Decimal:
    """How far a printed total may differ from the sum of ``parts`` printed figures by rounding alone.

    Each figure is out by at most half of its last digit, the total itself included.
    """
    return Decimal(parts + 1) * Decimal("0.5").scaleb(-decimals)


def cast(table: BudgetTable, lines: Iterable[BudgetLine], amounts: Iterable[BudgetAmount]) -> list[CastingDifference]:
    """Every total, sub-total and identity of a table that does not hold beyond rounding.

    Down the columns: a sub-total or total against the lines of its group above it. Across the rows: closing against
    opening less use, variance against forecast less budget and so on, where those columns are there. In a capital
    table: total financing against the programme that it finances.
    """
    ordered = sorted(lines, key=lambda line: line.order)
    by_place: dict[tuple[str, str], BudgetAmount] = {(a.line, a.column): a for a in amounts}
    return [*_cast_down(table, ordered, by_place), *_cast_across(table, ordered, by_place)]


def _cast_down(table: BudgetTable, lines: Sequence[BudgetLine], amounts: Amounts) -> list[CastingDifference]:
    found: list[CastingDifference] = []
    for position, total in enumerate(lines):
        if total.role not in (LineRole.SUBTOTAL, LineRole.TOTAL):
            continue
        parts = _parts_of(total, lines[:position])
        for column in table.columns:
            stated = amounts.get((total.line, column.key))
            added = [amounts[p.line, column.key].amount for p in parts if (p.line, column.key) in amounts]
            if stated is None or not added:
                continue
            difference = _difference(table, total, column, stated, sum(added, Decimal(0)), len(added), "the lines add")
            if difference is not None:
                found.append(difference)
        if total.role is LineRole.TOTAL and total.group:
            found.extend(_cast_financing(table, total, lines[:position], amounts))
    return found


def _parts_of(total: BudgetLine, above: Sequence[BudgetLine]) -> list[BudgetLine]:
    """A sub-total adds the lines since the last sub-total; a total adds its group's lines, sub-totals left out."""
    if total.role is LineRole.TOTAL:
        start = max((i + 1 for i, line in enumerate(above) if line.role is LineRole.TOTAL), default=0)
        return [line for line in above[start:] if line.role is LineRole.LINE and line.group == total.group]
    start = max((i + 1 for i, line in enumerate(above) if line.role is not LineRole.LINE), default=0)
    return [line for line in above[start:] if line.group == total.group]


def _cast_financing(
    table: BudgetTable, total: BudgetLine, above: Sequence[BudgetLine], amounts: Amounts
) -> list[CastingDifference]:
    """The total of a financing group equals what it finances: the lines outside any group."""
    if table.kind is not BudgetTableKind.CAPITAL:
        return []
    financed = [line for line in above if line.role is LineRole.LINE and not line.group]
    found = []
    for column in table.columns:
        stated = amounts.get((total.line, column.key))
        parts = [amounts[line.line, column.key].amount for line in financed if (line.line, column.key) in amounts]
        if stated is None or not parts:
            continue
        difference = _difference(
            table, total, column, stated, sum(parts, Decimal(0)), len(parts), "the programme it finances is"
        )
        if difference is not None:
            found.append(difference)
    return found


def _cast_across(table: BudgetTable, lines: Sequence[BudgetLine], amounts: Amounts) -> list[CastingDifference]:
    keys: dict[ColumnRole, BudgetColumn] = {}
    for column in table.columns:
        keys.setdefault(column.role, column)
    found = []
    for result, terms, words in _IDENTITIES:
        if result not in keys or any(role not in keys for role, _ in terms):
            continue
        for line in lines:
            stated = amounts.get((line.line, keys[result].key))
            parts = [(amounts.get((line.line, keys[role].key)), sign) for role, sign in terms]
            if stated is None or any(part is None for part, _ in parts):
                continue
            computed = sum((part.amount * sign for part, sign in parts if part is not None), Decimal(0))
            difference = _difference(table, line, keys[result], stated, computed, len(parts), f"{words} is")
            if difference is not None:
                found.append(difference)
    return found


def _difference(
    table: BudgetTable,
    line: BudgetLine,
    column: BudgetColumn,
    stated: BudgetAmount,
    computed: Decimal,
    parts: int,
    words: str,
) -> CastingDifference | None:
    if abs(stated.amount - computed) <= rounding_allowance(parts, table.decimals):
        return None
    decimals = max(table.decimals, significant_decimals(stated.amount), significant_decimals(computed))
    sentence = (
        f"{line.description}, {column.heading}: {show_money(stated.amount, table.unit, decimals)} is stated, "
        f"{words} {show_money(computed, table.unit, decimals)}, a difference of "
        f"{show_money(stated.amount - computed, table.unit, decimals)}"
    )
    return CastingDifference(table.id, line.line, column.key, stated.amount, computed, sentence, stated.source)


def show_money(amount: Decimal, unit: MoneyUnit, decimals: int) -> str:
    """``£185.948m``, ``-£0.379m``, ``£1,200``."""
    rounded = round_half_up(amount, decimals)
    sign = "-" if rounded < 0 else ""
    suffix = {MoneyUnit.POUNDS: "", MoneyUnit.THOUSANDS: "k", MoneyUnit.MILLIONS: "m"}[unit]
    return f"{sign}£{abs(rounded):,.{decimals}f}{suffix}"
