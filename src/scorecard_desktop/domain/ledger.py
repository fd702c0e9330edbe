"""The ledger: rated rows and findings kept, so that a change makes anew only what depends on it.

What a row reads is its indicator's own records, its scorecard, and the tolerances and settings that it inherits; of
figures, its period's and earlier ones, and those of the year that it is in. An indicator that is made of another's
figures reads those too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.checks import standing
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.due import schedule_of
from scorecard_desktop.domain.finding import Finding
from scorecard_desktop.domain.forecast import year_of
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.neighbours import Neighbours, neighbours
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.rated import RatedRow, RowMaker
from scorecard_desktop.domain.rating import Override, RatingOf
from scorecard_desktop.domain.rules import RULES, BookRule, IndicatorRule, Rule, ScorecardRule
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting
from scorecard_desktop.domain.settings import AGGREGATE_FROM
from scorecard_desktop.domain.target import Benchmark, Scope, Target, Tolerance


class Place(NamedTuple):
    """A rated row's place: an indicator's id and a period's code."""

    indicator: str
    period: str


@dataclass(slots=True)
class _Touched:
    """Which of an indicator's rows a step may change: all, those that end on a day or later, and single periods."""

    since: date = date.max
    periods: set[str] = field(default_factory=set)

    def add(self, since: date | None, period: str) -> None:
        if since is not None:
            self.since = min(self.since, since)
        else:
            self.periods.add(period)

    def reaches(self, period: Period) -> bool:
        return period.end >= self.since or period.code in self.periods


_ALWAYS = date.min


class Ledger:
    """A book's rated rows and findings. Rows are made when they are first asked for and kept until something changes.

    After the book has applied a step, ``apply`` must be told of the same changes: the rows are then what
    ``rated_rows`` would make afresh, and the findings what ``check`` would.
    """

    def __init__(self, book: Book, rules: tuple[Rule, ...] = RULES) -> None:
        self._book = book
        self._rows: dict[str, dict[str, RatedRow]] = {}
        self._made = _Made(book, rules)

    @property
    def book(self) -> Book:
        """The book that is kept account of."""
        return self._book

    def row(self, indicator: str, period: Period) -> RatedRow | None:
        """One indicator at one period; None where the book has no such indicator."""
        kept = self._rows.get(indicator, {}).get(period.code)
        if kept is not None:
            return kept
        found = self._book.get(Indicator, indicator)
        card = self._book.get(Scorecard, found.scorecard) if found is not None else None
        if found is None or card is None:
            return None
        self._rate(card, found, [neighbours(period)])
        return self._rows[indicator][period.code]

    def rows(self, scorecard: str, period: Period | None = None) -> list[RatedRow]:
        """What ``rated_rows`` gives: a scorecard at a period, its current one unless said, in the officers' order."""
        at = period if period is not None else self._book.current_period(scorecard)
        if at is None:
            return []
        rows = (self.row(indicator.id, at) for indicator in self._book.indicators(scorecard))
        return [row for row in rows if row is not None]

    def all_rows(self) -> Iterator[RatedRow]:
        """Every scorecard at every period that it has a column for."""
        for card in self._book.scorecards():
            columns = [neighbours(period) for period in self._book.periods(card.id)]
            indicators = self._book.indicators(card.id)
            for indicator in indicators:
                self._rate(card, indicator, columns)
            for at in columns:
                for indicator in indicators:
                    yield self._rows[indicator.id][at.code]

    def findings(self) -> list[Finding]:
        """What ``check`` gives: every finding that stands."""
        return standing(self._book, self._made.findings())

    def apply(self, changes: Iterable[Change]) -> frozenset[Place]:
        """Rate anew what depends on changes that the book has applied; the places of the kept rows that changed.

        A row whose indicator is gone counts as changed. Rows that nobody has asked for yet are not made here.
        """
        step = tuple(changes)
        self._made.note(step)
        changed: set[Place] = set()
        for identifier, touched in self._touched(step).items():
            kept = self._rows[identifier]
            reached = {code: row for code, row in kept.items() if touched.reaches(row.period)}
            for code in reached:
                del kept[code]
            indicator = self._book.get(Indicator, identifier)
            card = self._book.get(Scorecard, indicator.scorecard) if indicator is not None else None
            if indicator is not None and card is not None:
                self._rate(card, indicator, sorted((neighbours(row.period) for row in reached.values()), key=_age))
            changed |= {Place(identifier, code) for code, row in reached.items() if kept.get(code) != row}
        return frozenset(changed)

    def _rate(self, card: Scorecard, indicator: Indicator, columns: Iterable[Neighbours]) -> None:
        """Make an indicator's rows that are not kept, oldest first, since each is compared with those before it."""
        kept = self._rows.setdefault(indicator.id, {})
        make = RowMaker(self._book, card, indicator).row
        for at in columns:
            if at.code not in kept:
                kept[at.code] = make(at)

    def _touched(self, step: Iterable[Change]) -> dict[str, _Touched]:
        found: dict[str, _Touched] = defaultdict(_Touched)
        for change in step:
            for record in _sides(change):
                since, period = _reach(self._book, record)
                for identifier in affected(self._book, record):
                    found[identifier].add(since, period)
        return {identifier: touched for identifier, touched in found.items() if identifier in self._rows}


