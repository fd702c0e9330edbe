"""Rated rows: a committee's scorecard at a period, each figure with its rating, its proof and its travel.

The grid, the command and the pack all read these rows; none of them computes a rating.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scorecard_desktop.domain.aggregation import Derived, derived_at, figure_at, figures_of
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.direction import NO_DIRECTION, Direction, direction
from scorecard_desktop.domain.exceptions import ExceptionReason, ExceptionSettings, exception_reasons
from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.forecast import YearEndForecast, forecast_at, is_year_end_forecast
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.measure import measure_of
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, PeriodKind, period_from_code
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.rating import Override, Rating, not_rated, overridden, rate, target_lines
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.settings import (
    DEAD_BAND,
    EXCEPTIONS_ON,
    EXCEPTIONS_PERIODS,
    EXCEPTIONS_VARIANCE,
    LONG_DIRECTION,
    value_of,
)
from scorecard_desktop.domain.target import Benchmark, Target, Tolerance

DERIVED_MARK = " (derived)"
"""What follows a figure that was worked out from others and not entered."""

_PLURAL = {
    PeriodKind.DATE: "dates",
    PeriodKind.MONTH: "months",
    PeriodKind.QUARTER: "quarters",
    PeriodKind.HALF_TERM: "half terms",
    PeriodKind.TERM: "terms",
    PeriodKind.HALF_YEAR: "half years",
    PeriodKind.FINANCIAL_YEAR: "years",
    PeriodKind.ACADEMIC_YEAR: "years",
    PeriodKind.CALENDAR_YEAR: "years",
    PeriodKind.ROLLING_12: "months",
    PeriodKind.YEAR_TO_DATE: "months",
}


@dataclass(frozen=True, slots=True)
class RatedRow:
    """One indicator at one period: everything a reader may ask about it.

    ``rating`` is the current one and ``forecast`` the year end's. ``derived`` is there where no figure was entered but
    the settings make one of others: then ``observation`` is what they make, or None where ``derived`` says why not.
    ``long_direction`` is what the settings choose, ``year_direction`` always against the same period last year.
    """

    scorecard: Scorecard
    indicator: Indicator
    period: Period
    observation: Observation | None
    text: str
    target: Target | None
    target_text: str
    tolerance: Tolerance | None
    rating: Rating
    direction: Direction
    year_direction: Direction
    long_direction: Direction
    forecast: YearEndForecast
    derived: Derived | None
    benchmarks: tuple[Benchmark, ...]
    commentary: tuple[Commentary, ...]
    exceptions: tuple[ExceptionReason, ...]

    @property
    def value(self) -> Decimal | None:
        """The figure itself, unrounded."""
        return self.observation.value if self.observation is not None else None

    @property
    def spoken(self) -> str:
        """What a screen reader says for the cell: ``5.4, Apr 2018, 81.7%, amber, worse``."""
        name = self.indicator.ref or self.indicator.name
        said = [name, self.period.label, self.text or "awaited"]
        if self.rating.rag is not Rag.NONE:
            said.append(self.rating.rag.word.lower())
        if self.direction.merit is not Merit.NONE:
            said.append(self.direction.merit.word)
        return ", ".join(said)


def figure_text(observation: Observation | None, indicator: Indicator) -> str:
    """A figure as it is shown: ``24.2%``, ``1,179``, ``[c]``, ``12.4 [p]``; words not understood as they are."""
    if observation is None:
        return ""
    flags = "".join(f" {flag.shorthand}" for flag in sorted(observation.flags, key=lambda f: f.value))
    if observation.value is not None:
        return show(observation.value, indicator.unit, indicator.decimals) + flags
    if observation.symbol is not None:
        return observation.symbol.shorthand + flags
    return observation.note


def ratio_text(observation: Observation | None) -> str:
    """Numerator over denominator: ``24 / 163``; empty where they are not known."""
    if observation is None or observation.numerator is None or observation.denominator is None:
        return ""
    return f"{observation.numerator:f} / {observation.denominator:f}"


def rate_at(book: Book, indicator: Indicator, period: Period) -> Rating:
    """The current rating of one figure, an officer's override included; a year-end forecast has its own."""
    code = period.code
    figure = figure_at(book, indicator, period)
    if is_year_end_forecast(figure):
        return not_rated(
            f"The figure for {period.label} is a forecast, which is rated as one and not as a current figure."
        )
    year_earlier = figure_at(book, indicator, period.year_earlier())
    rating = rate(
        figure,
        measure_of(indicator),
        book.target(indicator.id, code),
        book.tolerance(indicator),
        year_earlier.value if year_earlier is not None else None,
    )
    if figure is None:
        derived = derived_at(book, indicator, period)
        rating = rating if derived is None else not_rated(f"{rating.proof} {derived.total.how}")
    override = book.get(Override, indicator.id, code)
    return overridden(rating, override) if override is not None else rating


def direction_at(book: Book, indicator: Indicator, period: Period, against: Period) -> Direction:
    """The travel from one period to another."""
    then = figure_at(book, indicator, against)
    return _direction(book, indicator, period, then.value if then is not None else None, against)


def _direction(
    book: Book, indicator: Indicator, period: Period, earlier: Decimal | None, against: Period, mean_of: int = 1
) -> Direction:
    now = figure_at(book, indicator, period)
    return direction(
        now.value if now is not None else None,
        earlier,
        indicator.polarity,
        book.target(indicator.id, period.code),
        value_of(book, DEAD_BAND, indicator),
        against.code,
        mean_of,
    )


