"""The book: everything in one store, in memory, as the rules read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar, cast

from scorecard_desktop.domain.budget import BudgetAmount, BudgetLine, BudgetTable
from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.finding import Dismissal, Finding
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.rating import Override
from scorecard_desktop.domain.risk import Risk, RiskReview
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting, SourceFile
from scorecard_desktop.domain.target import Benchmark, Scope, Target, Tolerance

RECORD_TYPES: tuple[type, ...] = (
    SourceFile,
    Setting,
    Scorecard,
    ScorecardPeriod,
    Indicator,
    Target,
    Tolerance,
    Benchmark,
    Observation,
    Override,
    Commentary,
    Risk,
    RiskReview,
    BudgetTable,
    BudgetLine,
    BudgetAmount,
    Finding,
    Dismissal,
)
"""Every kind of record, each after those that it refers to: the order in which a store may insert them."""

R = TypeVar("R")


class Conflict(Exception):
    """A change does not fit: the record is no longer as the change says that it was."""

    def __init__(self, change: Change, found: Record | None) -> None:
        super().__init__(f"{change.record.record_kind} {'/'.join(change.record.key)} has changed meanwhile")
        self.change = change
        self.found = found


class Book:
    """All records by kind and key, with the look-ups that the rules need.

    A book changes only by ``apply``. ``copy`` gives a frozen snapshot's worth for a pack: later changes of the
    original do not reach it.
    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records: dict[str, dict[tuple[str, ...], Record]] = defaultdict(dict)
        self._by_indicator: dict[tuple[str, str], dict[tuple[str, ...], Record]] = defaultdict(dict)
        for record in records:
            self._put(record)

    def _put(self, record: Record) -> None:
        self._records[record.record_kind][record.key] = record
        indicator = getattr(record, "indicator", "")
        if indicator:
            self._by_indicator[record.record_kind, indicator][record.key] = record

    def _drop(self, record: Record) -> None:
        self._records[record.record_kind].pop(record.key, None)
        indicator = getattr(record, "indicator", "")
        if indicator:
            self._by_indicator[record.record_kind, indicator].pop(record.key, None)

    def copy(self) -> Book:
        """Another book with the same records; records themselves are frozen and shared."""
        return Book(self.records())

    def records(self) -> Iterator[Record]:
        """Every record, kinds in the order of RECORD_TYPES."""
        for record_type in RECORD_TYPES:
            yield from self._records[record_type.record_kind].values()  # type: ignore[attr-defined]

    def all(self, record_type: type[R]) -> list[R]:
        """Every record of one type."""
        return cast("list[R]", list(self._records[record_type.record_kind].values()))  # type: ignore[attr-defined]

    def get(self, record_type: type[R], *key: str) -> R | None:
        """One record by its key, or None."""
        return cast("R | None", self._records[record_type.record_kind].get(key))  # type: ignore[attr-defined]

    def of_indicator(self, record_type: type[R], indicator: str) -> list[R]:
        """The records of a type that belong to one indicator."""
        return cast("list[R]", list(self._by_indicator[record_type.record_kind, indicator].values()))  # type: ignore[attr-defined]

    def apply(self, changes: Iterable[Change]) -> None:
        """Make the changes, all or none.

        Raises Conflict, with nothing changed, where a record is not as a change says that it was before.
        """
        done: list[Change] = []
        try:
            for change in changes:
                self._apply_one(change)
                done.append(change)
        except Conflict:
            for change in reversed(done):
                self._apply_one(change.inverse)
            raise

    def _apply_one(self, change: Change) -> None:
        found = self._records[change.record.record_kind].get(change.record.key)
        if found != change.before:
            raise Conflict(change, found)
        if change.after is None:
            self._drop(change.record)
        else:
            self._put(change.after)

    # Look-ups

    def scorecards(self) -> list[Scorecard]:
        """In the officers' order."""
        return sorted(self.all(Scorecard), key=lambda s: (s.order, s.name))

    def indicators(self, scorecard: str) -> list[Indicator]:
        """Of one scorecard, in the officers' order."""
        return sorted((i for i in self.all(Indicator) if i.scorecard == scorecard), key=lambda i: (i.order, i.id))

    def periods(self, scorecard: str) -> list[Period]:
        """The periods that a scorecard has columns for, oldest first, whether or not they have figures."""
        return sorted(period_from_code(c.period) for c in self.all(ScorecardPeriod) if c.scorecard == scorecard)

    def current_period(self, scorecard: str) -> Period | None:
        """The latest period of the scorecard's own frequency for which any figure or symbol has come."""
        card = self.get(Scorecard, scorecard)
        if card is None:
            return None
        own = {i.id for i in self.all(Indicator) if i.scorecard == scorecard}
        for period in reversed(self.periods(scorecard)):
            code = period.code
            if period.kind is card.frequency and any(self._has_come(i, code) for i in own):
                return period
        return None

    def _has_come(self, indicator: str, period: str) -> bool:
        found = self.get(Observation, indicator, period, "")
        return found is not None and (found.value is not None or found.symbol is not None)

    def observation(self, indicator: str, period: str, area: str = "") -> Observation | None:
        """One figure, or None where it is still awaited."""
        return self.get(Observation, indicator, period, area)

    def observations(self, indicator: str, area: str = "") -> list[Observation]:
        """An indicator's figures in one area, oldest first."""
        own = [o for o in self.of_indicator(Observation, indicator) if o.area == area]
        return sorted(own, key=lambda o: period_from_code(o.period))

    def target(self, indicator: str, period: str) -> Target | None:
        """The target for a period: its own, or the one for every period."""
        return self.get(Target, indicator, period) or self.get(Target, indicator, "")

    def tolerance(self, indicator: Indicator) -> Tolerance | None:
        """The indicator's own tolerance, else its scorecard's, else the council's."""
        return (
            self.get(Tolerance, Scope.INDICATOR.value, indicator.id)
            or self.get(Tolerance, Scope.SCORECARD.value, indicator.scorecard)
            or self.get(Tolerance, Scope.COUNCIL.value, "")
        )

    def setting(self, name: str, default: str, indicator: Indicator | None = None, scorecard: str = "") -> str:
        """A setting by inheritance: indicator, then scorecard, then council, then its named default."""
        places = [(Scope.COUNCIL, "")]
        if scorecard or indicator is not None:
            places.insert(0, (Scope.SCORECARD, indicator.scorecard if indicator is not None else scorecard))
        if indicator is not None:
            places.insert(0, (Scope.INDICATOR, indicator.id))
        for scope, owner in places:
            found = self.get(Setting, scope.value, owner, name)
            if found is not None:
                return found.value
        return default

    def benchmarks(self, indicator: str) -> list[Benchmark]:
        """In the order of the sheet's columns."""
        return sorted(self.of_indicator(Benchmark, indicator), key=lambda b: (b.order, b.name))

    def reviews(self, risk: str) -> list[RiskReview]:
        """A risk's reviews, oldest first."""
        return sorted((r for r in self.all(RiskReview) if r.risk == risk), key=lambda r: r.reviewed)

    def risks(self) -> list[Risk]:
        """In the register's order."""
        return sorted(self.all(Risk), key=lambda r: (r.register, r.order))

    def budget_tables(self) -> list[BudgetTable]:
        """In the order of the source."""
        return sorted(self.all(BudgetTable), key=lambda t: (t.order, t.id))

    def budget_lines(self, table: str) -> list[BudgetLine]:
        """A table's lines, top to bottom."""
        return sorted((line for line in self.all(BudgetLine) if line.table == table), key=lambda line: line.order)

    def budget_amounts(self, table: str) -> list[BudgetAmount]:
        """A table's amounts."""
        return [a for a in self.all(BudgetAmount) if a.table == table]
