"""Rated rows: a committee's scorecard at a period, each figure with its rating, its proof and its travel.

The grid, the command and the pack all read these rows; none of them computes a rating.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from scorecard_desktop.domain.aggregation import Derived, figures_of
from scorecard_desktop.domain.aim import aim_of
from scorecard_desktop.domain.benchmarks import latest_of_each
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.direction import Direction, direction
from scorecard_desktop.domain.due import Presence
from scorecard_desktop.domain.exceptions import RED_BY_TARGET, ExceptionReason, ExceptionSettings, exception_reasons
from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.forecast import YearEndForecast
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.neighbours import Neighbours, neighbours
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, PeriodKind
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.rating import Rating, Reason, rating_of
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.target import Benchmark, Target, Tolerance
from scorecard_desktop.domain.terms import Terms, terms_of
from scorecard_desktop.domain.track_record import TrackRecord
from scorecard_desktop.domain.yardstick import Yardstick

DERIVED_MARK = " (derived)"
"""What follows a figure that was worked out from others and not entered."""


_PLURAL = {
    PeriodKind.DATE: "dates",
    PeriodKind.MONTH: "months",
    PeriodKind.QUARTER: "quarters",
    PeriodKind.HALF_TERM: "half terms",
    PeriodKind.TERM: "terms",
    PeriodKind.TWO_TERMS: "years",
    PeriodKind.HALF_YEAR: "half years",
    PeriodKind.FINANCIAL_YEAR: "years",
    PeriodKind.ACADEMIC_YEAR: "years",
    PeriodKind.CALENDAR_YEAR: "years",
    PeriodKind.ROLLING_12: "months",
    PeriodKind.YEAR_TO_DATE: "months",
}


_HERE = Presence.HERE


@dataclass(frozen=True, slots=True)
class RowHead:
    """What is the same in every row of an indicator: ``benchmarks`` are the latest of each name."""

    scorecard: Scorecard
    indicator: Indicator
    terms: Terms
    benchmarks: tuple[Benchmark, ...]


class RatedRow(NamedTuple):
    """One indicator at one period: everything a reader may ask about it, equal to another where all of it is.

    It is a tuple of facts, as a large store has many, and what they say in words is written when it is asked for.

    ``rag`` is the current colour and ``why`` the reason for it, None where it is that the figure was held against its
    yardstick; ``rating`` has both, and ``forecast`` the year end's. ``derived`` is there where no figure was entered
    but the settings make one of others: then ``observation`` is what they make, or None where ``derived`` says why not.
    ``last_year`` is the figure of the same period last year, ``mean_direction`` the travel against the mean of the last
    periods where the settings choose that, and ``worse_running`` how many moves running were for the worse, as far as
    the exceptions ask. ``presence`` tells a figure that is awaited from one that is not expected.
    """

    head: RowHead
    at: Neighbours
    observation: Observation | None
    held_against: Yardstick
    rag: Rag
    why: Reason
    direction: Direction
    last_year: Decimal | None
    mean_direction: Direction | None
    worse_running: int
    forecast: YearEndForecast
    derived: Derived | None
    commentary: tuple[Commentary, ...]
    presence: Presence

    @property
    def scorecard(self) -> Scorecard:
        """The scorecard that the row is of."""
        return self.head.scorecard

    @property
    def indicator(self) -> Indicator:
        """The indicator that the row is of."""
        return self.head.indicator

    @property
    def period(self) -> Period:
        """The period that the row is of."""
        return self.at.period

    @property
    def target(self) -> Target | None:
        """The period's own target, or the one for every period."""
        return self.held_against.target

    @property
    def tolerance(self) -> Tolerance | None:
        """The tolerance that holds for the indicator."""
        return self.head.terms.tolerance

    @property
    def benchmarks(self) -> tuple[Benchmark, ...]:
        """The latest figures of others, one for each name, in the order of the sheet's columns."""
        return self.head.benchmarks

    @property
    def value(self) -> Decimal | None:
        """The figure itself, unrounded."""
        return self.observation.value if self.observation is not None else None

    @property
    def rating(self) -> Rating:
        """The current colour with its proof."""
        return rating_of(self.rag, self.why, self.held_against, self.value, self.last_year)

    @property
    def text(self) -> str:
        """The figure as it is shown; a derived one is marked."""
        mark = DERIVED_MARK if self.derived is not None and self.observation is not None else ""
        return figure_text(self.observation, self.indicator) + mark

    @property
    def target_text(self) -> str:
        """The target as it is shown; empty where there is none."""
        return target_text(self.target, self.indicator)

    @property
    def year_direction(self) -> Direction:
        """The travel against the same period last year."""
        return direction(
            self.value,
            self.last_year,
            self.indicator.polarity,
            self.target,
            self.head.terms.dead_band,
            self.at.year_earlier,
        )

    @property
    def long_direction(self) -> Direction:
        """The longer travel: against last year, or the mean of the last periods, as ``direction.long`` chooses."""
        return self.mean_direction if self.mean_direction is not None else self.year_direction

    @property
    def exceptions(self) -> tuple[ExceptionReason, ...]:
        """Why the indicator is an exception at the period; empty where it is none, or where no figure is expected."""
        if self.presence is Presence.NOT_EXPECTED:
            return ()
        aim, value = self.held_against.aim, self.value
        short = None if value is None or aim is None or self.rating.refused else aim.shortfall(value)
        return exception_reasons(
            self.rating.rag,
            short,
            self.worse_running,
            self.head.terms.exceptions,
            frequency=_PLURAL[max(self.period.kind, self.indicator.frequency, key=lambda kind: kind.months)],
            affects_budget=self.indicator.affects_budget,
            affects_risks=self.indicator.affects_risks,
            why_red="Set to red by an officer." if self.rating.overridden else RED_BY_TARGET,
        )

    @property
    def forecast_words(self) -> str:
        """The year-end forecast with its own rating and why, in a sentence; empty where nobody has given one."""
        forecast = self.forecast
        if forecast.observation is None:
            return ""
        shown = figure_text(forecast.observation, self.indicator)
        rated = f", {forecast.rating.rag.word.lower()}" if forecast.rating.rag is not Rag.NONE else ""
        return f"Forecast for {forecast.year.label}: {shown}{rated}. {forecast.rating.proof}"

    @property
    def spoken(self) -> str:
        """What a screen reader says for the cell: ``5.4, Apr 2018, 81.7%, amber, worse``."""
        name = self.indicator.ref or self.indicator.name
        said = [name, self.period.label, self.text or self.presence.value]
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


