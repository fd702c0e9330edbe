"""Rated rows: a committee's scorecard at a period, each figure with its rating, its proof and its travel.

The grid, the command and the pack all read these rows; none of them computes a rating.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.direction import NO_DIRECTION, Direction, direction
from scorecard_desktop.domain.exceptions import Criterion, ExceptionReason, ExceptionSettings, exception_reasons
from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, PeriodKind, period_from_code
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.rating import Measure, Override, Rating, overridden, rate, target_lines
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.target import Benchmark, Target, TargetKind, Tolerance

DEFAULTS = {
    "dead-band": "0",
    "exceptions.on": "red variance deteriorating budget risk",
    "exceptions.variance": "5",
    "exceptions.periods": "3",
}
"""The named defaults of the settings that ratings and exceptions read (rules.md)."""

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
    """One indicator at one period: everything a reader may ask about it."""

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


def measure_of(indicator: Indicator) -> Measure:
    """How an indicator's figures are shown and judged."""
    return Measure(indicator.unit, indicator.decimals, indicator.polarity)


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
    """The rating of one figure, an officer's override included."""
    code = period.code
    year_earlier = book.observation(indicator.id, period.year_earlier().code)
    rating = rate(
        book.observation(indicator.id, code),
        measure_of(indicator),
        book.target(indicator.id, code),
        book.tolerance(indicator),
        year_earlier.value if year_earlier is not None else None,
    )
    override = book.get(Override, indicator.id, code)
    return overridden(rating, override) if override is not None else rating


def direction_at(book: Book, indicator: Indicator, period: Period, against: Period) -> Direction:
    """The travel from one period to another."""
    now = book.observation(indicator.id, period.code)
    then = book.observation(indicator.id, against.code)
    return direction(
        now.value if now is not None else None,
        then.value if then is not None else None,
        indicator.polarity,
        book.target(indicator.id, period.code),
        _decimal(book.setting("dead-band", DEFAULTS["dead-band"], indicator)),
        against.code,
    )


def short_direction(book: Book, indicator: Indicator, period: Period) -> Direction:
    """The travel against the latest earlier period for which a figure is expected.

    That is the period before; where the source marks it as not expected (a termly figure in a quarterly sheet), the
    one before that, up to a year back. A figure that is merely awaited is not skipped.
    """
    against = period.previous()
    for _ in range(12):
        found = book.observation(indicator.id, against.code)
        if found is None or found.expected:
            return direction_at(book, indicator, period, against)
        against = against.previous()
        if against.end < period.year_earlier().end:
            break
    return NO_DIRECTION


def shortfall(value: Decimal | None, target: Target | None, polarity: Polarity) -> Decimal | None:
    """How far a figure is on the wrong side of its target, in percent of it: positive is worse, 0 or less meets it.

    None where there is nothing to compare, or the target is zero or negative.
    """
    if value is None or target is None or polarity in (Polarity.NONE, Polarity.UNKNOWN):
        return None
    if polarity is Polarity.RANGE and target.kind is not TargetKind.RANGE:
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
    target = book.target(indicator.id, code)
    rating = rate_at(book, indicator, period)
    value = observation.value if observation is not None else None
    travel = short_direction(book, indicator, period)
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
        text=figure_text(observation, indicator),
        target=target,
        target_text=target.show(indicator.unit, max(indicator.decimals, 2)) if target is not None else "",
        tolerance=book.tolerance(indicator),
        rating=rating,
        direction=travel,
        year_direction=direction_at(book, indicator, period, period.year_earlier()),
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
    names = book.setting("exceptions.on", DEFAULTS["exceptions.on"], indicator).split()
    on = frozenset(criterion for criterion in Criterion if criterion.value in names)
    variance = _decimal(book.setting("exceptions.variance", DEFAULTS["exceptions.variance"], indicator))
    periods = int(_decimal(book.setting("exceptions.periods", DEFAULTS["exceptions.periods"], indicator)))
    return ExceptionSettings(on, variance, periods)


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
    """An indicator's figures of one kind of period, oldest first."""
    found = [(period_from_code(o.period), o) for o in book.observations(indicator.id)]
    return [(period, observation) for period, observation in found if period.kind is kind]


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)
