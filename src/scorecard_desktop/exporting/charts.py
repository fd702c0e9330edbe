"""The trend chart of an indicator: figures, target and benchmarks over time, and the words that say the same.

Everything is labelled where it stands; there is no legend. The alternative text is made from the same facts as the
picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from scorecard_desktop.domain.figures import Unit, show, significant_decimals
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.axis import Scale, scale, scale_words
from scorecard_desktop.exporting.edge_labels import EdgeLabel
from scorecard_desktop.exporting.graphics import Area, Disc, Line, Measure, Shape
from scorecard_desktop.exporting.plot import LABEL_GAP, SIZE, Plot, headings_beneath, labels_at_edge, scale_lines

_LABELS_SHARE = 0.36


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target of one value for each period; gaps where there is none."""

    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class TargetBand:
    """A range to be within."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A figure of others, drawn as a line across."""

    name: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class TrendChart:
    """Figures over ``periods``; None where there is none. Percentages are in percent.

    ``aim`` is what the target is called. ``scaled`` follows amounts of money in thousands (k) or millions (m).
    """

    name: str
    periods: tuple[str, ...]
    values: tuple[Decimal | None, ...]
    unit: Unit
    decimals: int
    target: TargetLine | TargetBand | None = None
    benchmarks: tuple[Benchmark, ...] = ()
    aim: str = "Target"
    scaled: str = ""

    def show(self, value: Decimal) -> str:
        """A figure of the series as it is read."""
        return show(value, self.unit, self.decimals) + self.scaled

    def show_exactly(self, value: Decimal) -> str:
        """A target or benchmark as it is read, with no more places than it has; money with as many as the figures."""
        if self.unit is Unit.MONEY:
            return self.show(value)
        return show(value, self.unit, min(self.decimals, significant_decimals(value))) + self.scaled

    def show_ticks(self) -> list[str]:
        """The ticks of the scale as they are read, each with as many places as the finest of them needs."""
        places = max(significant_decimals(tick) for tick in self.scale.ticks)
        return [show(tick, self.unit, places) + self.scaled for tick in self.scale.ticks]

    @property
    def known(self) -> tuple[tuple[str, Decimal], ...]:
        """The periods that have a figure, with it."""
        return tuple((p, v) for p, v in zip(self.periods, self.values, strict=True) if v is not None)

    @property
    def scale(self) -> Scale:
        """The scale upwards, which holds the figures, the target and the benchmarks."""
        values = [v for v in self.values if v is not None] + [one.value for one in self.benchmarks]
        match self.target:
            case TargetBand(low, high):
                values += [low, high]
            case TargetLine(line):
                values += [v for v in line if v is not None]
        return scale(values, Decimal(100) if self.unit is Unit.PERCENT else None)

    @property
    def scale_words(self) -> str:
        """What must be said of the scale: ``the scale starts at 75%, not at 0``; nothing where it holds zero."""
        if not self.known:
            return ""
        return scale_words(self.scale, lambda end: show(end, self.unit, significant_decimals(end)) + self.scaled)

    def shapes(self, width: float, height: float, measure: Measure) -> tuple[Shape, ...]:
        """The chart as shapes."""
        return _Drawing(self, width, height, measure).shapes()


def alt_text(chart: TrendChart) -> str:
    """What the chart shows, in words: its span, ends, extremes, gaps, target and benchmarks."""
    known = chart.known
    if not known:
        return f"Line chart of {chart.name}: there are no figures yet."
    (first_period, first), (last_period, last) = known[0], known[-1]
    low = min(known, key=lambda one: one[1])
    high = max(known, key=lambda one: one[1])
    said = [f"Line chart of {chart.name}, {first_period} to {last_period}."]
    if len(known) == 1:
        said = [f"Chart of {chart.name}: one figure, {chart.show(last)} in {last_period}."]
    else:
        said.append(f"It starts at {chart.show(first)} and ends at {chart.show(last)}.")
        said.append(f"Lowest {chart.show(low[1])} in {low[0]}, highest {chart.show(high[1])} in {high[0]}.")
    gaps = [p for p, v in zip(chart.periods, chart.values, strict=True) if v is None]
    if gaps:
        said.append(f"No figure for {_and(gaps)}.")
    said += _target_words(chart, last)
    said += [
        f"{one.name} {chart.show_exactly(one.value)}; the last figure is {_against(last, one.value)} it."
        for one in chart.benchmarks
    ]
    if chart.scale_words:
        said.append(f"{chart.scale_words[0].upper()}{chart.scale_words[1:]}.")
    return " ".join(said)


