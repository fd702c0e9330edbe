"""An indicator's figures over time, ready to be drawn, read out or listed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scorecard_desktop.domain.benchmarks import latest_of_each
from scorecard_desktop.domain.due import Presence
from scorecard_desktop.domain.figures import show
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.ledger import Ledger
from scorecard_desktop.domain.period import Period, PeriodKind
from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.domain.rated import figure_text, ratio_text, series
from scorecard_desktop.domain.target import TargetKind

_MOST_BENCHMARKS = 3
_MOST_POINTS = 25


@dataclass(frozen=True, slots=True)
class Point:
    """One period's figure. ``value`` is None where there is a symbol or words."""

    period: Period
    value: Decimal | None
    text: str
    ratio: str
    rag: Rag
    target: str
    presence: Presence = Presence.HERE

    @property
    def heading(self) -> str:
        """Short, for the axis."""
        return self.period.heading

    @property
    def words(self) -> str:
        """``Apr 2018: 81.7% (24 / 163), amber``."""
        rated = f", {self.rag.word.lower()}" if self.rag is not Rag.NONE else ""
        ratio = f" ({self.ratio})" if self.ratio else ""
        return f"{self.period.label}: {self.text or self.presence.value}{ratio}{rated}"


@dataclass(frozen=True, slots=True)
class Line:
    """A benchmark as a level line with its name."""

    name: str
    level: float


@dataclass(frozen=True, slots=True)
class Trend:
    """Figures oldest first, gaps included; a level of the target for each, or a band for all."""

    title: str = ""
    sentence: str = ""
    points: tuple[Point, ...] = ()
    targets: tuple[Decimal | None, ...] = ()
    band: tuple[float, float] | None = None
    target_words: str = ""
    benchmarks: tuple[Line, ...] = ()

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and highest level that is drawn."""
        levels = [float(point.value) for point in self.points if point.value is not None]
        levels += [float(target) for target in self.targets if target is not None]
        levels += [line.level for line in self.benchmarks]
        levels += list(self.band or ())
        return (min(levels), max(levels)) if levels else (0.0, 1.0)


def trend_of(ledger: Ledger, indicator: Indicator, kind: PeriodKind) -> Trend:
    """The trend of an indicator's figures of one kind of period; empty where no figure has come."""
    book = ledger.book
    known = dict(series(book, indicator, kind))
    numbered = [period for period, observation in known.items() if observation.value is not None]
    if not numbered:
        return Trend(indicator.title, f"{indicator.title}: there are no figures to draw.")
    at, last = min(numbered), max(numbered)
    periods = [at]
    while at < last and kind is not PeriodKind.DATE:
        at = at.next()
        periods.append(at)
    if kind is PeriodKind.DATE:
        periods = sorted(numbered)
    periods = periods[-_MOST_POINTS:]
    points = tuple(_point(ledger, indicator, period) for period in periods)
    targets = [book.target(indicator.id, period.code) for period in periods]
    newest = targets[-1]
    band = None
    if newest is not None and newest.kind is TargetKind.RANGE and newest.low is not None and newest.high is not None:
        band = (float(newest.low), float(newest.high))
    words = newest.show(indicator.unit, max(indicator.decimals, 2)) if newest is not None else ""
    drawn = newest is not None and newest.kind is not TargetKind.TEXT
    lines = [
        Line(f"{b.name} {show(b.value, indicator.unit, indicator.decimals)}", float(b.value))
        for b in latest_of_each(book.benchmarks(indicator.id))
        if b.value is not None
    ]
    return Trend(
        indicator.title,
        _sentence(indicator, points, words),
        points,
        tuple(target.value if target is not None else None for target in targets),
        band,
        f"Target {words}" if drawn else "",
        tuple(lines[:_MOST_BENCHMARKS]),
    )


def _point(ledger: Ledger, indicator: Indicator, period: Period) -> Point:
    row = ledger.row(indicator.id, period)
    assert row is not None  # the book has the indicator
    return Point(
        period,
        row.value,
        figure_text(row.observation, indicator),
        ratio_text(row.observation),
        row.rating.rag,
        row.target_text,
        row.presence,
    )


def _sentence(indicator: Indicator, points: tuple[Point, ...], target: str) -> str:
    """What the chart shows, for those who do not see it."""
    known = [point for point in points if point.value is not None]
    low = min(known, key=lambda point: point.value or 0)
    high = max(known, key=lambda point: point.value or 0)
    last = known[-1]
    rated = f", {last.rag.word.lower()}" if last.rag is not Rag.NONE else ""
    said = (
        f"{len(known)} figures from {known[0].period.label} to {last.period.label}: lowest {low.text} in "
        f"{low.period.label}, highest {high.text} in {high.period.label}, latest {last.text}{rated}."
    )
    return f"{said} The target is {target}." if target else said
