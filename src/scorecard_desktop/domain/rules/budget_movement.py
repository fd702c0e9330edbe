"""Budget tables that say of the last report what the last report did not say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import (
    BudgetAmount,
    BudgetLine,
    BudgetTable,
    ColumnRole,
)
from scorecard_desktop.domain.budget_months import last_report, movements
from scorecard_desktop.domain.casting import subject
from scorecard_desktop.domain.figures import half_of_last
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.money import Showing
from scorecard_desktop.domain.period import period_from_code
from scorecard_desktop.domain.rules.rule import reading


@reading(BudgetTable, BudgetLine, BudgetAmount)
def movement_mismatch(book: Book) -> Iterator[Finding]:
    """A previous variance, or else a movement, that is not what the last report of the same table makes it."""
    for table in book.budget_tables():
        column = next(
            (
                c
                for role in (ColumnRole.PREVIOUS_VARIANCE, ColumnRole.MOVEMENT)
                for c in table.columns
                if c.role is role
            ),
            None,
        )
        before = last_report(book, table) if column is not None else None
        if column is None or before is None:
            continue
        stated = {amount.line: amount for amount in book.budget_amounts(table.id) if amount.column == column.key}
        is_movement = column.role is ColumnRole.MOVEMENT
        places = before.decimals + table.unit.places - before.unit.places
        own, theirs = half_of_last(table.decimals), Decimal("0.5").scaleb(-places)
        allowance = own * (2 if is_movement else 1) + theirs
        shown = Showing(table.unit, table.unit, max(table.decimals, places), rounds=False)
        for line, moved in movements(book, table).items():
            amount = stated.get(line)
            made = moved.movement if is_movement else moved.before
            if amount is None or abs(amount.amount - made) <= allowance:
                continue
            when = period_from_code(before.period).label
            place = amount.source or table.source
            yield Finding(
                rule="movement-mismatch",
                severity=Severity.WARNING,
                message=(
                    f"{moved.line.description}, {column.heading}: {shown.words(amount.amount)} is stated, but the "
                    f"variance reported for {when} was {shown.words(moved.before)}"
                    + (f", which makes a movement of {shown.words(moved.movement)}." if is_movement else ".")
                ),
                advice="Correct the figure, or say in a note what was restated since that report.",
                period=table.period,
                subject=subject(table, moved.line, column),
                file=place.file if place is not None else "",
                sheet=place.sheet if place is not None else "",
                cell=place.cell if place is not None else "",
            )
