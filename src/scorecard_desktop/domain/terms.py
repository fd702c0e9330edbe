"""What an indicator is rated by besides its figures and targets: its settings, settled once."""

from __future__ import annotations

from decimal import Decimal

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.exceptions import ExceptionSettings
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.measure import Measure, measure_of
from scorecard_desktop.domain.settings import (
    AGGREGATE_LOCALITIES,
    AGGREGATE_METHOD,
    DEAD_BAND,
    EXCEPTIONS_ON,
    EXCEPTIONS_PERIODS,
    EXCEPTIONS_VARIANCE,
    LONG_DIRECTION,
    value_of,
)
from scorecard_desktop.domain.target import Tolerance


@dataclass(frozen=True, slots=True)
class Terms:
    """The choices that hold for an indicator: its own, else its scorecard's, else the council's, else the defaults.

    ``long_mean_of`` is None where the longer direction is against the same period last year. ``derived`` is true where
    some of its figures may be made of others.
    """

    measure: Measure
    tolerance: Tolerance | None
    dead_band: Decimal
    long_mean_of: int | None
    exceptions: ExceptionSettings
    derived: bool


def terms_of(book: Book, indicator: Indicator) -> Terms:
    """The choices that hold for an indicator now."""
    return book.settled(_settle, indicator)


def _settle(book: Book, indicator: Indicator) -> Terms:
    return Terms(
        measure_of(indicator),
        book.tolerance(indicator),
        value_of(book, DEAD_BAND, indicator),
        value_of(book, LONG_DIRECTION, indicator),
        ExceptionSettings(
            value_of(book, EXCEPTIONS_ON, indicator),
            value_of(book, EXCEPTIONS_VARIANCE, indicator),
            value_of(book, EXCEPTIONS_PERIODS, indicator),
        ),
        value_of(book, AGGREGATE_METHOD, indicator) is not None or value_of(book, AGGREGATE_LOCALITIES, indicator),
    )
