"""A picture of the domain as a chart for paper: bands, lines and points over its places, each named where it stands.

There is no legend. What is told by colour is told by shape, dash or words as well, so that it survives greyscale.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from scorecard_desktop.domain.figures import Unit, show, significant_decimals
from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.indicator import Indicator
from scorecard_desktop.domain.pictures.picture import Band, BandKind, Line, LineKind, Picture, Spot, bounds_of
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.axis import Scale, scale, scale_words
from scorecard_desktop.exporting.edge_labels import EdgeLabel
from scorecard_desktop.exporting.graphics import (
    Anchor,
    Area,
    Disc,
    Label,
    Measure,
    Point,
    Shape,
    rag_mark,
    special_mark,
)
from scorecard_desktop.exporting.graphics import Line as Stroke
from scorecard_desktop.exporting.plot import (
    LABEL_GAP,
    SIZE,
    Plot,
    ground,
    headings_beneath,
    labels_at_edge,
    scale_lines,
)
from scorecard_desktop.exporting.wording import signed

_LABELS_SHARE = 0.36
_ABOVE = 8.0
_ROOM_FOR_MARKS = 15.0
_NOTE_RADIUS = 5.6
_MOST_TOLD = 8

Dash = tuple[float, ...]
_PENS: dict[LineKind, tuple[str, float, Dash]] = {
    LineKind.FIGURES: (style.SERIES[0], 1.9, ()),
    LineKind.TARGET: (style.TARGET, 1.2, (5, 3)),
    LineKind.MEAN: (style.MUTED, 1.0, ()),
    LineKind.LIMIT: (style.MUTED, 0.9, (2, 2)),
    LineKind.BENCHMARK: (style.MUTED, 0.8, (1, 2)),
}
_EARLIER: tuple[Dash, ...] = ((6, 2), (2, 2), (6, 2, 1.5, 2))
"""A dash of its own for each of the years before, newest first."""
_BANDS = {BandKind.TARGET: style.BAND, BandKind.TOLERANCE: style.TOLERANCE, BandKind.LIMITS: style.LIMITS}


@dataclass(frozen=True, slots=True)
class PictureChart:
    """A picture, drawn. ``after`` follows amounts of money in thousands (k) or millions (m)."""

    picture: Picture
    unit: Unit
    decimals: int
    after: str = ""

    @property
    def scale(self) -> Scale:
        """The scale upwards."""
        return scale_of((self.picture,), self.unit)

    @property
    def scale_words(self) -> str:
        """What must be said of the scale where it does not hold zero."""
        return scale_words(self.scale, self.exactly) if self.picture.drawable else ""

    def exactly(self, value: Decimal) -> str:
        """A level of the scale as it is read."""
        return signed(show(value, self.unit, significant_decimals(value))) + self.after

    @property
    def ticks(self) -> list[str]:
        """The ticks as they are read, each with as many places as the finest of them needs."""
        places = max(significant_decimals(tick) for tick in self.scale.ticks)
        return [signed(show(tick, self.unit, places)) + self.after for tick in self.scale.ticks]

    def shown(self, value: Decimal) -> str:
        """A figure as it is read."""
        return signed(show(value, self.unit, self.decimals)) + self.after

    def shapes(self, width: float, height: float, measure: Measure) -> tuple[Shape, ...]:
        """The chart as shapes."""
        return tuple(_Drawing(self, width, height, measure).shapes())


def chart_of(picture: Picture, indicator: Indicator) -> PictureChart:
    """The chart of a picture, in the indicator's unit."""
    return PictureChart(picture, indicator.unit, indicator.decimals)


def scale_of(pictures: Sequence[Picture], unit: Unit) -> Scale:
    """A scale that holds all that pictures must show; percentages do not go past 100 unless a figure or limit does."""
    return scale(bounds_of(pictures), Decimal(100) if unit is Unit.PERCENT else None)


def alt_text(chart: PictureChart) -> str:
    """What the chart shows, in words, from the picture's own facts; its table or the text near it has each figure."""
    picture = chart.picture
    said = [f"{picture.kind} of {picture.title}.", picture.sentence]
    levels = [_told(line, picture) for line in picture.lines if line.name and line.kind is not LineKind.EARLIER]
    if any(levels):
        said.append(f"{'; '.join(one for one in levels if one)}.")
    out = [spot.words for spot in picture.spots if spot.special not in (None, Merit.SAME)]
    if out:
        more = f"; and {len(out) - _MOST_TOLD} before them" if len(out) > _MOST_TOLD else ""
        said.append(f"Out of the ordinary: {'; '.join(reversed(out[-_MOST_TOLD:]))}{more}.")
    if chart.scale_words:
        said.append(f"{chart.scale_words[0].upper()}{chart.scale_words[1:]}.")
    return " ".join(said)


