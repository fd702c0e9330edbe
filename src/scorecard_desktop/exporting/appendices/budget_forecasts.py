"""How the forecasts that matter have gone through the year: small charts side by side, and their figures in a table."""

from __future__ import annotations

from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetLine, BudgetTable
from scorecard_desktop.domain.budget_months import Standing, lines_to_watch
from scorecard_desktop.domain.figures import Unit
from scorecard_desktop.domain.money import Showing, showing
from scorecard_desktop.domain.pictures.budget import forecast_picture
from scorecard_desktop.domain.settings import BUDGET_VARIANCE, value_of
from scorecard_desktop.exporting.document import (
    Align,
    Block,
    Cell,
    Column,
    Columns,
    Figure,
    Heading,
    Row,
    Table,
    Together,
    Voice,
    para,
)
from scorecard_desktop.exporting.picture_chart import PictureChart, alt_text
from scorecard_desktop.exporting.wording import number, true_minus

_ABREAST = 2
_HEIGHT = 0.46
_WHY = (
    "The total, and the largest variances of those that are {beyond:f}% of the budget or more or that officers "
    "explain. The line is the forecast for the whole year at each report; the dashes are the budget."
)
_CUT = "Each chart has a scale of its own, which does not start at nil."


def forecasts(book: Book, table: BudgetTable) -> list[Block]:
    """The charts of the lines that ``lines_to_watch`` names, with why these, and the table that says the same."""
    drawn = lines_to_watch(book, table)
    if not drawn:
        return []
    shown = showing(book, table)
    charts = [_chart(book, table, line, shown) for line, _ in drawn]
    heading = Heading(4, "Forecasts through the year", listed=False)
    cut = any(chart.scale_words for chart in charts)
    note = para(_WHY.format(beyond=value_of(book, BUDGET_VARIANCE)) + (f" {_CUT}" if cut else ""), voice=Voice.NOTE)
    figures = [
        Figure(chart, alt_text(chart), line.description, height=_HEIGHT)
        for chart, (line, _) in zip(charts, drawn, strict=True)
    ]
    rows = [_abreast(figures[at : at + _ABREAST]) for at in range(0, len(figures), _ABREAST)]
    return [Together((heading, note, rows[0])), *rows[1:], _figures(table, drawn, shown)]


def _abreast(figures: list[Figure]) -> Columns:
    empty: tuple[tuple[Block, ...], ...] = ((),) * (_ABREAST - len(figures))
    return Columns((*((figure,) for figure in figures), *empty), (1.0,) * _ABREAST)


def _chart(book: Book, table: BudgetTable, line: BudgetLine, shown: Showing) -> PictureChart:
    """The line's forecast as the window draws it."""
    after = shown.unit.value.removeprefix(Unit.MONEY.prefix)
    return PictureChart(forecast_picture(book, table, line), Unit.MONEY, shown.decimals, after)


def _figures(table: BudgetTable, drawn: tuple[tuple[BudgetLine, tuple[Standing, ...]], ...], shown: Showing) -> Table:
    """One row for each report, oldest first; under each line its budget then and its forecast."""
    periods = sorted({one.period for _, standings in drawn for one in standings}, key=lambda one: one.end)
    columns = [Column("Report", row_header=True, weight=0)]
    for line, _ in drawn:
        columns += [
            Column(name, Align.DECIMAL, line.description, weight=0.5, spoken=f"{line.description}, {name.lower()}")
            for name in ("Budget", "Forecast")
        ]
    at = [{one.period: one for one in standings} for _, standings in drawn]
    rows = []
    for period in periods:
        cells = [Cell(period.heading, spoken=period.label)]
        for known in at:
            one = known.get(period)
            cells += [Cell(), Cell()] if one is None else [_money(one.budget, shown), _money(one.forecast, shown)]
        rows.append(Row(tuple(cells)))
    summary = (
        f"One row for each report of {table.title} in the year, oldest first, with budget and forecast of each line "
        "that is drawn. It says what the charts show."
    )
    return Table(tuple(columns), tuple(rows), summary=summary, compact=True)


def _money(amount: Decimal | None, shown: Showing) -> Cell:
    return Cell("" if amount is None else true_minus(number(shown.amount(amount), shown.decimals)))
