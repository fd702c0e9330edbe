"""What has become of the Dedicated Schools Grant over the years: each year's variance and what it all adds up to.

A council carries a deficit of the grant forward from year to year, so that one year's overspend says little. Tables
say it in three ways, the first of which that is found holds: a line for each year with a cumulative balance; an
opening and a closing balance; the variance alone, which is then added up from the first year that is held.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetTable, BudgetTableKind, ColumnRole, SignConvention
from scorecard_desktop.domain.budget_months import same_tables, year_of_table
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.monitoring import Monitored, monitored
from scorecard_desktop.domain.period import order_of, period_from_code

_FORECAST = re.compile(r"\(?\bforecast\b\)?", re.IGNORECASE)


class DsgWay(Enum):
    """How the cumulative position is known."""

    STATED = "stated for each year"
    BALANCES = "told by the opening and closing balances"
    ADDED = "added up from the variances of the years held here"


@dataclass(frozen=True, slots=True)
class DsgYear:
    """The grant in one year or month: what it was over or under by, and all up to then, in pounds, + a deficit.

    ``change`` is None where only the balance is stated.
    """

    name: str
    change: Decimal | None
    cumulative: Decimal
    is_forecast: bool


@dataclass(frozen=True, slots=True)
class DsgPosition:
    """The cumulative position, oldest first, and the table that it is told by last."""

    table: BudgetTable
    way: DsgWay
    years: tuple[DsgYear, ...]

    @property
    def sentence(self) -> str:
        """Where it stands, without the amount: ``a cumulative deficit forecast for Mar 2019``."""
        last = self.years[-1]
        kind = "deficit" if last.cumulative > 0 else "surplus" if last.cumulative < 0 else "balance of nil"
        name = _FORECAST.sub("", last.name).strip() or last.name
        return f"a cumulative {kind} {'forecast ' if last.is_forecast else ''}for {name}"


def dsg_positions(book: Book, table: BudgetTable) -> DsgPosition | None:
    """The cumulative position as a table of the grant, and the same table at earlier periods, tell it; else None."""
    if table.kind is not BudgetTableKind.DSG:
        return None
    found = monitored(book, table)
    years = _stated(found)
    if years:
        return DsgPosition(table, DsgWay.STATED, years)
    earlier = [
        monitored(book, one) for one in same_tables(book, table) if order_of(one.period) <= order_of(table.period)
    ]
    if all(one.has(ColumnRole.OPENING, ColumnRole.CLOSING) for one in earlier):
        years = _balances(earlier)
        return DsgPosition(table, DsgWay.BALANCES, years) if years else None
    years = _added(earlier)
    return DsgPosition(table, DsgWay.ADDED, years) if years else None


_NEGATIVE = re.compile(r"\(\s*deficits?\s*\)|deficits?\s*\(\s*[-–−]\s*\)", re.IGNORECASE)
_DEFICIT = re.compile(r"\bdeficits?\b", re.IGNORECASE)


def _overspend(found: Monitored, amount: Decimal) -> Decimal:
    """A variance of a table in pounds, an overspend positive."""
    pounds = found.table.unit.pounds(amount)
    return -pounds if found.table.sign is SignConvention.UNDER_IS_POSITIVE else pounds


def _deficit(found: Monitored, role: ColumnRole, amount: Decimal) -> Decimal:
    """A balance in pounds, a deficit positive: as the heading has it, else as for variances, else what is left over."""
    pounds = found.table.unit.pounds(amount)
    column = found.column(role)
    words = f"{found.table.title} {column.heading if column is not None else ''}"
    if _NEGATIVE.search(words):
        return -pounds
    if _DEFICIT.search(words):
        return pounds
    return _overspend(found, amount) if role is ColumnRole.CUMULATIVE else -pounds


def _stated(found: Monitored) -> tuple[DsgYear, ...]:
    years = []
    for line in found.parts:
        cumulative, change = found.of(line, ColumnRole.CUMULATIVE), found.of(line, ColumnRole.VARIANCE)
        if cumulative is not None:
            years.append(
                DsgYear(
                    line.description,
                    None if change is None else _overspend(found, change),
                    _deficit(found, ColumnRole.CUMULATIVE, cumulative),
                    is_forecast="forecast" in line.description.casefold(),
                )
            )
    return tuple(years)


def _balances(tables: list[Monitored]) -> tuple[DsgYear, ...]:
    years = []
    for one in tables:
        opening, closing = one.summed(ColumnRole.OPENING), one.summed(ColumnRole.CLOSING)
        if opening is not None and closing is not None:
            name = period_from_code(one.table.period).label
            before, after = (_deficit(one, ColumnRole.CLOSING, amount) for amount in (opening, closing))
            years.append(DsgYear(name, after - before, after, is_forecast=True))
    return tuple(years)


def _added(tables: list[Monitored]) -> tuple[DsgYear, ...]:
    """The last report of each year is that year's; within the latest year every report is shown."""
    brought, years = Decimal(0), []
    latest = year_of_table(tables[-1].table)
    for number, one in enumerate(tables):
        year = year_of_table(one.table)
        total = one.total
        change = one.variance(total) if total is not None else one.summed(ColumnRole.VARIANCE)
        is_last = number + 1 == len(tables) or year_of_table(tables[number + 1].table) != year
        if change is None or (not is_last and year != latest):
            continue
        deficit = _overspend(one, change)
        name = period_from_code(one.table.period).label if year == latest else year.label
        years.append(DsgYear(name, deficit, brought + deficit, is_forecast=year == latest))
        if is_last and year != latest:
            brought += deficit
    return tuple(years)
