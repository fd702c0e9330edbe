"""When an indicator's figures are due, and so what an empty cell is: awaited, or not expected (rules.md, Values).

What the cell itself says goes first: its figure, the sheet's grey or an officer's word. Else the indicator's dates and
its frequency tell. Everything that shows, reads out, chases or compares figures asks here.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import cached_property

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.forecast import is_year_end_forecast
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import (
    Period,
    PeriodKind,
    academic_year,
    add_months,
    calendar_year,
    financial_year,
    half_term,
    half_year,
    period_from_code,
    quarter,
    term,
)
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod
from scorecard_desktop.domain.settings import DUE_MONTHS, value_of


class Presence(Enum):
    """What a cell has: a figure (or the symbol or words in its place), or one of the two kinds of nothing."""

    HERE = "here"
    AWAITED = "awaited"
    NOT_EXPECTED = "not expected"


_ANY_YEAR = 2000
_ENDS_IN = {
    kind: frozenset(period.end.month for period in periods)
    for kind, periods in {
        PeriodKind.QUARTER: [quarter(_ANY_YEAR, number) for number in range(1, 5)],
        PeriodKind.HALF_TERM: [half_term(_ANY_YEAR, number) for number in range(1, 7)],
        PeriodKind.TERM: [term(_ANY_YEAR, number) for number in range(1, 4)],
        PeriodKind.HALF_YEAR: [half_year(_ANY_YEAR, number) for number in (1, 2)],
        PeriodKind.FINANCIAL_YEAR: [financial_year(_ANY_YEAR)],
        PeriodKind.ACADEMIC_YEAR: [academic_year(_ANY_YEAR)],
        PeriodKind.CALENDAR_YEAR: [calendar_year(_ANY_YEAR)],
    }.items()
}
"""The months in which periods of a kind end."""


class Schedule:
    """When the figures of one indicator are due, for as long as its book does not change."""

    def __init__(self, book: Book, indicator: Indicator) -> None:
        self._book = book
        self._indicator = indicator
        self._card = book.get(Scorecard, indicator.scorecard)
        self.frequency = indicator.frequency

    @cached_property
    def home(self) -> PeriodKind:
        """The kind of column in which the figures stand.

        That of their own frequency where the scorecard has one, else the next that comes oftener, else the scorecard's.
        """
        card, frequency = self._card, self.frequency
        if card is None or card.frequency is frequency:
            return frequency
        kinds = {period_from_code(column.period).kind for column in self._book.of(ScorecardPeriod, card.id)}
        if frequency in kinds:
            return frequency
        oftener = [kind for kind in kinds | {card.frequency} if 0 < kind.months <= frequency.months]
        if card.frequency in oftener or not oftener:
            return card.frequency
        return max(oftener, key=lambda kind: (kind.months, kind.value))

    @cached_property
    def _elsewhere(self) -> frozenset[PeriodKind]:
        """The kinds of column that have a figure all the same, a forecast apart: a year to date, a year end."""
        held = (o for o in self._book.of(Observation, self._indicator.id) if o.says_something)
        return frozenset(period_from_code(o.period).kind for o in held if not is_year_end_forecast(o))

    @cached_property
    def _months(self) -> frozenset[int]:
        """Those in which a figure is due that comes less often than its columns."""
        return value_of(self._book, DUE_MONTHS, self._indicator) or _ENDS_IN.get(self.frequency, frozenset())

    def expects(self, period: Period) -> bool:
        """Whether a figure is due for a period, where its cell says nothing itself."""
        return not self.why_not(period)

    def why_not(self, period: Period) -> str:
        """Why no figure is due for a period, to follow a colon; empty where one is."""
        starts, ends = self._indicator.starts, self._indicator.ends
        if starts is not None and period.end < starts:
            return f"figures begin on {_day(starts)}"
        if ends is not None and period.start > ends:
            return f"figures ended on {_day(ends)}"
        kind = period.kind
        if kind is self.frequency:
            return ""
        if kind is not self.home and kind not in self._elsewhere:
            return f"figures are given {self.frequency.adverb}"
        if kind.months >= self.frequency.months or kind is PeriodKind.DATE or self._months & _months_of(period):
            return ""
        return f"figures are given {self.frequency.adverb}"

    def presence(self, period: Period, found: Observation | None) -> Presence:
        """What the cell of a period has, where ``found`` is what the book holds of it."""
        if found is None:
            return Presence.AWAITED if self.expects(period) else Presence.NOT_EXPECTED
        if found.says_something:
            return Presence.HERE
        return Presence.AWAITED if found.expected else Presence.NOT_EXPECTED


def _months_of(period: Period) -> frozenset[int]:
    """The months of a column's own step: of what is added up to a month's end, only that month."""
    first = add_months(period.end.replace(day=1), 1 - period.kind.months)
    return frozenset(add_months(first, step).month for step in range(period.kind.months))


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
