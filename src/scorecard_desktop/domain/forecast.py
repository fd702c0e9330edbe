"""The year-end forecast and its rating, separate from the current one (rules.md, Polarity, target, tolerance → RAG).

A forecast is a figure that an officer has given for the year's own period, flagged ``[f]``. Where there is none, none
is rated: what the trend alone would say is ``trajectory``'s, and is never shown as a forecast.
"""

from __future__ import annotations

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.measure import measure_of
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import (
    Period,
    PeriodKind,
    academic_year,
    calendar_year,
    financial_year,
    period_from_code,
)
from scorecard_desktop.domain.rating import Override, Rating, RatingOf, not_rated, overridden, rate
from scorecard_desktop.domain.target import Target

_ACADEMIC = frozenset({PeriodKind.TERM, PeriodKind.HALF_TERM, PeriodKind.ACADEMIC_YEAR})
_YEARS = frozenset({PeriodKind.FINANCIAL_YEAR, PeriodKind.ACADEMIC_YEAR, PeriodKind.CALENDAR_YEAR})


@dataclass(frozen=True, slots=True)
class YearEndForecast:
    """What is forecast for the ``year``, against the target for it; no ``observation``, no forecast."""

    year: Period
    observation: Observation | None
    target: Target | None
    rating: Rating


def year_of(period: Period) -> Period:
    """The year that a period's last day is in: academic for terms, calendar for calendar years, else financial."""
    year = period.end.year
    if period.kind in _ACADEMIC:
        return academic_year(year if period.end.month >= 9 else year - 1)
    if period.kind is PeriodKind.CALENDAR_YEAR:
        return calendar_year(year)
    return financial_year(year if period.end.month >= 4 else year - 1)


def is_year_end_forecast(observation: Observation | None) -> bool:
    """Whether a figure is a forecast of its whole year, and so never a current one."""
    if observation is None or Symbol.FORECAST not in observation.flags:
        return False
    return period_from_code(observation.period).kind in _YEARS


def forecast_at(book: Book, indicator: Indicator, period: Period) -> YearEndForecast:
    """The forecast that stands for the year of a period, rated against the year's target; an override included."""
    return forecast_of(book, indicator, year_of(period))


def forecast_of(book: Book, indicator: Indicator, year: Period) -> YearEndForecast:
    """The forecast that stands for a year, as ``forecast_at`` gives it."""
    target = book.target(indicator.id, year.code)
    found = book.observation(indicator.id, year.code)
    if not is_year_end_forecast(found):
        return YearEndForecast(year, None, target, not_rated(_why_none(year, found)))
    last_year = book.observation(indicator.id, year.year_earlier().code)
    rating = rate(
        found,
        measure_of(indicator),
        target,
        book.tolerance(indicator),
        last_year.value if last_year is not None else None,
    )
    override = book.get(Override, indicator.id, year.code, RatingOf.FORECAST.value)
    return YearEndForecast(year, found, target, overridden(rating, override) if override is not None else rating)


def _why_none(year: Period, found: Observation | None) -> str:
    if found is not None and found.value is not None:
        return f"The figure for {year.label} has come, so that nothing is left to forecast."
    return f"Nobody has given a forecast for {year.label}."
