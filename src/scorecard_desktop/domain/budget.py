"""Budget monitoring tables (rules.md, Budget monitoring); whether they add up is ``casting``'s to tell."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import ClassVar

from scorecard_desktop.domain.figures import round_half_up
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.observation import Source
from scorecard_desktop.domain.rag import Rag


class BudgetTableKind(Enum):
    """What a table monitors; it decides which identities must hold."""

    REVENUE = "revenue"
    RESERVES = "reserves and provisions"
    DSG = "dedicated schools grant"
    SCHOOL_BALANCES = "school balances"
    CAPITAL = "capital"
    CONTRIBUTIONS = "grants and contributions"
    SAVINGS = "savings"
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
    ADDED = "transfers in"
    USE = "use"
    CLOSING = "closing balance"
    CUMULATIVE = "cumulative balance"
    PLANNED = "planned"
    DELIVERED = "delivered"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
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

    @property
    def places(self) -> int:
        """How many places its point stands from that of pounds: 3 for £k."""
        return {MoneyUnit.POUNDS: 0, MoneyUnit.THOUSANDS: 3, MoneyUnit.MILLIONS: 6}[self]

    @property
    def words(self) -> str:
        """``thousands of pounds``."""
        return {
            MoneyUnit.POUNDS: "pounds",
            MoneyUnit.THOUSANDS: "thousands of pounds",
            MoneyUnit.MILLIONS: "millions of pounds",
        }[self]

    def pounds(self, amount: Decimal) -> Decimal:
        """An amount in this unit in pounds, exactly."""
        return amount.scaleb(self.places)

    def of_pounds(self, amount: Decimal) -> Decimal:
        """An amount in pounds in this unit, exactly."""
        return amount.scaleb(-self.places)


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
    """A line of a table. ``group`` joins the lines that one sub-total or total adds up (``financing`` in capital).

    ``rag`` is how the officers who answer for a saving rate it, as they state it: it follows from no figure.
    """

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
    rag: Rag = Rag.NONE

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


def lasting_line(table: str, line: str) -> str:
    """What names a line whichever month's table it stands in: a table's id without its period, and the line's own key.

    ``general-fund/placements`` for the line ``placements`` of ``general-fund/2018-05``.
    """
    return f"{table.rpartition('/')[0] or table}/{line}"


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


def rounding_allowance(parts: int, decimals: int) -> Decimal:
    """How far a printed total may differ from the sum of ``parts`` printed figures by rounding alone.

    Each figure is out by at most half of its last digit, the total itself included.
    """
    return Decimal(parts + 1) * Decimal("0.5").scaleb(-decimals)


def show_money(amount: Decimal, unit: MoneyUnit, decimals: int) -> str:
    """``£185.948m``, ``-£0.379m``, ``£1,200``."""
    rounded = round_half_up(amount, decimals)
    sign = "-" if rounded < 0 else ""
    suffix = {MoneyUnit.POUNDS: "", MoneyUnit.THOUSANDS: "k", MoneyUnit.MILLIONS: "m"}[unit]
    return f"{sign}£{abs(rounded):,.{decimals}f}{suffix}"
