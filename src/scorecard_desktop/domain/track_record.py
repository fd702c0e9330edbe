"""An indicator's track record: its figures in their order, each rated and compared with those before.

What is the same for all of its periods (its settings, what it is rated by while its target stands, a year's forecast)
is settled once, so that a pass over the periods, oldest first, costs little more than reading them.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from scorecard_desktop.domain.aggregation import Derived, derived_at
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.direction import NO_DIRECTION, Direction, direction
from scorecard_desktop.domain.due import Presence, Schedule
from scorecard_desktop.domain.forecast import YearEndForecast, forecast_of, is_year_end_forecast
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.neighbours import Neighbours, neighbours_of
from scorecard_desktop.domain.observation import Observation, Symbol
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.domain.rating import (
    Override,
    Overruled,
    Rating,
    RatingOf,
    Reason,
    colour,
    not_expected,
    rating_of,
)
from scorecard_desktop.domain.target import Target
from scorecard_desktop.domain.terms import terms_of
from scorecard_desktop.domain.yardstick import WhyNot, Yardstick, yardstick

_WORSE = Merit.WORSE
_TURNS_ON_WHAT_IS_WITHHELD = WhyNot("Its rating turns on the figure of a year earlier, which is confidential.")


class TrackRecord:
    """One indicator's figures with what they are rated by, for as long as its book does not change."""

    def __init__(self, book: Book, indicator: Indicator) -> None:
        self.indicator = indicator
        self.terms = terms_of(book, indicator)
        self.figure: Callable[[str], Observation | None]
        """The figure that was entered for a period, by its code, or else the one that is derived, or None."""
        self._book = book
        self._entered = {found.period: found for found in book.of(Observation, indicator.id) if not found.area}
        self._targets = {target.period: target for target in book.of(Target, indicator.id)}
        self._overrides = {o.period: o for o in book.of(Override, indicator.id) if o.rating is RatingOf.CURRENT}
        self._held = yardstick(self.terms.measure, self._targets.get(""), self.terms.tolerance)
        self.figure = self._entered_or_derived if self.terms.derived else self._entered.get
        self._travel: dict[str, Direction] = {}
        self._forecasts: dict[str, YearEndForecast] = {}
        self._made: dict[str, Derived | None] = {}
        self._schedule: Schedule | None = None
        unbounded = indicator.starts is None and indicator.ends is None
        self._always_due = indicator.frequency if unbounded else None

    def _entered_or_derived(self, code: str) -> Observation | None:
        entered = self._entered.get(code)
        if entered is not None:
            return entered
        derived = self.derived(code)
        return derived.observation if derived is not None else None

    def derived(self, code: str) -> Derived | None:
        """What the settings make of others for a period in which no figure was entered; None where there is nothing."""
        if not self.terms.derived or code in self._entered:
            return None
        if code not in self._made:
            self._made[code] = derived_at(self._book, self.indicator, period_from_code(code))
        return self._made[code]

    def held_against(self, code: str) -> Yardstick:
        """What the figure of a period is rated by: its own target or the one for every period, and the tolerance."""
        target = self._targets.get(code) or self._targets.get("")
        if self._held.target is not target:
            self._held = yardstick(self.terms.measure, target, self.terms.tolerance)
        return self._held

    def rating(self, at: Neighbours) -> Rating:
        """The current rating of a period's figure, an officer's override included; a year-end forecast has its own."""
        figure, last_year = self.figure(at.code), self.value(at.year_earlier)
        rag, why = self.colour(at, figure, last_year)
        return rating_of(rag, why, self.held_against(at.code), figure.value if figure is not None else None, last_year)

    def colour(self, at: Neighbours, figure: Observation | None, last_year: Decimal | None) -> tuple[Rag, Reason]:
        """The colour of a period's figure as ``rating`` has it, and why, unless it is that the figure was compared."""
        if figure is not None and figure.flags and is_year_end_forecast(figure):
            return Rag.NONE, WhyNot(
                f"The figure for {at.period.label} is a forecast, which is rated as one and not as a current figure."
            )
        held = self.held_against(at.code)
        rag, why = colour(held, figure, last_year)
        if rag is Rag.RED and held.reads_last_year and self._is_withheld(at.year_earlier):
            rag, why = Rag.NONE, _TURNS_ON_WHAT_IS_WITHHELD
        if figure is None:
            derived = self.derived(at.code)
            if derived is not None and why is not None:
                why = WhyNot(f"{why.sentence} {derived.total.how}")
            elif not self._expects(at.period):
                why = not_expected(self.schedule.why_not(at.period))
        override = self._overrides.get(at.code)
        if override is None:
            return rag, why
        rating = rating_of(rag, why, held, figure.value if figure is not None else None, last_year)
        return override.rag, Overruled(override, rating)

    def _is_withheld(self, code: str) -> bool:
        figure = self.figure(code)
        return figure is not None and figure.value is None and figure.symbol is Symbol.CONFIDENTIAL

    def value(self, code: str) -> Decimal | None:
        """The number of a period, by its code; None where there is none."""
        figure = self.figure(code)
        return figure.value if figure is not None else None

    def travel(self, at: Neighbours) -> Direction:
        """The travel against the latest earlier period for which a figure is expected.

        That is the period before; where none is expected then (a termly figure in a quarterly sheet), the one before
        that, up to a year back. A figure that is merely awaited is not skipped.
        """
        found = self._travel.get(at.code)
        if found is None:
            against = self._expected_before(at)
            found = NO_DIRECTION if against is None else self._direction(at, self.value(against), against)
            self._travel[at.code] = found
        return found

    def mean_travel(self, at: Neighbours) -> Direction | None:
        """The travel against the mean of the last n periods, where ``direction.long`` chooses that; else None.

        The mean is of the n periods before for which a figure is expected; where any of them has none, there is nothing
        to compare with.
        """
        count = self.terms.long_mean_of
        if count is None:
            return None
        total, latest, back = Decimal(0), "", at
        for _ in range(count):
            before = self._expected_before(back)
            figure = self.figure(before) if before is not None else None
            if before is None or figure is None or figure.value is None:
                return NO_DIRECTION
            total += figure.value
            latest, back = latest or before, neighbours_of(before)
        return self._direction(at, total / count, latest, count)

    def _direction(self, at: Neighbours, earlier: Decimal | None, against: str, mean_of: int = 1) -> Direction:
        now = self.figure(at.code)
        return direction(
            now.value if now is not None else None,
            earlier,
            self.indicator.polarity,
            self.held_against(at.code).target,
            self.terms.dead_band,
            against,
            mean_of,
        )

    def _expected_before(self, at: Neighbours) -> str | None:
        """The latest earlier period for which a figure is expected, up to a year back."""
        for code in at.earlier:
            found = self._entered.get(code)
            if found is not None:
                due = found.expected or found.says_something
            else:
                due = self._is_due(code)
            if due:
                return code
        return None

    @property
    def schedule(self) -> Schedule:
        """When the indicator's figures are due."""
        if self._schedule is None:
            self._schedule = Schedule(self._book, self.indicator)
        return self._schedule

    def _expects(self, period: Period) -> bool:
        return period.kind is self._always_due or self.schedule.expects(period)

    def presence(self, at: Neighbours) -> Presence:
        """What the cell of a period has. A figure that is to be made of others is awaited until it can be."""
        figure = self.figure(at.code)
        if figure is not None and figure.says_something:
            return Presence.HERE
        if figure is None:
            return Presence.AWAITED if self._is_due(at.code) else Presence.NOT_EXPECTED
        return self.schedule.presence(at.period, figure)

    def _is_due(self, code: str) -> bool:
        """Whether a figure that nobody has entered is due, or is to be made of others."""
        return self._expects(period_from_code(code)) or self.derived(code) is not None

    def forecast(self, at: Neighbours) -> YearEndForecast:
        """The forecast of the year that a period is in."""
        found = self._forecasts.get(at.year_code)
        if found is None:
            found = self._forecasts[at.year_code] = forecast_of(self._book, self.indicator, at.year)
        return found

    def worse_running(self, at: Neighbours) -> int:
        """How many moves up to a period's own were for the worse one after another, as far as exceptions ask.

        Each is the move to the period that the one after it was compared with.
        """
        running, most = 0, self.terms.exceptions.periods
        while running < most:
            travel = self.travel(at)
            if travel.merit is not _WORSE:
                break
            running += 1
            at = neighbours_of(travel.against)
        return running
