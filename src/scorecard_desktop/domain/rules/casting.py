"""Budget tables that do not add up."""

from __future__ import annotations

from collections.abc import Iterator

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetAmount, BudgetLine, BudgetTable, cast
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.rules.rule import reading


@reading(BudgetTable, BudgetLine, BudgetAmount)
def casting(book: Book) -> Iterator[Finding]:
    """Each total, sub-total or identity between columns that does not hold beyond the rounding of the table's unit."""
    for table in book.budget_tables():
        lines = book.budget_lines(table.id)
        line_names = {line.line: line.description for line in lines}
        headings = {column.key: column.heading for column in table.columns}
        for difference in cast(table, lines, book.budget_amounts(table.id)):
            place = difference.source or table.source
            yield Finding(
                rule="casting",
                severity=Severity.ERROR,
                message=f"{difference.sentence}.",
                advice="Correct the total or the figures that it adds up, or say in a note why they differ.",
                period=table.period,
                subject=f"{table.title}: {line_names[difference.line]}, {headings[difference.column]}",
                file=place.file if place is not None else "",
                sheet=place.sheet if place is not None else "",
                cell=place.cell if place is not None else "",
            )
