"""The book: everything in one store, in memory, as the rules read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, Protocol, TypeVar, cast

from scorecard_desktop.domain.budget import BudgetAmount, BudgetLine, BudgetTable
from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.commentary import Commentary, reading_order
from scorecard_desktop.domain.finding import Dismissal, Finding
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.meeting import AgendaItem, Meeting, MeetingAction
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.pack_text import PackText
from scorecard_desktop.domain.period import Period, order_of, period_from_code
from scorecard_desktop.domain.profile import Profile
from scorecard_desktop.domain.programme import Highlight, Milestone, Programme, ProgrammeMeasure
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.rating import Override
from scorecard_desktop.domain.recommendation import Recommendation, RecommendationReview
from scorecard_desktop.domain.returned import Return
from scorecard_desktop.domain.risk import Risk, RiskBudgetLine, RiskNote, RiskReview, RiskTask
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting, SourceFile
from scorecard_desktop.domain.target import Benchmark, Scope, Target, Tolerance
from scorecard_desktop.domain.template import PackTemplate, TemplateItem

RECORD_TYPES: tuple[type[Record], ...] = (
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
    RiskTask,
    RiskNote,
    RiskBudgetLine,
    BudgetTable,
    BudgetLine,
    BudgetAmount,
    Recommendation,
    RecommendationReview,
    Programme,
    Highlight,
    Milestone,
    ProgrammeMeasure,
    Meeting,
    AgendaItem,
    MeetingAction,
    Return,
    Profile,
    Finding,
    Dismissal,
    Publication,
    PackTemplate,
    TemplateItem,
    PackText,
)
"""Every kind of record, each after those that it refers to: the order in which a store may insert them."""

R = TypeVar("R", bound=Record)
T = TypeVar("T")

_OWNED_BY = ("indicator", "scorecard", "table", "risk", "recommendation", "programme", "meeting", "template")
"""The fields by which a record names what it belongs to."""


def _owner_field(record_type: type[Record]) -> str | None:
    texts = {field.name for field in fields(record_type) if field.type in ("str", str)}
    return next((name for name in _OWNED_BY if name in texts), None)


_OWNER_FIELD = {record_type.record_kind: _owner_field(record_type) for record_type in RECORD_TYPES}

_NOTHING: Mapping[tuple[str, ...], Record] = MappingProxyType({})


def _owner(record: Record) -> str | None:
    name = _OWNER_FIELD[record.record_kind]
    return str(getattr(record, name)) if name is not None else None


class Conflict(Exception):
    """A change does not fit: the record is no longer as the change says that it was."""

    def __init__(self, change: Change, found: Record | None) -> None:
        super().__init__(f"{change.record.record_kind} {'/'.join(change.record.key)} has changed meanwhile")
        self.change = change
        self.found = found


_BY_INDICATOR: frozenset[type[Record]] = frozenset({Target, Observation, Override, Commentary})
"""The kinds of which a store may hold a hundred thousand, each with its indicator first in its key."""


class Unread(Protocol):
    """What a book has not read yet of where it is kept, while nothing there changes."""

    def of_kind(self, record_type: type[R]) -> Iterable[R]:
        """Every record of a type."""
        ...

    def of_indicator(self, record_type: type[R], indicator: str) -> Iterable[R]:
        """The records of a type that belong to one indicator."""
        ...

    def figures_at(self, scorecard: str, period: str) -> Iterable[Observation]:
        """The figures of a scorecard's indicators at one period, read only as far as they are asked for."""
        ...

    def whole(self) -> Book:
        """The book with everything read."""
        ...


