"""Budget tables that say of the last report what the last report did not say."""

from __future__ import annotations

from collections.abc import Iterator

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetAmount, BudgetLine, BudgetTable
from scorecard_desktop.domain.budget_doubts import unlike_last_report
from scorecard_desktop.domain.casting import subject
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.rules.rule import reading


@reading(BudgetTable, BudgetLine, BudgetAmount)
def movement_mismatch(book: Book) -> Iterator[Finding]:
    """A previous variance, or else a movement, that is not what the last report of the same table makes it."""
    for table in book.budget_tables():
        for one in unlike_last_report(book, table):
            line = book.get(BudgetLine, table.id, one.line)
            column = next(column for column in table.columns if column.key == one.column)
            assert line is not None  # its amount is there
            place = one.source or table.source
            yield Finding(
                rule="movement-mismatch",
                severity=Severity.WARNING,
                message=f"{one.sentence}.",
                advice="Correct the figure, or say in a note what was restated since that report.",
                period=table.period,
                subject=subject(table, line, column),
                file=place.file if place is not None else "",
                sheet=place.sheet if place is not None else "",
                cell=place.cell if place is not None else "",
            )
