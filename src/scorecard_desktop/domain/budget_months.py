"""A budget table through the year: the same table at other months, the same line in it, and how it has moved.

Two tables are the same when they monitor the same and have the same title, whatever month it names. A line is known
again by its words, else by its number. Tables of different units are compared in pounds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.budget import BudgetLine, BudgetTable, ColumnRole
from scorecard_desktop.domain.forecast import year_of
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.monitoring import Monitored, monitored
from scorecard_desktop.domain.period import Period, order_of, period_from_code
from scorecard_desktop.domain.settings import BUDGET_VARIANCE, value_of
from scorecard_desktop.domain.standing_title import without_period

_MONTH_NUMBER = re.compile(r"\b(?:month|period|m|p)\s?\d{1,2}\b", re.IGNORECASE)


def standing_title(table: BudgetTable) -> str:
    """A table's title as it stands every month."""
    return _standing(table.title)


@lru_cache(4096)
def _standing(title: str) -> str:
    bare = without_period(title)
    return " ".join(_MONTH_NUMBER.sub(" ", bare).split()).strip(" -–—:,()") or bare


def same_tables(book: Book, table: BudgetTable) -> list[BudgetTable]:
    """The same table at every period, oldest first, itself included.

    Where a period has several tables of one title, the first is the same as the first, the second as the second.
    """
    return next(alike for alike in _alike(book.budget_tables()) if any(one.id == table.id for one in alike))


def _alike(tables: Iterable[BudgetTable]) -> list[list[BudgetTable]]:
    """The tables of a book, those together that are the same at other periods, each group oldest first."""
    found: dict[tuple[str, str, int], list[BudgetTable]] = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    for one in tables:
        kind, name = one.kind.value, _name(one.title)
        times = seen[kind, name, one.period]
        seen[kind, name, one.period] += 1
        found.setdefault((kind, name, times), []).append(one)
    return [sorted(alike, key=lambda one: order_of(one.period)) for alike in found.values()]


def year_of_table(table: BudgetTable) -> Period:
    """The financial year that a table monitors."""
    return year_of(period_from_code(table.period))


def tables_of_the_year(book: Book, table: BudgetTable) -> list[BudgetTable]:
    """The same table at every period of its financial year, oldest first."""
    year = year_of_table(table)
    return [one for one in same_tables(book, table) if year_of_table(one) == year]


def last_report(book: Book, table: BudgetTable) -> BudgetTable | None:
    """The same table as it was last reported in the same financial year; None where this is the first."""
    earlier = [one for one in tables_of_the_year(book, table) if order_of(one.period) < order_of(table.period)]
    return earlier[-1] if earlier else None


def reported_tables(book: Book) -> list[BudgetTable]:
    """Each table as it was last reported, in the order in which the tables first came: what a paper shows."""
    return [alike[-1] for alike in _alike(book.budget_tables())]


@lru_cache(4096)
def _name(title: str) -> str:
    return " ".join(re.findall(r"\w+", _standing(title).casefold()))


def same_lines(earlier: Monitored, later: Monitored) -> Mapping[str, BudgetLine]:
    """For lines of the later table, by their ids, the same line of the earlier one.

    By the words, which may stand twice: the first is the first then. What is left over is the same where its number
    and its part in the addition are, and no two lines of a table have that number.
    """
    found: dict[str, BudgetLine] = {}
    for identify in (_by_words, _by_number):
        taken = {line.line for line in found.values()}
        left = identify([line for line in earlier.lines if line.line not in taken])
        here = identify([line for line in later.lines if line.line not in found])
        found |= {here[name].line: left[name] for name in here if name in left}
    return found


def _by_words(lines: list[BudgetLine]) -> dict[tuple[object, ...], BudgetLine]:
    named: dict[tuple[object, ...], BudgetLine] = {}
    for line in lines:
        words = " ".join(re.findall(r"\w+", line.description.casefold()))
        times = 0
        while (words, line.role, times) in named:
            times += 1
        named[words, line.role, times] = line
    return named


