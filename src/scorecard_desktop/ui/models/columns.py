"""The columns of the grid: which there are, which are shown, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from scorecard_desktop.domain.benchmarks import latest_of_each
from scorecard_desktop.domain.book import Book
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.period import Period
from scorecard_desktop.domain.target import Benchmark


class ColumnKind(Enum):
    """What a column of the grid shows."""

    REF = "ref"
    NAME = "name"
    TARGET = "target"
    PERIOD = "period"
    TRAVEL = "travel"
    TREND = "trend"
    VARIATION = "variation"
    ASSURANCE = "assurance"
    POLARITY = "polarity"
    DIRECTORATE = "directorate"
    OFFICER = "officer"
    BENCHMARK = "benchmark"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the grid. ``name`` is the full name for tooltips and screen readers."""

    kind: ColumnKind
    heading: str
    name: str
    period: Period | None = None

    @property
    def key(self) -> str:
        """What it is remembered by."""
        if self.kind is ColumnKind.PERIOD and self.period is not None:
            return f"period:{self.period.code}"
        return f"benchmark:{self.name}" if self.kind is ColumnKind.BENCHMARK else self.kind.value


@dataclass(frozen=True, slots=True)
class Offer:
    """A column, or a run of periods, that may be shown. ``usual``: it is unless the officer says otherwise.

    ``held`` ones stay in sight at the left and keep their places.
    """

    key: str
    title: str
    usual: bool = True
    held: bool = False


PAST, COMING = "past", "coming"
"""The periods up to the current one, and those after it: each is one thing to place."""

_LEAST_FOR_A_TREND = 3
_LEAST_FOR_A_CHART = 7
"""Figures: a run needs as many; with fewer a control chart has nothing to tell."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which columns an officer wants, in which order. A column that it does not name is as it is usually."""

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()

    def shows(self, offer: Offer) -> bool:
        """Whether a column is wanted."""
        return offer.key not in self.hidden if offer.key in self.order else offer.usual

    def arranged(self, offers: Sequence[Offer]) -> list[Offer]:
        """The offers in the wanted order; those not named stay behind the one that they usually follow."""
        known = {offer.key: offer for offer in offers}
        placed = [offer.key for offer in offers if offer.held]
        placed += [key for key in self.order if key in known and key not in placed]
        for place, offer in enumerate(offers):
            if offer.key not in placed:
                before = next((o.key for o in reversed(offers[:place]) if o.key in placed), None)
                placed.insert(placed.index(before) + 1 if before is not None else 0, offer.key)
        return [known[key] for key in placed]


def offers_of(book: Book, scorecard: str, current: Period | None) -> list[Offer]:
    """Every column that a scorecard may show, in the usual order."""
    past = [period for period in book.periods(scorecard) if current is not None and period <= current]
    own = sum(1 for period in past if current is not None and period.kind is current.kind)
    offers = [
        Offer("ref", "Reference", held=True),
        Offer("name", "Indicator", held=True),
        Offer("target", "Target", held=True),
        Offer(PAST, "Periods up to the current one"),
        Offer("travel", "Direction of travel"),
        Offer("trend", "Trend", own >= _LEAST_FOR_A_TREND),
        Offer("variation", "Variation (control chart)", own >= _LEAST_FOR_A_CHART),
        Offer("assurance", "Assurance (control chart)", own >= _LEAST_FOR_A_CHART),
        Offer(COMING, "Periods to come"),
        Offer("polarity", "Which way is good", usual=False),
        Offer("directorate", "Directorate", usual=False),
        Offer("officer", "Lead officer", usual=False),
    ]
    return offers + [Offer(f"benchmark:{name}", name) for name in benchmark_names(book, scorecard)]


def columns_of(
    offers: Sequence[Offer], choice: Choice, periods: Sequence[Period], current: Period | None
) -> list[Column]:
    """The grid's columns, left to right. Those that are held are always among them, and hidden where unwanted."""
    return [
        column
        for offer in choice.arranged(offers)
        if offer.held or choice.shows(offer)
        for column in _columns(offer, periods, current)
    ]


def _columns(offer: Offer, periods: Sequence[Period], current: Period | None) -> Iterator[Column]:
    at = f" at {current.label}" if current is not None else ""
    if offer.key in (PAST, COMING):
        for period in periods:
            if (current is None or period <= current) == (offer.key == PAST):
                yield Column(ColumnKind.PERIOD, period.heading, period.label, period)
        return
    kind, _, name = offer.key.partition(":")
    match ColumnKind(kind):
        case ColumnKind.BENCHMARK:
            yield Column(ColumnKind.BENCHMARK, name, name)
        case ColumnKind.REF:
            yield Column(ColumnKind.REF, "Ref", "Reference")
        case ColumnKind.TARGET:
            yield Column(ColumnKind.TARGET, "Target", f"Target for {current.label}" if current else "Target")
        case ColumnKind.TRAVEL | ColumnKind.TREND | ColumnKind.VARIATION | ColumnKind.ASSURANCE as of_now:
            if current is not None:
                yield Column(of_now, _HEADING[of_now], f"{_OF_NOW[of_now]}{at}", current)
        case other:
            yield Column(other, _HEADING[other], offer.title)


_HEADING = {
    ColumnKind.NAME: "Indicator",
    ColumnKind.TRAVEL: "Travel",
    ColumnKind.TREND: "Trend",
    ColumnKind.VARIATION: "Variation",
    ColumnKind.ASSURANCE: "Assurance",
    ColumnKind.POLARITY: "Good is",
    ColumnKind.DIRECTORATE: "Directorate",
    ColumnKind.OFFICER: "Officer",
}
_OF_NOW = {
    ColumnKind.TRAVEL: "Direction of travel",
    ColumnKind.TREND: "Trend up to the figure",
    ColumnKind.VARIATION: "Variation of the control chart",
    ColumnKind.ASSURANCE: "Assurance of the control chart",
}


def benchmark_names(book: Book, scorecard: str) -> list[str]:
    """The names of a scorecard's benchmarks in the order of its source."""
    if not book.all(Benchmark):  # asking each of thousands of indicators takes longer than a frame
        return []
    first_at: dict[str, int] = {}
    for indicator in book.indicators(scorecard):
        for benchmark in book.benchmarks(indicator.id):
            first_at[benchmark.name] = min(benchmark.order, first_at.get(benchmark.name, benchmark.order))
    return sorted(first_at, key=lambda name: (first_at[name], name))


def latest_benchmark(book: Book, indicator: str, name: str) -> Benchmark | None:
    """An indicator's newest benchmark of one name; one without a period counts as the oldest."""
    own = (benchmark for benchmark in book.benchmarks(indicator) if benchmark.name == name)
    return next(iter(latest_of_each(own)), None)
