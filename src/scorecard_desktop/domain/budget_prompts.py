"""Questions that a budget table raises, for the members who scrutinise it: each from a figure that the table states.

They ask and do not judge: which variances are large and unexplained, which grow, what is at risk, what is used up.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetLine, BudgetTable, BudgetTableKind, ColumnRole, SignConvention
from scorecard_desktop.domain.budget_months import Moved, last_report, movements
from scorecard_desktop.domain.dsg import DsgWay, dsg_positions
from scorecard_desktop.domain.money import Showing, showing
from scorecard_desktop.domain.monitoring import Monitored, financing, monitored, waterfall
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.savings import savings_position

_MOST = 2
"""Lines that one kind of question is asked of: the largest."""
_MUCH_USED = Decimal("0.25")
"""Of the opening balances: a use of more is asked about."""


def budget_prompts(book: Book, table: BudgetTable) -> list[str]:
    """The questions that a table raises, the most money first; none where nothing in it calls for one."""
    found, shown = monitored(book, table), showing(book, table)
    return [
        *_overspends(found, shown),
        *_growing(book, found, shown),
        *_balances(found, shown),
        *_grant(book, table, shown),
        *_savings(found, shown),
        *(
            f"{shown.words(one.gap)} of {shown.words(one.programme)} is not financed. How will it be paid for?"
            for one in financing(found)
            if one.gap > 0
        ),
    ]


def _over(found: Monitored, amount: Decimal) -> Decimal:
    """A variance with an overspend positive; nil where the table does not say what its sign means."""
    if found.table.sign is SignConvention.NOT_STATED:
        return Decimal(0)
    return -amount if found.table.sign is SignConvention.UNDER_IS_POSITIVE else amount


def _overspends(found: Monitored, shown: Showing) -> list[str]:
    if not found.has(ColumnRole.BUDGET):
        return []
    over = [(line, _over(found, v)) for line in found.parts if (v := found.variance(line)) is not None]
    largest = sorted((one for one in over if one[1] > 0), key=lambda one: -one[1])[:_MOST]
    return [f"{line.description} is forecast {shown.words(by)} over its budget. {_asks(line)}" for line, by in largest]


def _asks(line: BudgetLine) -> str:
    if not line.reason:
        return "What is the reason?"
    if not line.action:
        return "The reason is given, but no action: is any possible?"
    return "By when will the action show in the forecast, and by how much?"


def _growing(book: Book, found: Monitored, shown: Showing) -> list[str]:
    before = last_report(book, found.table)
    if before is None or not found.has(ColumnRole.BUDGET):
        return []
    moved: Mapping[str, Moved] = movements(book, found.table)
    parts = {line.line for line in found.parts}
    worse = [(one.line, _over(found, one.movement)) for key, one in moved.items() if key in parts]
    largest = sorted((one for one in worse if one[1] > 0), key=lambda one: -one[1])[:_MOST]
    when = period_from_code(before.period).label
    return [
        f"{line.description} has worsened by {shown.words(by)} since {when}. What has changed, and will it go on?"
        for line, by in largest
    ]


def _balances(found: Monitored, shown: Showing) -> list[str]:
    steps = waterfall(found)
    if not steps or steps[0].after <= 0 or found.table.sign is not SignConvention.NOT_STATED:
        return []
    opening, closing = steps[0].after, steps[-1].after
    if opening - closing <= opening * _MUCH_USED:
        return []
    fall = f"The balances fall from {shown.words(opening)} to {shown.words(closing)}."
    if found.table.kind is BudgetTableKind.SCHOOL_BALANCES:
        return [f"{fall} Which schools use theirs up, and how are they supported?"]
    return [f"{fall} Is what is left enough for the risks that they are held against?"]


def _grant(book: Book, table: BudgetTable, shown: Showing) -> list[str]:
    found = dsg_positions(book, table)
    if found is None or found.years[-1].cumulative <= 0:
        return []
    amount = shown.of_pounds.words(found.years[-1].cumulative)
    if found.way is DsgWay.ADDED:
        return [f"The years held here leave the grant {amount} over. What was brought forward, and what is the plan?"]
    return [
        f"The grant’s deficit is forecast to reach {amount}. What is the plan to bring it down, and is it on course?"
    ]


def _savings(found: Monitored, shown: Showing) -> list[str]:
    position = savings_position(found)
    if position is None or not position.at_risk:
        return []
    red = [line.description for line in found.parts if line.rag is Rag.RED]
    named = f", among them {', '.join(red[:_MOST])}" if red else ""
    return [
        f"{shown.words(position.at_risk)} of savings is at risk{named}. What would be done instead if it is not made?"
    ]
