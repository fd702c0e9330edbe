"""What is doubted in a budget table: figures that do not add up, and those unlike what was last reported."""

from __future__ import annotations

from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetTable, CastingDifference, ColumnRole
from scorecard_desktop.domain.budget_months import last_report, movements
from scorecard_desktop.domain.casting import differences, subject
from scorecard_desktop.domain.figures import half_of_last
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.money import Showing
from scorecard_desktop.domain.period import period_from_code


def doubts(book: Book, table: BudgetTable) -> list[CastingDifference]:
    """Every figure of a table that its parts, or the last report, do not bear out; each place once."""
    found = {(one.line, one.column): one for one in (*unlike_last_report(book, table), *differences(book, table))}
    columns = [column.key for column in table.columns]
    order = {line.line: line.order for line in book.budget_lines(table.id)}
    return sorted(found.values(), key=lambda one: (order[one.line], columns.index(one.column)))


def unlike_last_report(book: Book, table: BudgetTable) -> list[CastingDifference]:
    """Previous variances, or else movements, that are not what the last report of the same table makes them."""
    column = next(
        (c for role in (ColumnRole.PREVIOUS_VARIANCE, ColumnRole.MOVEMENT) for c in table.columns if c.role is role),
        None,
    )
    before = last_report(book, table) if column is not None else None
    if column is None or before is None:
        return []
    stated = {amount.line: amount for amount in book.budget_amounts(table.id) if amount.column == column.key}
    is_movement = column.role is ColumnRole.MOVEMENT
    places = before.decimals + table.unit.places - before.unit.places
    own, theirs = half_of_last(table.decimals), Decimal("0.5").scaleb(-places)
    allowance = own * (2 if is_movement else 1) + theirs
    shown = Showing(table.unit, table.unit, max(table.decimals, places), rounds=False)
    when = period_from_code(before.period).label
    found = []
    for line, moved in movements(book, table).items():
        amount = stated.get(line)
        made = moved.movement if is_movement else moved.before
        if amount is None or abs(amount.amount - made) <= allowance:
            continue
        sentence = (
            f"{moved.line.description}, {column.heading}: {shown.words(amount.amount)} is stated, but the variance "
            f"reported for {when} was {shown.words(moved.before)}"
        )
        if is_movement:
            sentence += f", which makes a movement of {shown.words(moved.movement)}"
        found.append(CastingDifference(table.id, line, column.key, amount.amount, made, sentence, amount.source))
    return found


def figure_of(book: Book, finding: Finding) -> tuple[str, str, str] | None:
    """The table, line and column of an amount that a finding is about; None where it is about no amount of a budget."""
    if finding.indicator or ": " not in finding.subject:
        return None
    for table in book.budget_tables():
        if not finding.subject.startswith(f"{table.title}: ") or finding.period not in ("", table.period):
            continue
        for line in book.budget_lines(table.id):
            for column in table.columns:
                if subject(table, line, column) == finding.subject and _is_from(finding, table):
                    return table.id, line.line, column.key
    return None


def _is_from(finding: Finding, table: BudgetTable) -> bool:
    """Whether a finding without a period, which an import left, is of the table's own file."""
    return bool(finding.period) or table.source is None or finding.file in ("", table.source.file)