def _by_number(lines: list[BudgetLine]) -> dict[tuple[object, ...], BudgetLine]:
    numbers = [line.number for line in lines]
    return {(line.number, line.role): line for line in lines if line.number and numbers.count(line.number) == 1}


@dataclass(frozen=True, slots=True)
class Moved:
    """A line's variance at the last report and now, both in the unit of the later table."""

    line: BudgetLine
    before: Decimal
    now: Decimal

    @property
    def movement(self) -> Decimal:
        """The variance now less that of the last report."""
        return self.now - self.before


def movements(book: Book, table: BudgetTable) -> Mapping[str, Moved]:
    """How the variance of each line has moved since the last report, by the id of the line.

    Lines that the last report does not have, and those without a variance in one of the two, are left out. Nothing
    where one table says that an overspend is positive and the other that it is negative.
    """
    before = last_report(book, table)
    if before is None or before.sign is not table.sign:
        return {}
    earlier, later = monitored(book, before), monitored(book, table)
    found = {}
    known = same_lines(earlier, later)
    for line in later.lines:
        if line.line not in known:
            continue
        then, now = earlier.variance(known[line.line]), later.variance(line)
        if then is not None and now is not None:
            found[line.line] = Moved(line, table.unit.of_pounds(before.unit.pounds(then)), now)
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """A line at one period of the year, in the unit of the table asked about. None: the table does not say."""

    table: BudgetTable
    period: Period
    budget: Decimal | None
    actual: Decimal | None
    forecast: Decimal | None
    variance: Decimal | None
    percent: Decimal | None


def through_the_year(book: Book, table: BudgetTable, line: BudgetLine) -> tuple[Standing, ...]:
    """A line at every period of the year at which its table was reported and has it, oldest first."""
    here = monitored(book, table)
    found = []
    for one in tables_of_the_year(book, table):
        there = here if one.id == table.id else monitored(book, one)
        same = line if one.id == table.id else same_lines(there, here).get(line.line)
        if same is None:
            continue

        def in_unit(amount: Decimal | None, one: BudgetTable = one) -> Decimal | None:
            return None if amount is None else table.unit.of_pounds(one.unit.pounds(amount))

        found.append(
            Standing(
                one,
                period_from_code(one.period),
                in_unit(there.of(same, there.base)),
                in_unit(there.of(same, ColumnRole.ACTUAL)),
                in_unit(there.forecast(same)),
                in_unit(there.variance(same)),
                there.variance_percent(same),
            )
        )
    return tuple(found)


_MOST_DRAWN = 4
_FEWEST_REPORTS = 2


def lines_to_watch(book: Book, table: BudgetTable) -> tuple[tuple[BudgetLine, tuple[Standing, ...]], ...]:
    """The lines of a table whose forecast through the year a paper draws, each with its standings, in their order.

    The table's total, and those lines whose variance is beyond the setting ``budget.variance`` or that officers
    explain: the largest variances first, four in all. A line needs a forecast at two reports of the year or more, since
    one alone is no course. Nothing in tables that have no variance, such as those of balances.
    """
    found = monitored(book, table)
    if not found.has_variance:
        return ()
    beyond = value_of(book, BUDGET_VARIANCE)

    def matters(line: BudgetLine) -> bool:
        percent = found.variance_percent(line)
        return bool(line.reason or line.action) or (percent is not None and abs(percent) >= beyond)

    parts = [line for line in found.parts if matters(line)]
    parts.sort(key=lambda line: -abs(found.variance(line) or Decimal(0)))
    told: dict[str, tuple[Standing, ...]] = {}
    for line in [*([found.total] if found.total is not None else []), *parts]:
        standings = tuple(one for one in through_the_year(book, table, line) if one.forecast is not None)
        if len(standings) >= _FEWEST_REPORTS and len(told) < _MOST_DRAWN:
            told[line.line] = standings
    return tuple((line, told[line.line]) for line in found.lines if line.line in told)