def _told(line: Line, picture: Picture) -> str:
    """A line by its name, and where it stands against the last figure: ``Target 90%, above the last figure``."""
    last = next((spot for spot in reversed(picture.spots) if spot.value is not None), None)
    level = line.levels[last.at] if last is not None else None
    if line.kind is LineKind.FIGURES or last is None or last.value is None or level is None:
        return "" if line.kind is LineKind.FIGURES else line.name
    where = "the same as" if level == last.value else "above" if level > last.value else "below"
    return f"{line.name}, {where} the last figure"


class _Drawing:
    """One chart at one size."""

    def __init__(self, chart: PictureChart, width: float, height: float, measure: Measure) -> None:
        self.chart, self.picture, self.measure, self.width = chart, chart.picture, measure, width
        self._edge = list(self._edge_labels())
        widest = max((measure(one.words, SIZE, strong=one.strong) for one in self._edge), default=0.0)
        left = max(measure(words, SIZE) for words in chart.ticks) + 8
        right = width - min(widest + LABEL_GAP + 5, width * _LABELS_SHARE)
        above = _ROOM_FOR_MARKS if self.picture.notes or self.picture.breaks else _ABOVE
        self.plot = Plot(left, right, 20.0, height - above, max(len(self.picture.headings), 1), chart.scale)

    def shapes(self) -> Iterator[Shape]:
        for band in self.picture.bands:
            yield from self._band(band)
        yield from scale_lines(self.plot, self.chart.ticks)
        yield from headings_beneath(self.plot, self.picture.headings, self.measure)
        yield from self._breaks()
        yield from self._notes()
        for line in sorted(self.picture.lines, key=lambda one: one.kind is LineKind.FIGURES):
            yield from self._line(line)
        yield from self._spots()
        yield from self._near_labels()
        yield from labels_at_edge(self.plot, self._edge, self.width, self.measure)

    # Levels hold for the whole of a place: they are drawn a step for each, and nothing is said of what lies between.

    def _steps(self, run: Sequence[tuple[int, Decimal]]) -> list[Point]:
        return [(self.plot.edge(place + half), self.plot.y(level)) for place, level in run for half in (-0.5, 0.5)]

    def _band(self, band: Band) -> Iterator[Shape]:
        both = [
            None if low is None or high is None else (low, high) for low, high in zip(band.low, band.high, strict=True)
        ]
        lows = [None if ends is None else ends[0] for ends in both]
        highs = [None if ends is None else ends[1] for ends in both]
        for under, over in zip(self.plot.runs(lows), self.plot.runs(highs), strict=True):
            lower, upper = self._steps(under), self._steps(over)
            yield Area((*lower, *reversed(upper)), _BANDS[band.kind])
            if band.kind is BandKind.TARGET:
                for edge in (lower, upper):
                    yield Stroke(tuple(edge), style.TARGET, 0.7, (4, 2.5))

    def _pen(self, line: Line) -> tuple[str, float, Dash]:
        if line.kind is LineKind.EARLIER:
            earlier = [one for one in self.picture.lines if one.kind is LineKind.EARLIER]
            place = earlier.index(line) % len(_EARLIER)
            return style.EARLIER[place], 1.2, _EARLIER[place]
        if line.kind is LineKind.FIGURES and any(spot.special is not None for spot in self.picture.spots):
            return style.MUTED, 1.2, ()
        return _PENS[line.kind]

    def _line(self, line: Line) -> Iterator[Shape]:
        colour, wide, dash = self._pen(line)
        if line.kind in (LineKind.FIGURES, LineKind.EARLIER):
            paths = self.plot.paths(line.levels)
        else:
            paths = [tuple(self._steps(run)) for run in self.plot.runs(line.levels)]
        for path in paths:
            if len(path) > 1:
                yield Stroke(path, colour, wide, dash)
            elif line.kind is LineKind.EARLIER:
                yield Disc(path[0], 1.8, colour)

    def _breaks(self) -> Iterator[Shape]:
        """Where mean and limits begin anew."""
        for place in self.picture.breaks:
            x = self.plot.edge(place - 0.5)
            yield Stroke(((x, self.plot.bottom), (x, self.plot.top + 4)), style.TEXT, 0.8)
            yield Label((x + 3, self.plot.top + 3), "Rebased", SIZE - 1, style.TEXT)

    def _notes(self) -> Iterator[Shape]:
        """The number of each officers' note over its place; the notes themselves stand beneath the chart."""
        for number, note in enumerate(self.picture.notes, 1):
            x, y = self.plot.x(note.at), self.plot.top + _NOTE_RADIUS + 1
            yield Stroke(((x, self.plot.bottom), (x, self.plot.top)), style.ACCENT, 0.6, (1, 2))
            yield Disc((x, y), _NOTE_RADIUS, style.ACCENT)
            yield Label((x, y - 2.9), str(number), SIZE - 1, style.PAPER, Anchor.MIDDLE, strong=True)

    def _spots(self) -> Iterator[Shape]:
        known = [(spot, spot.value) for spot in self.picture.spots if spot.value is not None]
        for spot, value in known:
            centre = (self.plot.x(spot.at), self.plot.y(value))
            yield self._mark(spot, centre, is_last=spot is known[-1][0])

    def _mark(self, spot: Spot, centre: Point, *, is_last: bool) -> Shape:
        grown = 1.35 if is_last else 1.0
        if spot.special is not None:
            colours = style.SPECIAL[spot.special]
            size = 4.2 if spot.special is Merit.SAME else 8.0
            return special_mark(spot.special, centre, size * grown, colours.fill, colours.edge)
        if spot.rag is not Rag.NONE:
            chip = style.CHIPS[spot.rag]
            return rag_mark(spot.rag, centre, 6.0 * grown, chip.fill, chip.edge)
        return Disc(centre, 2.4 * grown, style.SERIES[0], style.PAPER, 0.7)

    # Names

    def _edge_labels(self) -> Iterator[EdgeLabel]:
        """What is said at the right edge: lines and bands that reach it, and the last figure."""
        for band in self.picture.bands:
            low, high = (band.low[-1], band.high[-1]) if band.low else (None, None)
            if low is None or high is None or band.kind is BandKind.LIMITS:
                continue
            scale_ = self.chart.scale
            low, high = max(low, scale_.low), min(high, scale_.high)
            if low < high:
                colour = style.TARGET if band.kind is BandKind.TARGET else style.MUTED
                yield EdgeLabel((low + high) / 2, band.name, colour)
        for line in self.picture.lines:
            level = line.levels[-1] if line.levels else None
            if level is not None and line.kind is not LineKind.FIGURES and line.name:
                yield EdgeLabel(level, signed(line.name), self._pen(line)[0])
            elif level is not None and line.kind is LineKind.FIGURES:
                yield EdgeLabel(level, self._own(line, level), style.SERIES[0], strong=True)

    def _own(self, line: Line, level: Decimal) -> str:
        return f"{line.name} {self.chart.shown(level)}".strip()

    def _near_labels(self) -> Iterator[Shape]:
        """The names of lines that end before the right edge, beside their last point."""
        for line in self.picture.lines:
            known = [(place, level) for place, level in enumerate(line.levels) if level is not None]
            if not known or line.levels[-1] is not None:
                continue
            is_own = line.kind is LineKind.FIGURES
            words = self._own(line, known[-1][1]) if is_own else line.name
            if not words:
                continue
            at = (self.plot.x(known[-1][0]), self.plot.y(known[-1][1]))
            wide = self.measure(words, SIZE, strong=is_own)
            where = self._clear_of_lines(at, wide)
            yield ground(where, wide)
            yield Label(where, words, SIZE, style.SERIES[0] if is_own else self._pen(line)[0], strong=is_own)

    def _clear_of_lines(self, point: Point, wide: float) -> Point:
        """Where words about a point cross the lines least: over it, under it or beside it."""
        x, y = point
        places = [
            (x + across * 6 - (wide if across < 0 else wide / 2 if across == 0 else 0), y + up)
            for up in (7.0, -14.0, 16.0, -23.0)
            for across in (1, 0, -1)
        ]
        plot = self.plot
        most_right, most_up = max(plot.right - wide, plot.left), plot.top - SIZE
        inside = [
            (left, foot) for left, foot in places if plot.left <= left <= most_right and plot.bottom <= foot <= most_up
        ]
        pushed = [
            (min(max(left, plot.left), most_right), min(max(foot, plot.bottom), most_up)) for left, foot in places
        ]
        return min(inside or pushed, key=lambda place: self._crossings(place, wide))

    def _crossings(self, foot: Point, wide: float) -> int:
        """How often the lines are met within the box of words that stand at ``foot``."""
        found = 0
        for line in self.picture.lines:
            for path in self.plot.paths(line.levels):
                for (ax, ay), (bx, by) in pairwise((*path, path[-1])):
                    for step in range(9):
                        x, y = ax + (bx - ax) * step / 8, ay + (by - ay) * step / 8
                        found += foot[0] - 2 <= x <= foot[0] + wide + 2 and foot[1] - 3 <= y <= foot[1] + SIZE
        return found
