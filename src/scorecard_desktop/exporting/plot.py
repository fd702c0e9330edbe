"""The ground of a chart: where places and levels stand, its scale and headings, the labels at its right edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.axis import Scale
from scorecard_desktop.exporting.edge_labels import LEADING, EdgeLabel, spread, wrapped
from scorecard_desktop.exporting.graphics import Anchor, Area, Label, Line, Measure, Point, Shape

SIZE = 9.0
"""The type of a chart's labels."""
LABEL_GAP = 9.0
_INSET = 14.0


@dataclass(frozen=True, slots=True)
class Plot:
    """The rectangle in which ``count`` places stand from left to right and the levels of ``scale`` upwards."""

    left: float
    right: float
    bottom: float
    top: float
    count: int
    scale: Scale

    def x(self, place: float) -> float:
        """Where a place stands; halves lie between two."""
        inset = min(_INSET, (self.right - self.left) / (2 * self.count))
        span = self.right - self.left - 2 * inset
        return self.left + inset + (span * place / (self.count - 1) if self.count > 1 else span / 2)

    def edge(self, place: float) -> float:
        """Where a place begins or ends: as ``x``, but never outside the rectangle."""
        return min(max(self.x(place), self.left), self.right)

    def y(self, level: Decimal) -> float:
        """Where a level stands; beyond the scale, at its end."""
        return self.bottom + (self.top - self.bottom) * min(max(self.scale.share(level), 0.0), 1.0)

    def runs(self, levels: Sequence[Decimal | None]) -> list[list[tuple[int, Decimal]]]:
        """The stretches without a gap: each level with its place."""
        found: list[list[tuple[int, Decimal]]] = [[]]
        for place, level in enumerate(levels):
            if level is None:
                found.append([])
            else:
                found[-1].append((place, level))
        return [run for run in found if run]

    def paths(self, levels: Sequence[Decimal | None]) -> list[tuple[Point, ...]]:
        """The points between gaps."""
        return [tuple((self.x(place), self.y(level)) for place, level in run) for run in self.runs(levels)]

    def across(self, level: Decimal) -> tuple[Point, ...]:
        """From the left to the right at one level."""
        return ((self.left, self.y(level)), (self.right, self.y(level)))


def ground(foot: Point, wide: float) -> Area:
    """Paper beneath words that stand on lines, ``foot`` the start of their baseline."""
    (x, y), over = foot, SIZE * 0.8
    return Area(((x - 1, y - 2), (x + wide + 1, y - 2), (x + wide + 1, y + over), (x - 1, y + over)), style.PAPER)


def scale_lines(plot: Plot, words: Sequence[str]) -> Iterator[Shape]:
    """A hairline at each tick of the scale, ``words`` at its left."""
    for tick, said in zip(plot.scale.ticks, words, strict=True):
        base = tick == plot.scale.low
        yield Line(plot.across(tick), style.HAIRLINE if base else style.GRIDLINE, 0.8 if base else 0.5)
        yield Label((plot.left - 6, plot.y(tick) - 3), said, SIZE, style.MUTED, Anchor.END)


def headings_beneath(plot: Plot, headings: Sequence[str], measure: Measure) -> Iterator[Shape]:
    """The headings of the places, as many as stand apart; the last always."""
    widest = max((measure(heading, SIZE) for heading in headings), default=0.0)
    apart = plot.x(1) - plot.x(0) if plot.count > 1 else widest
    step = max(1, -(-int(widest + 6) // max(int(apart), 1)))
    last = plot.count - 1
    for place, heading in enumerate(headings):
        if (last - place) % step == 0:
            x = plot.x(place)
            yield Label((x, plot.bottom - 14), heading, SIZE, style.MUTED, Anchor.MIDDLE)
            yield Line(((x, plot.bottom), (x, plot.bottom - 3)), style.HAIRLINE, 0.6)


def labels_at_edge(plot: Plot, labels: Sequence[EdgeLabel], width: float, measure: Measure) -> Iterator[Shape]:
    """Labels between the plot and ``width``, each beside its level or led to it, never on one another."""
    labels = sorted(labels, key=lambda one: one.value)
    room = width - plot.right - LABEL_GAP
    lines = [wrapped(one, room, SIZE, measure) for one in labels]
    wished = [plot.y(one.value) for one in labels]
    heights = [LEADING * len(words) for words in lines]
    middles = spread(wished, heights, plot.bottom - LEADING / 2, plot.top + LEADING / 2)
    for label, words, wish, middle, tall in zip(labels, lines, wished, middles, heights, strict=True):
        if abs(middle - wish) > 2.5:
            yield Line(((plot.right + 1, wish), (plot.right + 7, middle)), style.HAIRLINE, 0.6)
        y = middle + tall / 2 - LEADING / 2 - 3
        for line in words:
            yield Label((plot.right + LABEL_GAP, y), line, SIZE, label.colour, strong=label.strong)
            y -= LEADING
