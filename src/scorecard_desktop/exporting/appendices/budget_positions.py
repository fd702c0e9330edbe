"""What a budget table amounts to on paper: reserves step by step, the grant over the years, savings, financing."""

from __future__ import annotations

from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetTable
from scorecard_desktop.domain.budget_months import standing_title
from scorecard_desktop.domain.budget_words import (
    deficit_words,
    financing_words,
    grant_words,
    savings_words,
    waterfall_words,
)
from scorecard_desktop.domain.dsg import dsg_positions
from scorecard_desktop.domain.money import showing
from scorecard_desktop.domain.monitoring import financing, monitored, waterfall
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.savings import savings_position
from scorecard_desktop.exporting.bar import Bar, BarKind
from scorecard_desktop.exporting.bars import BarChart
from scorecard_desktop.exporting.document import (
    Align,
    Block,
    Cell,
    Column,
    Figure,
    Row,
    RowKind,
    Table,
    Together,
    para,
    strong,
)
from scorecard_desktop.exporting.wording import true_minus

_HEIGHT, _LEAST = 0.3, 0.22
_FEWEST_BARS = 3


def positions(book: Book, table: BudgetTable) -> list[Block]:
    """What follows from a table, each in a sentence, with a picture and its table where there is one."""
    return [*_reserves(book, table), *_grant(book, table), *_savings(book, table), *_financing(book, table)]


def _reserves(book: Book, table: BudgetTable) -> list[Block]:
    steps, shown = waterfall(monitored(book, table)), showing(book, table)
    if not any(step for step in steps if not step.is_balance):
        return []
    said = f"The balances go {waterfall_words(steps, shown)}."
    bars = tuple(
        Bar(
            step.words,
            Decimal(0) if step.is_balance else step.after - step.change,
            step.after,
            true_minus(shown.words(step.after) if step.is_balance else shown.signed(step.change)),
            BarKind.BALANCE if step.is_balance else BarKind.MORE if step.change > 0 else BarKind.LESS,
        )
        for step in steps
    )
    alt = "; ".join(
        f"{step.words} {shown.words(step.after) if step.is_balance else shown.signed(step.change)}" for step in steps
    )
    rows = tuple(
        Row(
            (
                Cell(step.words),
                Cell("" if step.is_balance else true_minus(shown.signed(step.change))),
                Cell(true_minus(shown.words(step.after))),
            ),
            RowKind.TOTAL if step.is_balance else RowKind.BODY,
        )
        for step in steps
    )
    columns = (
        Column("Step", row_header=True, weight=2),
        Column("Change", Align.DECIMAL, weight=0.5),
        Column("Balance after it", Align.DECIMAL, weight=0.5),
    )
    title = standing_title(table)
    return [
        para(true_minus(said)),
        Together(
            (
                Figure(
                    BarChart(bars),
                    f"Bar chart of {title}, from the opening to the closing balance: {alt}.",
                    "From the opening to the closing balance",
                    height=_HEIGHT,
                    least=_LEAST,
                ),
                Table(
                    columns,
                    rows,
                    summary="One row for each step between the two balances. It says what the chart shows.",
                    compact=True,
                ),
            )
        ),
    ]


def _grant(book: Book, table: BudgetTable) -> list[Block]:
    found, shown = dsg_positions(book, table), showing(book, table).of_pounds
    if found is None:
        return []
    words = grant_words(found, shown)
    blocks: list[Block] = [para(strong("Cumulative position. "), true_minus(f"{words}."))]
    if len(found.years) < _FEWEST_BARS:
        return blocks
    bars = tuple(
        Bar(
            year.name,
            Decimal(0),
            year.cumulative,
            true_minus(shown.words(year.cumulative)),
            BarKind.MORE if year.cumulative > 0 else BarKind.LESS,
        )
        for year in found.years
    )
    alt = "; ".join(f"{year.name} {deficit_words(year.cumulative, shown)}" for year in found.years)
    rows = tuple(
        Row(
            (
                Cell(year.name),
                Cell("" if year.change is None else true_minus(shown.signed(year.change))),
                Cell(deficit_words(year.cumulative, shown)),
            )
        )
        for year in found.years
    )
    columns = (
        Column("Year or month", row_header=True, weight=2),
        Column("In the year", Align.DECIMAL, weight=0.5),
        Column("Cumulative", Align.RIGHT, weight=0.8),
    )
    figure = Figure(
        BarChart(bars),
        f"Bar chart of the cumulative position of the Dedicated Schools Grant, a deficit upwards: {alt}.",
        "Cumulative position of the grant: a deficit is above the line",
        height=_HEIGHT,
        least=_LEAST,
    )
    summary = (
        "One row for each year or month with what it added and the cumulative position. It says what the chart shows."
    )
    return [*blocks, Together((figure, Table(columns, rows, summary=summary, compact=True)))]


def _savings(book: Book, table: BudgetTable) -> list[Block]:
    found, shown = savings_position(monitored(book, table)), showing(book, table)
    if found is None:
        return []
    columns = (
        Column("Rating", row_header=True, weight=0.5),
        Column("Savings", Align.RIGHT, weight=0.3),
        *(Column(name, Align.DECIMAL, weight=0.5) for name in ("Planned", "Delivered", "At risk")),
    )
    rows = tuple(
        Row(
            (
                Cell("Not rated") if one.rag is Rag.NONE else Cell(rag=one.rag),
                Cell(str(one.count)),
                *(Cell(true_minus(shown.words(amount))) for amount in (one.planned, one.delivered, one.at_risk)),
            )
        )
        for one in found.by_rag
    )
    summary = (
        "One row for each rating with how many savings have it, and what they were planned to bring and have brought."
    )
    return [para(true_minus(f"{savings_words(found, shown)}.")), Table(columns, rows, summary=summary, compact=True)]


def _financing(book: Book, table: BudgetTable) -> list[Block]:
    words = financing_words(financing(monitored(book, table)), showing(book, table))
    return [para(strong("Financing. "), true_minus(words))] if words else []