class _Made:
    """What each rule has found, by what it was found about, and what must be looked at again."""

    def __init__(self, book: Book, rules: tuple[Rule, ...]) -> None:
        self._book = book
        self._rules = rules
        self._found: dict[Rule, dict[str, tuple[Finding, ...]]] = {rule: {} for rule in rules}
        self._current: dict[str, Period | None] = {}

    def note(self, step: Iterable[Change]) -> None:
        """Forget what the changes may have made wrong."""
        records = [record for change in step for record in _sides(change)]
        indicators = {identifier for record in records for identifier in affected(self._book, record)}
        scorecards = {identifier for record in records for identifier in _scorecards_of(self._book, record)}
        kinds = {record.record_kind for record in records}
        for rule, found in self._found.items():
            if isinstance(rule, IndicatorRule):
                _forget(found, indicators)
            elif isinstance(rule, ScorecardRule):
                _forget(found, scorecards)
            elif not isinstance(rule, BookRule) or kinds & rule.reads:
                found.clear()

    def findings(self) -> Iterator[Finding]:
        """Every finding of the rules, made anew where it was forgotten, in the rules' order."""
        self._follow_current_periods()
        for rule in self._rules:
            found = self._found[rule]
            if isinstance(rule, IndicatorRule):
                for indicator in self._book.all(Indicator):
                    if indicator.id not in found:
                        found[indicator.id] = tuple(rule.of(self._book, indicator))
                    yield from found[indicator.id]
            elif isinstance(rule, ScorecardRule):
                for card in self._book.scorecards():
                    if card.id not in found:
                        found[card.id] = tuple(rule.of(self._book, card))
                    yield from found[card.id]
            else:
                if "" not in found:
                    found[""] = tuple(rule(self._book))
                yield from found[""]

    def _follow_current_periods(self) -> None:
        """A comment without a period is about the current one, which may move with another indicator's figure."""
        current = {card.id: self._book.current_period(card.id) for card in self._book.scorecards()}
        moved = [card for card, period in current.items() if self._current.get(card, period) != period]
        self._current = current
        for card in moved:
            identifiers = {indicator.id for indicator in self._book.of(Indicator, card)}
            for rule, found in self._found.items():
                if isinstance(rule, IndicatorRule):
                    _forget(found, identifiers)


def affected(book: Book, record: Record) -> set[str]:
    """The ids of the indicators whose rows or findings a record, as it was or as it is now, has a part in."""
    return _with_those_made_of(book, _indicators_of(book, record))