class Book:
    """All records by kind and key, with the look-ups that the rules need.

    A book changes only by ``apply``. ``copy`` gives a frozen snapshot's worth for a pack: later changes of the
    original do not reach it.
    """

    def __init__(self, records: Iterable[Record] = (), unread: Unread | None = None) -> None:
        """``unread`` is what more there is. It is read as it is asked for, and whole before the first change."""
        self._unread = unread
        self._read: set[tuple[type[Record], str]] = set()
        self._records: dict[str, dict[tuple[str, ...], Record]] = defaultdict(dict)
        self._by_owner: dict[tuple[str, str], dict[tuple[str, ...], Record]] = defaultdict(dict)
        self._settled: dict[str, dict[Callable[[Book, Indicator], Any], tuple[Indicator, Any]]] = {}
        for record in records:
            self._put(record)

    @property
    def is_whole(self) -> bool:
        """Whether everything has been read."""
        return self._unread is None

    def complete(self) -> None:
        """Read everything that has not been read yet."""
        if self._unread is not None:
            # nothing has changed since it was begun: what was read of it is in the whole too
            vars(self).update(vars(self._unread.whole()))

    def _fetch(self, unread: Unread, record_type: type[Record], first: str) -> None:
        """Read what a look-up needs; ``first`` is the first part of a key, or an owner."""
        by_indicator = record_type in _BY_INDICATOR
        place = (record_type, first if by_indicator else "")
        if place not in self._read:
            self._read.add(place)
            for record in unread.of_indicator(record_type, first) if by_indicator else unread.of_kind(record_type):
                self._put(record)

    def _put(self, record: Record) -> None:
        before = self._records[record.record_kind].get(record.key)
        owner = _owner(record)
        if before is not None and _owner(before) != owner:
            self._drop(before)
        self._records[record.record_kind][record.key] = record
        if owner is not None:
            self._by_owner[record.record_kind, owner][record.key] = record
        self._unsettle(record)

    def _drop(self, record: Record) -> None:
        self._records[record.record_kind].pop(record.key, None)
        owner = _owner(record)
        if owner is not None:
            self._by_owner[record.record_kind, owner].pop(record.key, None)
        self._unsettle(record)

    def _unsettle(self, record: Record) -> None:
        if self._settled and isinstance(record, Setting | Tolerance):
            if record.scope is Scope.INDICATOR:
                self._settled.pop(record.owner, None)
            else:
                self._settled.clear()

    def copy(self) -> Book:
        """Another book with the same records; records themselves are frozen and shared."""
        self.complete()
        other = Book()
        for kind, records in self._records.items():
            other._records[kind] = dict(records)
        for owner, records in self._by_owner.items():
            other._by_owner[owner] = dict(records)
        return other

    def records(self) -> Iterator[Record]:
        """Every record, kinds in the order of RECORD_TYPES."""
        self.complete()
        for record_type in RECORD_TYPES:
            yield from self._of_kind(record_type.record_kind).values()

    def all(self, record_type: type[R]) -> list[R]:
        """Every record of one type."""
        if self._unread is not None:
            if record_type in _BY_INDICATOR:
                self.complete()
            else:
                self._fetch(self._unread, record_type, "")
        return cast("list[R]", list(self._of_kind(record_type.record_kind).values()))

    def get(self, record_type: type[R], *key: str) -> R | None:
        """One record by its key, or None."""
        if self._unread is not None:
            self._fetch(self._unread, record_type, key[0])
        found: Any = self._records.get(record_type.record_kind, _NOTHING).get(key)
        return found  # type: ignore[no-any-return]

    def of(self, record_type: type[R], owner: str) -> list[R]:
        """The records of a type that belong to one indicator, scorecard, budget table or risk, whichever they name."""
        if self._unread is not None:
            self._fetch(self._unread, record_type, owner)
        return cast("list[R]", list(self._by_owner.get((record_type.record_kind, owner), {}).values()))

    def settled(self, settle: Callable[[Book, Indicator], T], indicator: Indicator) -> T:
        """What ``settle`` makes of an indicator, the settings and the tolerances, kept until one of them changes.

        It may read nothing else of the book.
        """
        kept = self._settled.get(indicator.id, {}).get(settle)
        if kept is not None and kept[0] is indicator:
            return cast("T", kept[1])
        found = settle(self, indicator)
        self._settled.setdefault(indicator.id, {})[settle] = (indicator, found)
        return found

    def of_indicator(self, record_type: type[R], indicator: str) -> list[R]:
        """The records of a type that belong to one indicator."""
        return self.of(record_type, indicator)

    def _of_kind(self, kind: str) -> Mapping[tuple[str, ...], Record]:
        return self._records.get(kind, _NOTHING)

    def apply(self, changes: Iterable[Change]) -> None:
        """Make the changes, all or none.

        Raises Conflict, with nothing changed, where a record is not as a change says that it was before.
        """
        self.complete()
        done: list[Change] = []
        try:
            for change in changes:
                self._apply_one(change)
                done.append(change)
        except BaseException:  # whatever stopped it, half of a step is never left behind
            for change in reversed(done):
                self._apply_one(change.inverse)
            raise

    def _apply_one(self, change: Change) -> None:
        found = self._of_kind(change.record.record_kind).get(change.record.key)
        if found != change.before:
            raise Conflict(change, found)
        if change.after is None:
            self._drop(change.record)
        else:
            self._put(change.after)

    # Look-ups

    def scorecards(self) -> list[Scorecard]:
        """In the officers' order."""
        return sorted(self.all(Scorecard), key=lambda s: (s.order, s.name, s.id))

    def indicators(self, scorecard: str) -> list[Indicator]:
        """Of one scorecard, in the officers' order."""
        return sorted(self.of(Indicator, scorecard), key=lambda i: (i.order, i.id))

    def periods(self, scorecard: str) -> list[Period]:
        """The periods that a scorecard has columns for, oldest first, whether or not they have figures."""
        codes = [column.period for column in self.of(ScorecardPeriod, scorecard)]
        return [period_from_code(code) for code in sorted(codes, key=order_of)]

    def current_period(self, scorecard: str) -> Period | None:
        """The latest period of the scorecard's own frequency for which any figure or symbol has come."""
        card = self.get(Scorecard, scorecard)
        if card is None:
            return None
        own = [indicator.id for indicator in self.of(Indicator, scorecard)]
        for period in reversed(self.periods(scorecard)):
            if period.kind is not card.frequency:
                continue
            code = period.code
            if self._unread is not None:
                figures = iter(self._unread.figures_at(scorecard, code))
            else:
                figures = (found for i in own if (found := self.observation(i, code)) is not None)
            if any(figure.value is not None or figure.symbol is not None for figure in figures):
                return period
        return None

    def observation(self, indicator: str, period: str, area: str = "") -> Observation | None:
        """One figure, or None where there is none: ``due`` tells whether it is awaited."""
        return self.get(Observation, indicator, period, area)

    def observations(self, indicator: str, area: str = "") -> list[Observation]:
        """An indicator's figures in one area, oldest first."""
        own = [o for o in self.of(Observation, indicator) if o.area == area]
        return sorted(own, key=lambda o: order_of(o.period))

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
        return sorted(self.of(Benchmark, indicator), key=lambda b: (b.order, b.key))

    def commentary(self, indicator: str) -> list[Commentary]:
        """What is written about an indicator: what is of no one period first, then oldest first, by part."""
        return sorted(self.of(Commentary, indicator), key=reading_order)

    def reviews(self, risk: str) -> list[RiskReview]:
        """A risk's reviews, oldest first."""
        return sorted(self.of(RiskReview, risk), key=lambda r: r.reviewed)

    def risks(self) -> list[Risk]:
        """In the register's order."""
        return sorted(self.all(Risk), key=lambda r: (r.register, r.order, r.id))

    def budget_tables(self) -> list[BudgetTable]:
        """In the order of the source."""
        return sorted(self.all(BudgetTable), key=lambda t: (t.order, t.id))

    def budget_lines(self, table: str) -> list[BudgetLine]:
        """A table's lines, top to bottom."""
        return sorted(self.of(BudgetLine, table), key=lambda line: (line.order, line.key))

    def budget_amounts(self, table: str) -> list[BudgetAmount]:
        """A table's amounts."""
        return self.of(BudgetAmount, table)
