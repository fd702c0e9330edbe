"""A row's last figures as one small line."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard_desktop.domain.aggregation import figures_of
from scorecard_desktop.domain.book import Book
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
    known = {
        period.code: float(figure.value)
        for period, figure in figures_of(book, indicator, current.kind)
        if figure.value is not None and period <= current
    }
    codes = _codes(known, current)
    values = [known.get(code) for code in codes]
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


def _codes(known: dict[str, float], current: Period) -> list[str]:
    """The last periods, without gaps in time; the days of figures that are taken on a day."""
    if current.kind is PeriodKind.DATE:
        return sorted(known)[-_MOST:]
    codes = [current.code]
    at = current
    while len(codes) < _MOST:
        at = at.previous()
        codes.append(at.code)
    return codes[::-1]