def _indicators_of(book: Book, record: Record) -> set[str]:
    if isinstance(record, Observation | Target | Benchmark | Override | Commentary):
        return {record.indicator}
    if isinstance(record, Indicator):
        return {record.id}
    if isinstance(record, Scorecard):
        return {indicator.id for indicator in book.of(Indicator, record.id)}
    if isinstance(record, ScorecardPeriod):
        return _due_by_its_columns(book, record)
    if isinstance(record, Tolerance | Setting):
        if record.scope is Scope.INDICATOR:
            return {record.owner}
        of_all = record.scope is Scope.COUNCIL
        return {i.id for i in (book.all(Indicator) if of_all else book.of(Indicator, record.owner))}
    return set()


def _due_by_its_columns(book: Book, column: ScorecardPeriod) -> set[str]:
    """The first or last column of its kind decides in which columns the figures of other frequencies are due."""
    card, kind = book.get(Scorecard, column.scorecard), period_from_code(column.period).kind
    others = (period for period in book.periods(column.scorecard) if period.code != column.period)
    if card is None or card.frequency is kind or any(period.kind is kind for period in others):
        return set()
    return {indicator.id for indicator in book.of(Indicator, card.id) if indicator.frequency is not card.frequency}


def _with_those_made_of(book: Book, identifiers: set[str]) -> set[str]:
    """Those indicators, and whatever is made of their figures, however many steps away."""
    made_of: dict[str, list[str]] = defaultdict(list)
    for setting in book.all(Setting):
        if setting.name == AGGREGATE_FROM.name and setting.scope is Scope.INDICATOR:
            made_of[setting.value.strip()].append(setting.owner)
    reached = set(identifiers)
    waiting = list(identifiers)
    while waiting:
        for identifier in made_of.get(waiting.pop(), ()):
            if identifier not in reached:
                reached.add(identifier)
                waiting.append(identifier)
    return reached


def _reach(book: Book, record: Record) -> tuple[date | None, str]:
    """From which day on, or (no day) in which one period, a record has a part in an indicator's rows."""
    if isinstance(record, Observation) and (record.area or _is_elsewhere(book, record)):
        return _ALWAYS, ""  # with a first figure an area becomes a part of every period, and other columns are due
    if isinstance(record, Observation | Target) and record.period:
        return _first_day(period_from_code(record.period)), ""
    if isinstance(record, Override) and record.rating is RatingOf.FORECAST:
        return _first_day(period_from_code(record.period)), ""
    if isinstance(record, Override) or (isinstance(record, Commentary) and record.period):
        return None, record.period
    return _ALWAYS, ""


def _is_elsewhere(book: Book, figure: Observation) -> bool:
    """Whether a figure stands in a kind of column in which the indicator's are not due of themselves."""
    indicator, kind = book.get(Indicator, figure.indicator), period_from_code(figure.period).kind
    return indicator is None or (kind is not indicator.frequency and kind is not schedule_of(book, indicator).home)


def _is_year(period: Period) -> bool:
    return year_of(period) == period


def _first_day(period: Period) -> date:
    """The last day of the first row that reads a period's figure: its own, but of a year that of any within it."""
    return period.start if _is_year(period) else period.end


def _scorecards_of(book: Book, record: Record) -> set[str]:
    if isinstance(record, Scorecard):
        return {record.id}
    if isinstance(record, ScorecardPeriod | Indicator):
        return {record.scorecard}
    if isinstance(record, Setting):
        return {card.id for card in book.scorecards()}
    if isinstance(record, Observation):
        owner = book.get(Indicator, record.indicator)
        return {owner.scorecard} if owner is not None else set()
    return set()


def _age(at: Neighbours) -> date:
    return at.period.end


def _sides(change: Change) -> tuple[Record, ...]:
    return tuple(record for record in (change.before, change.after) if record is not None)


def _forget(found: dict[str, tuple[Finding, ...]], owners: set[str]) -> None:
    for owner in owners & found.keys():
        del found[owner]
