"""Budget tables that do not add up, or whose signs are not what they say."""

from __future__ import annotations

from collections.abc import Iterator

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetAmount, BudgetLine, BudgetTable, SignConvention
from scorecard_desktop.domain.budget_sums import sign_unlike_stated
from scorecard_desktop.domain.casting import differences, subject
from scorecard_desktop.domain.finding import Finding, Severity
from scorecard_desktop.domain.rules.rule import reading


@reading(BudgetTable, BudgetLine, BudgetAmount, Finding)
def casting(book: Book) -> Iterator[Finding]:
    """Each figure for which a total, a sub-total or what follows from other columns does not hold beyond rounding."""
    for table in book.budget_tables():
        lines = {line.line: line for line in book.budget_lines(table.id)}
        columns = {column.key: column for column in table.columns}
        for difference in differences(book, table):
            place = difference.source or table.source
            yield Finding(
                rule="casting",
                severity=Severity.ERROR,
                message=f"{difference.sentence}.",
                advice="Correct the total or the figures that it adds up, or say in a note why they differ.",
                period=table.period,
                subject=subject(table, lines[difference.line], columns[difference.column]),
                file=place.file if place is not None else "",
                sheet=place.sheet if place is not None else "",
                cell=place.cell if place is not None else "",
            )


@reading(BudgetTable, BudgetLine, BudgetAmount)
def sign_convention(book: Book) -> Iterator[Finding]:
    """A table whose variances have the other sign than its headings or notes say."""
    for table in book.budget_tables():
        first = sign_unlike_stated(table, book.budget_lines(table.id), book.budget_amounts(table.id))
        if first is None:
            continue
        place = first.source or table.source
        over = "over" if table.sign is SignConvention.OVER_IS_POSITIVE else "under"
        made = "budget less forecast" if table.sign is SignConvention.OVER_IS_POSITIVE else "forecast less budget"
        yield Finding(
            rule="sign-convention",
            severity=Severity.ERROR,
            message=f"The table says that a positive variance is an {over}spend, but its variances are {made}.",
            advice="Correct the heading or note that says what the sign means, or the signs of the variances.",
            period=table.period,
            subject=table.title,
            file=place.file if place is not None else "",
            sheet=place.sheet if place is not None else "",
            cell=place.cell if place is not None else "",
        )
