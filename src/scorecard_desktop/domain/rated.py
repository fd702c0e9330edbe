"""Rated rows: a committee's scorecard at a period, each figure with its rating, its proof and its travel.

The grid, the command and the pack all read these rows; none of them computes a rating.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from scorecard_desktop.domain.aggregation import Derived, figures_of
from scorecard_desktop.domain.aim import aim_of
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.direction import Direction
from scorecard_desktop.domain.exceptions import ExceptionReason, ExceptionSettings
from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.forecast import YearEndForecast
from scorecard_desktop.domain.indicator import Indicator, Polarity
from scorecard_desktop.domain.neighbours import Neighbours, neighbours
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, PeriodKind
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.rating import Rating
from scorecard_desktop.domain.scorecard import Scorecard
from scorecard_desktop.domain.target import Benchmark, Target, Tolerance
from scorecard_desktop.domain.terms import terms_of
from scorecard_desktop.domain.track_record import TrackRecord

DERIVED_MARK = " (derived)"
"""What follows a figure that was worked out from others and not entered."""


class RatedRow(NamedTuple):
    """One indicator at one period: everything a reader may ask about it. A tuple, as a large store has many.

    ``rating`` is the current one and ``forecast`` the year end's. ``derived`` is there where no figure was entered but
    the settings make one of others: then ``observation`` is what they make, or None where ``derived`` says why not.
    ``long_direction`` is what the settings choose, ``year_direction`` always against the same period last year.
    """

    scorecard: Scorecard
    indicator: Indicator
    period: Period
    observation: Observation | None
    target: Target | None
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
    def text(self) -> str:
        """The figure as it is shown; a derived one is marked."""
        mark = DERIVED_MARK if self.derived is not None and self.observation is not None else ""
        return figure_text(self.observation, self.indicator) + mark

    @property
    def target_text(self) -> str:
        """The target as it is shown; empty where there is none."""
        return target_text(self.target, self.indicator)

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
        self._scorecard = scorecard
        self._track = TrackRecord(book, indicator)
        self._benchmarks = tuple(book.benchmarks(indicator.id))
        self._commentary = tuple(book.of(Commentary, indicator.id))

    def row(self, at: Neighbours) -> RatedRow:
        """The row of one period."""
        track, code = self._track, at.code
        rating = track.rating(at)
        year_travel = track.travel_from(at, at.year_earlier)
        said = self._commentary
        return RatedRow(
            self._scorecard,
            track.indicator,
            at.period,
            track.figure(code),
            track.held_against(code).target,
            track.terms.tolerance,
            rating,
            track.travel(at),
            year_travel,
            year_travel if track.terms.long_mean_of is None else track.long_travel(at),
            track.forecast(at),
            track.derived(code),
            self._benchmarks,
            tuple(comment for comment in said if comment.period in ("", code)) if said else said,
            track.exceptions(at, rating),
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
