"""Which shorter periods make up what is wanted of a longer one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from scorecard_desktop.domain.adding_up import Method
from scorecard_desktop.domain.period import (
    Period,
    PeriodKind,
    academic_year,
    add_months,
    autumn_and_spring,
    calendar_year,
    financial_year,
    half_term,
    half_year,
    month,
    month_end,
    quarter_ending,
    rolling_12,
    snapshot,
    term,
    year_to_date,
)

_OVERLAPPING = frozenset({PeriodKind.DATE, PeriodKind.YEAR_TO_DATE, PeriodKind.ROLLING_12})
_ACADEMIC = frozenset({PeriodKind.TERM, PeriodKind.HALF_TERM, PeriodKind.TWO_TERMS, PeriodKind.ACADEMIC_YEAR})


def pieces(method: Method, period: Period, kind: PeriodKind) -> list[Period] | None:
    """The periods of a kind that make up what ``method`` takes of ``period``, oldest first.

    None where they do not make it up exactly: a quarter is not made of terms, and nothing of figures that overlap.
    """
    last = period_ending(kind, period.end)
    if last is None:
        return None
    if method is Method.SNAPSHOT:
        return [last]
    start = _start(method, period)
    if kind in _OVERLAPPING:
        return None
    found = [last]
    while found[0].start > start:
        found.insert(0, found[0].previous())
    return found if found[0].start == start else None


def _start(method: Method, period: Period) -> date:
    if method is Method.ROLLING_12:
        return add_months(period.end.replace(day=1), -11)
    if method is Method.IN_PERIOD:
        return period.start
    begins = 9 if period.kind in _ACADEMIC else 1 if period.kind is PeriodKind.CALENDAR_YEAR else 4
    return date(period.end.year if period.end.month >= begins else period.end.year - 1, begins, 1)


_OF_A_MONTH: Mapping[PeriodKind, Callable[[int, int], Period]] = {
    PeriodKind.MONTH: month,
    PeriodKind.QUARTER: quarter_ending,
    PeriodKind.YEAR_TO_DATE: year_to_date,
    PeriodKind.ROLLING_12: rolling_12,
}
_OF_A_YEAR: Mapping[PeriodKind, Callable[[int], list[Period]]] = {
    PeriodKind.HALF_TERM: lambda year: [half_term(year, number) for number in range(1, 7)],
    PeriodKind.TERM: lambda year: [term(year, number) for number in range(1, 4)],
    PeriodKind.TWO_TERMS: lambda year: [autumn_and_spring(year)],
    PeriodKind.HALF_YEAR: lambda year: [half_year(year, 1), half_year(year, 2)],
    PeriodKind.FINANCIAL_YEAR: lambda year: [financial_year(year)],
    PeriodKind.ACADEMIC_YEAR: lambda year: [academic_year(year)],
    PeriodKind.CALENDAR_YEAR: lambda year: [calendar_year(year)],
}


def period_ending(kind: PeriodKind, end: date) -> Period | None:
    """The period of a kind whose last day it is; None where there is none."""
    if kind is PeriodKind.DATE:
        return snapshot(end)
    if end != month_end(end.year, end.month):
        return None
    if kind in _OF_A_MONTH:
        return _OF_A_MONTH[kind](end.year, end.month)
    begun = (period for year in (end.year - 1, end.year) for period in _OF_A_YEAR[kind](year))
    return next((period for period in begun if period.end == end), None)