def short_direction(book: Book, indicator: Indicator, period: Period) -> Direction:
    """The travel against the latest earlier period for which a figure is expected.

    That is the period before; where the source marks it as not expected (a termly figure in a quarterly sheet), the
    one before that, up to a year back. A figure that is merely awaited is not skipped.
    """
    against = _expected_before(book, indicator, period)
    return NO_DIRECTION if against is None else direction_at(book, indicator, period, against)


def long_direction(book: Book, indicator: Indicator, period: Period) -> Direction:
    """The travel against the same period last year or the mean of the last n, as ``direction.long`` chooses.

    The mean is of the n periods before for which a figure is expected; where any of them has none, there is nothing
    to compare with.
    """
    count = value_of(book, LONG_DIRECTION, indicator)
    if count is None:
        return direction_at(book, indicator, period, period.year_earlier())
    total, latest, at = Decimal(0), None, period
    for _ in range(count):
        before = _expected_before(book, indicator, at)
        figure = figure_at(book, indicator, before) if before is not None else None
        if before is None or figure is None or figure.value is None:
            return NO_DIRECTION
        total += figure.value
        latest, at = latest or before, before
    return NO_DIRECTION if latest is None else _direction(book, indicator, period, total / count, latest, count)


def _expected_before(book: Book, indicator: Indicator, period: Period) -> Period | None:
    """The latest earlier period for which a figure is expected, up to a year back."""
    last = period.year_earlier().end
    against = period.previous()
    for _ in range(12):
        found = book.observation(indicator.id, against.code)
        if found is None or found.expected:
            return against
        against = against.previous()
        if against.end < last:
            break
    return None


def shortfall(value: Decimal | None, target: Target | None, polarity: Polarity) -> Decimal | None:
    """How far a figure is on the wrong side of its target, in percent of it: positive is worse, 0 or less meets it.

    None where there is nothing to compare, or the target is zero or negative.
    """
    if value is None or target is None:
        return None
    gaps = [(line, (line - value) * sign) for line, sign in target_lines(polarity, target)]
    if not gaps:
        return None
    line, gap = max(gaps, key=lambda pair: pair[1])
    return gap / line * 100 if line > 0 else None


def rated_row(book: Book, scorecard: Scorecard, indicator: Indicator, period: Period) -> RatedRow:
    """One indicator at one period."""
    code = period.code
    observation = book.observation(indicator.id, code)
    derived = derived_at(book, indicator, period) if observation is None else None
    if derived is not None:
        observation = derived.observation
    target = book.target(indicator.id, code)
    rating = rate_at(book, indicator, period)
    value = observation.value if observation is not None else None
    travel = short_direction(book, indicator, period)
    year_travel = direction_at(book, indicator, period, period.year_earlier())
    chosen = value_of(book, LONG_DIRECTION, indicator)
    settings = exception_settings(book, indicator)
    reasons = exception_reasons(
        rating.rag,
        None if rating.refused else shortfall(value, target, indicator.polarity),
        list(_recent_merits(book, indicator, period, settings.periods)),
        settings,
        frequency=_PLURAL[period.kind],
        affects_budget=indicator.affects_budget,
        affects_risks=indicator.affects_risks,
    )
    return RatedRow(
        scorecard=scorecard,
        indicator=indicator,
        period=period,
        observation=observation,
        text=figure_text(observation, indicator) + (DERIVED_MARK if derived is not None and observation else ""),
        target=target,
        target_text=target.show(indicator.unit, max(indicator.decimals, 2)) if target is not None else "",
        tolerance=book.tolerance(indicator),
        rating=rating,
        direction=travel,
        year_direction=year_travel,
        long_direction=year_travel if chosen is None else long_direction(book, indicator, period),
        forecast=forecast_at(book, indicator, period),
        derived=derived,
        benchmarks=tuple(book.benchmarks(indicator.id)),
        commentary=tuple(c for c in book.of_indicator(Commentary, indicator.id) if c.period in ("", code)),
        exceptions=reasons,
    )


def rated_rows(book: Book, scorecard: str, period: Period | None = None) -> list[RatedRow]:
    """Every indicator of a scorecard at a period (its current one unless said), in the officers' order."""
    card = book.get(Scorecard, scorecard)
    if card is None:
        return []
    at = period if period is not None else book.current_period(scorecard)
    if at is None:
        return []
    return [rated_row(book, card, indicator, at) for indicator in book.indicators(scorecard)]


def exception_settings(book: Book, indicator: Indicator) -> ExceptionSettings:
    """The exception criteria that hold for an indicator."""
    return ExceptionSettings(
        value_of(book, EXCEPTIONS_ON, indicator),
        value_of(book, EXCEPTIONS_VARIANCE, indicator),
        value_of(book, EXCEPTIONS_PERIODS, indicator),
    )


def _recent_merits(book: Book, indicator: Indicator, period: Period, count: int) -> Iterator[Merit]:
    """The merits of the latest moves, newest last, each from the period that the one after it was compared with."""
    at = period
    merits = []
    for _ in range(count):
        travel = short_direction(book, indicator, at)
        if not travel.against:
            break
        merits.append(travel.merit)
        at = period_from_code(travel.against)
    yield from reversed(merits)


def series(book: Book, indicator: Indicator, kind: PeriodKind) -> list[tuple[Period, Observation]]:
    """An indicator's figures of one kind of period, oldest first, derived ones among them."""
    return figures_of(book, indicator, kind)
