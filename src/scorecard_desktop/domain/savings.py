"""Savings: what was planned, what has been delivered, what is at risk, by the rating that officers give each."""

from __future__ import annotations

from decimal import Decimal

from scorecard_desktop.domain.budget import BudgetTableKind, ColumnRole
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.monitoring import Monitored
from scorecard_desktop.domain.rag import Rag


@dataclass(frozen=True, slots=True)
class SavingsOf:
    """The savings of one rating, in the table's unit; a column that the table does not have adds nothing."""

    rag: Rag
    count: int
    planned: Decimal
    delivered: Decimal
    at_risk: Decimal


@dataclass(frozen=True, slots=True)
class SavingsPosition:
    """The savings of a table by rating, gravest first, and all together."""

    by_rag: tuple[SavingsOf, ...]
    planned: Decimal
    delivered: Decimal
    at_risk: Decimal

    @property
    def delivered_percent(self) -> Decimal | None:
        """What has been delivered in percent of what was planned; None where nothing was."""
        return self.delivered / self.planned * 100 if self.planned else None

    @property
    def at_risk_percent(self) -> Decimal | None:
        """What is at risk in percent of what was planned; None where nothing was."""
        return self.at_risk / self.planned * 100 if self.planned else None


def savings_position(found: Monitored) -> SavingsPosition | None:
    """How a table's savings stand; None for any other table, and where it says neither plan nor delivery."""
    if found.table.kind is not BudgetTableKind.SAVINGS or not found.has(ColumnRole.PLANNED):
        return None
    ratings = sorted({line.rag for line in found.parts}, key=lambda rag: -rag.severity)

    def added(role: ColumnRole, rag: Rag) -> Decimal:
        amounts = (found.of(line, role) for line in found.parts if line.rag is rag)
        return sum((amount for amount in amounts if amount is not None), Decimal(0))

    return SavingsPosition(
        tuple(
            SavingsOf(
                rag,
                sum(line.rag is rag for line in found.parts),
                added(ColumnRole.PLANNED, rag),
                added(ColumnRole.DELIVERED, rag),
                added(ColumnRole.AT_RISK, rag),
            )
            for rag in ratings
        ),
        *(found.summed(role) or Decimal(0) for role in (ColumnRole.PLANNED, ColumnRole.DELIVERED, ColumnRole.AT_RISK)),
    )
