"""What a change reaches: the indicators, and of each the periods, whose rows and findings it has a part in.

What a row reads is its indicator's own records, its scorecard, and the tolerances and settings that it inherits; of
figures, its period's and earlier ones, and those of the year that it is in. An indicator that is made of another's
figures reads those too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.change import Change, Record
from scorecard_desktop.domain.commentary import Commentary
from scorecard_desktop.domain.due import Schedule
from scorecard_desktop.domain.forecast import is_year_end_forecast, year_of
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.observation import Observation
from scorecard_desktop.domain.period import Period, period_from_code
from scorecard_desktop.domain.publication import Publication
from scorecard_desktop.domain.rating import Override, RatingOf
from scorecard_desktop.domain.scorecard import Scorecard, ScorecardPeriod, Setting
from scorecard_desktop.domain.settings import AGGREGATE_FROM
from scorecard_desktop.domain.target import Benchmark, Scope, Target, Tolerance

MadeOf = Mapping[str, Sequence[str]]
"""By an indicator's id, the ids of those that are made of its figures."""


@dataclass(slots=True)
class Reach:
    """Which of an indicator's rows a step may change: all, those that end on a day or later, and single periods."""

    since: date = date.max
    periods: set[str] = field(default_factory=set)

    def add(self, since: date | None, period: str) -> None:
        """Take in what one record reaches."""
        if since is not None:
            self.since = min(self.since, since)
        else:
            self.periods.add(period)

    def covers(self, period: Period) -> bool:
        """Whether the row of a period is among them."""
        return period.end >= self.since or period.code in self.periods


def reached(book: Book, records: Iterable[Record], made_of: MadeOf) -> dict[str, Reach]:
    """What the records of a step reach, as they were or as they are now, by the indicator's id."""
    found: dict[str, Reach] = defaultdict(Reach)
    columns: dict[str, set[str]] = defaultdict(set)
    for record in records:
        since, period = _rows_of(book, record)
        for identifier in with_those_made_of(_indicators_of(book, record), made_of):
            found[identifier].add(since, period)
        if isinstance(record, ScorecardPeriod):
            columns[record.scorecard].add(record.period)
    for card, changed in columns.items():
        for identifier in with_those_made_of(_due_by_columns(book, card, changed), made_of):
            found[identifier].add(_ALWAYS, "")
    return found


def records_of(changes: Iterable[Change]) -> list[Record]:
    """Every record of a step, before and after."""
    return [record for change in changes for record in (change.before, change.after) if record is not None]


def made_of_others(book: Book) -> MadeOf:
    """Which indicators the settings make of which."""
    found: dict[str, list[str]] = defaultdict(list)
    for setting in book.all(Setting):
        if setting.name == AGGREGATE_FROM.name and setting.scope is Scope.INDICATOR:
            found[setting.value.strip()].append(setting.owner)
    return found


def with_those_made_of(identifiers: Iterable[str], made_of: MadeOf) -> set[str]:
    """Those indicators, and whatever is made of their figures, however many steps away."""
    reached_so_far = set(identifiers)
    waiting = list(reached_so_far) if made_of else []
    while waiting:
        for identifier in made_of.get(waiting.pop(), ()):
            if identifier not in reached_so_far:
                reached_so_far.add(identifier)
                waiting.append(identifier)
    return reached_so_far


def scorecards_of(book: Book, record: Record) -> set[str]:
    """The ids of the scorecards that a record belongs to, or has a part in."""
    if isinstance(record, Scorecard):
        return {record.id}
    if isinstance(record, ScorecardPeriod | Indicator):
        return {record.scorecard}
    if isinstance(record, Observation):
        return _scorecard_of(book, record.indicator)
    if isinstance(record, Setting | Tolerance):
        if record.scope is Scope.COUNCIL:
            return {card.id for card in book.scorecards()}
        return {record.owner} if record.scope is Scope.SCORECARD else _scorecard_of(book, record.owner)
    return set()


def _scorecard_of(book: Book, indicator: str) -> set[str]:
    found = book.get(Indicator, indicator)
    return {found.scorecard} if found is not None else set()


def _indicators_of(book: Book, record: Record) -> Iterable[str]:
    if isinstance(record, Observation | Target | Benchmark | Override | Commentary):
        return (record.indicator,)
    if isinstance(record, Indicator):
        return (record.id,)
    if isinstance(record, Publication):
        return record.indicators
    if isinstance(record, Scorecard):
        return [indicator.id for indicator in book.of(Indicator, record.id)]
    if isinstance(record, Tolerance | Setting):
        if record.scope is Scope.INDICATOR:
            return (record.owner,)
        of_all = record.scope is Scope.COUNCIL
        return [i.id for i in (book.all(Indicator) if of_all else book.of(Indicator, record.owner))]
    return ()


def _due_by_columns(book: Book, scorecard: str, changed: Collection[str]) -> Iterable[str]:
    """The first or last columns of a kind decide in which columns the figures of other frequencies are due."""
    card = book.get(Scorecard, scorecard)
    if card is None:
        return ()
    unchanged = {column.period for column in book.of(ScorecardPeriod, scorecard)}.difference(changed)
    kinds = {period_from_code(code).kind for code in unchanged} | {card.frequency}
    if all(period_from_code(code).kind in kinds for code in changed):
        return ()
    return [indicator.id for indicator in book.of(Indicator, card.id) if indicator.frequency is not card.frequency]


_ALWAYS = date.min


def _rows_of(book: Book, record: Record) -> tuple[date | None, str]:
    """From which day on, or (no day) in which one period, a record has a part in an indicator's rows."""
    if isinstance(record, Observation) and (record.area or _is_elsewhere(book, record)):
        return _ALWAYS, ""  # with a first figure an area becomes a part of every period, and other columns are due
    if isinstance(record, Observation | Target) and record.period:
        return _first_day(period_from_code(record.period)), ""
    if isinstance(record, Override) and record.rating is RatingOf.FORECAST:
        return _first_day(period_from_code(record.period)), ""
    if isinstance(record, Override) or (isinstance(record, Commentary) and record.period):
        return None, record.period
    if isinstance(record, Publication):
        return None, ""  # its findings are made anew, and no row reads it
    return _ALWAYS, ""


def _is_elsewhere(book: Book, figure: Observation) -> bool:
    """Whether a figure stands in a kind of column in which the indicator's are not due of themselves."""
    indicator, kind = book.get(Indicator, figure.indicator), period_from_code(figure.period).kind
    if is_year_end_forecast(figure):
        return False
    return indicator is None or (kind is not indicator.frequency and kind is not Schedule(book, indicator).home)


def _is_year(period: Period) -> bool:
    return year_of(period) == period


def _first_day(period: Period) -> date:
    """The last day of the first row that reads a period's figure: its own, but of a year that of any within it."""
    return period.start if _is_year(period) else period.end
