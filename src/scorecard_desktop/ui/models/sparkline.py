"""A row's last figures as one small line."""

from __future__ import annotations

from scorecard_desktop.domain.aggregation import figure_at, figures_of
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import Period, PeriodKind

_MOST = 13


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Levels from 0 (lowest) to 1 (highest) of the periods up to the current one, oldest first.

    None is a period without a figure. ``target`` is the target's level, None where it has none or lies far away.
    """

    levels: tuple[float | None, ...]
    target: float | None = None


def sparkline(book: Book, indicator: Indicator, current: Period) -> Sparkline | None:
    """The line of an indicator's last periods; None where fewer than two figures are known."""
    values = [_value(book, indicator, period) for period in _periods(book, indicator, current)]
    numbers = [value for value in values if value is not None]
    if len(numbers) < 2:
        return None
    while values and values[0] is None:
        values.pop(0)
    low, high = min(numbers), max(numbers)
    span = high - low
    target = book.target(indicator.id, current.code)
    aim = float(target.value) if target is not None and target.value is not None else None
    if aim is not None and low - span <= aim <= high + span:
        low, high = min(low, aim), max(high, aim)
        span = high - low
    else:
        aim = None

    def level(value: float) -> float:
        return (value - low) / span if span else 0.5

    return Sparkline(
        tuple(None if value is None else level(value) for value in values), None if aim is None else level(aim)
    )


def _value(book: Book, indicator: Indicator, period: Period) -> float | None:
    figure = figure_at(book, indicator, period)
    return float(figure.value) if figure is not None and figure.value is not None else None


def _periods(book: Book, indicator: Indicator, current: Period) -> list[Period]:
    """The last periods, without gaps in time; the days of figures that are taken on a day."""
    if current.kind is PeriodKind.DATE:
        known = figures_of(book, indicator, current.kind)
        return [period for period, figure in known if figure.value is not None and period <= current][-_MOST:]
    periods = [current]
    while len(periods) < _MOST:
        periods.append(periods[-1].previous())
    return periods[::-1]