def _target_words(chart: TrendChart, last: Decimal) -> list[str]:
    match chart.target:
        case TargetBand(low, high):
            stands = "within" if low <= last <= high else "below" if last < low else "above"
            ends = f"{chart.show_exactly(low)} to {chart.show_exactly(high)}"
            return [f"{chart.aim} range {ends}; the last figure is {stands} it."]
        case TargetLine(values):
            set_values = [v for v in values if v is not None]
            if not set_values:
                return []
            latest = set_values[-1]
            moved = "" if len(set(set_values)) == 1 else f", from {chart.show_exactly(set_values[0])} at first"
            return [f"{chart.aim} {chart.show_exactly(latest)}{moved}; the last figure is {_against(last, latest)} it."]
    return []


def _against(value: Decimal, other: Decimal) -> str:
    return "equal to" if value == other else "above" if value > other else "below"


def _and(words: Sequence[str]) -> str:
    if len(words) > 4:
        return f"{len(words)} of the periods"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


class _Drawing:
    """One chart at one size."""

    def __init__(self, chart: TrendChart, width: float, height: float, measure: Measure) -> None:
        self.chart = chart
        self.measure = measure
        self.width, self.height = width, height
        self.scale = chart.scale
        self.ticks = list(zip(self.scale.ticks, chart.show_ticks(), strict=True))
        tick_width = max(measure(words, SIZE) for _, words in self.ticks)
        widest = max((measure(one.words, SIZE, strong=one.strong) for one in self._edge_labels()), default=0)
        self.left = tick_width + 8
        self.right = width - min(widest + LABEL_GAP + 5, width * _LABELS_SHARE)
        self.bottom = 20.0
        self.top = height - 8.0

    @property
    def plot(self) -> Plot:
        """Where its periods and levels stand."""
        return Plot(self.left, self.right, self.bottom, self.top, len(self.chart.periods), self.scale)

    def shapes(self) -> tuple[Shape, ...]:
        return (*self._axes(), *self._band(), *self._benchmarks(), *self._target(), *self._series(), *self._labels())

    def _axes(self) -> list[Shape]:
        plot = self.plot
        return [
            *scale_lines(plot, [words for _, words in self.ticks]),
            *headings_beneath(plot, self.chart.periods, self.measure),
        ]

    def _band(self) -> list[Shape]:
        if not isinstance(self.chart.target, TargetBand):
            return []
        low, high = self.plot.y(self.chart.target.low), self.plot.y(self.chart.target.high)
        corners = ((self.left, low), (self.right, low), (self.right, high), (self.left, high))
        edges = [Line(((self.left, y), (self.right, y)), style.TARGET, 0.7, (4, 2.5)) for y in (low, high)]
        return [Area(corners, style.BAND), *edges]

    def _benchmarks(self) -> list[Shape]:
        return [
            Line(((self.left, self.plot.y(one.value)), (self.right, self.plot.y(one.value))), style.MUTED, 0.8, (1, 2))
            for one in self.chart.benchmarks
        ]

    def _target(self) -> list[Shape]:
        if not isinstance(self.chart.target, TargetLine):
            return []
        values = self.chart.target.values
        if len(set(values)) == 1 and values[0] is not None:
            y = self.plot.y(values[0])
            return [Line(((self.left, y), (self.right, y)), style.TARGET, 1.2, (5, 3))]
        return [Line(run, style.TARGET, 1.2, (5, 3)) for run in self.plot.paths(values) if len(run) > 1]

    def _series(self) -> list[Shape]:
        runs = self.plot.paths(self.chart.values)
        drawn: list[Shape] = [Line(run, style.SERIES[0], 1.9) for run in runs if len(run) > 1]
        points = [point for run in runs for point in run]
        drawn += [Disc(point, 2.3, style.SERIES[0], style.PAPER, 0.7) for point in points[:-1]]
        if points:
            drawn.append(Disc(points[-1], 4.0, style.SERIES[0], style.PAPER, 1.0))
        return drawn

    def _labels(self) -> list[Shape]:
        return list(labels_at_edge(self.plot, self._edge_labels(), self.width, self.measure))

    def _edge_labels(self) -> list[EdgeLabel]:
        """What is said at the right edge: the last figure, the target and the benchmarks."""
        chart = self.chart
        said = [
            EdgeLabel(one.value, f"{one.name} {chart.show_exactly(one.value)}", style.MUTED) for one in chart.benchmarks
        ]
        match chart.target:
            case TargetBand(low, high):
                words = f"{chart.aim} {chart.show_exactly(low)} to {chart.show_exactly(high)}"
                said.append(EdgeLabel((low + high) / 2, words, style.TARGET))
            case TargetLine(values):
                known = [v for v in values if v is not None]
                if known:
                    said.append(EdgeLabel(known[-1], f"{chart.aim} {chart.show_exactly(known[-1])}", style.TARGET))
        if chart.known:
            last = chart.known[-1][1]
            said.append(EdgeLabel(last, chart.show(last), style.SERIES[0], strong=True))
        return said
