"""What of a scorecard is shown: which indicators, which periods, and the columns that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from scorecard_desktop.domain.benchmarks import latest_of_each
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.target import Benchmark


class Span(Enum):
    """How many periods up to the current one have a column; those still to come always have."""

    SIX = "6"
    THIRTEEN = "13"
    TWENTY_FIVE = "25"
    ALL = "all"

    @property
    def words(self) -> str:
        """As the list of choices says it."""
        return "All periods" if self is Span.ALL else f"Last {self.value} periods"

    def of(self, periods: Sequence[Period], current: Period | None) -> list[Period]:
        """The periods that are shown of ``periods``, oldest first."""
        if self is Span.ALL or current is None:
            return list(periods)
        past = [period for period in periods if period <= current]
        return past[-int(self.value) :] + [period for period in periods if period > current]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the officer asked to see. No ``rags`` means every rating."""

    find: str = ""
    rags: frozenset[Rag] = frozenset()
    span: Span = Span.THIRTEEN
    benchmarks: bool = True

    def shows(self, indicator: Indicator, rag: Rag) -> bool:
        """Whether an indicator is among what was asked for: every word found, its rating wanted."""
        if self.rags and rag not in self.rags:
            return False
        if not self.find.strip():
            return True
        text = f"{indicator.ref} {indicator.name} {indicator.section} {indicator.service}".casefold()
        return all(word in text for word in self.find.casefold().split())


class ColumnKind(Enum):
    """What a column of the grid shows."""

    REF = "ref"
    NAME = "name"
    TARGET = "target"
    PERIOD = "period"
    TRAVEL = "travel"
    BENCHMARK = "benchmark"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the grid. ``name`` is the full name for tooltips and screen readers."""

    kind: ColumnKind
    heading: str
    name: str
    period: Period | None = None


def columns_of(book: Book, scorecard: str, arrangement: Arrangement, current: Period | None) -> list[Column]:
    """The grid's columns, left to right, where ``current`` is the scorecard's current period."""
    columns = [
        Column(ColumnKind.REF, "Ref", "Reference"),
        Column(ColumnKind.NAME, "Indicator", "Indicator"),
        Column(ColumnKind.TARGET, "Target", f"Target for {current.label}" if current else "Target"),
    ]
    for period in arrangement.span.of(book.periods(scorecard), current):
        columns.append(Column(ColumnKind.PERIOD, period.heading, period.label, period))
        if period == current:
            columns.append(Column(ColumnKind.TRAVEL, "Travel", f"Direction of travel at {current.label}", current))
    if arrangement.benchmarks:
        columns += [Column(ColumnKind.BENCHMARK, name, name) for name in benchmark_names(book, scorecard)]
    return columns


def benchmark_names(book: Book, scorecard: str) -> list[str]:
    """The names of a scorecard's benchmarks in the order of its source."""
    first_at: dict[str, int] = {}
    for indicator in book.indicators(scorecard):
        for benchmark in book.benchmarks(indicator.id):
            first_at[benchmark.name] = min(benchmark.order, first_at.get(benchmark.name, benchmark.order))
    return sorted(first_at, key=lambda name: (first_at[name], name))


def latest_benchmark(book: Book, indicator: str, name: str) -> Benchmark | None:
    """An indicator's newest benchmark of one name; one without a period counts as the oldest."""
    own = (benchmark for benchmark in book.benchmarks(indicator) if benchmark.name == name)
    return next(iter(latest_of_each(own)), None)