def target_text(target: Target | None, indicator: Indicator) -> str:
    """A target as it is shown beside the indicator's figures; empty where there is none."""
    return target.show(indicator.unit, max(indicator.decimals, 2)) if target is not None else ""


def ratio_text(observation: Observation | None) -> str:
    """Numerator over denominator: ``24 / 163``; empty where they are not known."""
    if observation is None or observation.numerator is None or observation.denominator is None:
        return ""
    return f"{observation.numerator:f} / {observation.denominator:f}"


def rate_at(book: Book, indicator: Indicator, period: Period) -> Rating:
    """The current rating of one figure, an officer's override included; a year-end forecast has its own."""
    return TrackRecord(book, indicator).rating(neighbours(period))


def presence_at(book: Book, indicator: Indicator, period: Period) -> Presence:
    """What the cell of an indicator and period has: a figure, or which of the two kinds of nothing."""
    return TrackRecord(book, indicator).presence(neighbours(period))


def shortfall(value: Decimal | None, target: Target | None, polarity: Polarity) -> Decimal | None:
    """How far a figure is on the wrong side of its target, in percent of it: positive is worse, 0 or less meets it.

    None where there is nothing to compare, or the target is zero or negative.
    """
    aim = aim_of(target, polarity) if target is not None else None
    return aim.shortfall(value) if value is not None and aim is not None else None


def rated_row(book: Book, scorecard: Scorecard, indicator: Indicator, period: Period) -> RatedRow:
    """One indicator at one period."""
    return RowMaker(book, scorecard, indicator).row(neighbours(period))


class RowMaker:
    """Makes an indicator's rows, one after another, for as long as its book does not change."""

    def __init__(self, book: Book, scorecard: Scorecard, indicator: Indicator) -> None:
        self._track = TrackRecord(book, indicator)
        self._head = RowHead(scorecard, indicator, self._track.terms, latest_of_each(book.benchmarks(indicator.id)))
        self._commentary = tuple(book.commentary(indicator.id))

    def row(self, at: Neighbours) -> RatedRow:
        """The row of one period."""
        track, code, said = self._track, at.code, self._commentary
        figure, last_year = track.figure(code), track.value(at.year_earlier)
        rag, why = track.colour(at, figure, last_year)
        return RatedRow(
            self._head,
            at,
            figure,
            track.held_against(code),
            rag,
            why,
            track.travel(at),
            last_year,
            track.mean_travel(at),
            track.worse_running(at),
            track.forecast(at),
            track.derived(code),
            tuple(comment for comment in said if comment.period in ("", code)) if said else said,
            _HERE if figure is not None and figure.value is not None else track.presence(at),
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
    return terms_of(book, indicator).exceptions


def series(book: Book, indicator: Indicator, kind: PeriodKind) -> list[tuple[Period, Observation]]:
    """An indicator's figures of one kind of period, oldest first, derived ones among them."""
    return figures_of(book, indicator, kind)
