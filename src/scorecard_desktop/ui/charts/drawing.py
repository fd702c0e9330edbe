"""How a picture is drawn: what each kind of line, band and spot looks like, and where names find room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPen

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.pictures.picture import Band, BandKind, Bar, BarKind, Line, LineKind, Picture, Spot
from scorecard_desktop.domain.rag import Merit, Rag
from scorecard_desktop.ui.charts.axes import FigureAxis, PlaceAxis
from scorecard_desktop.ui.palette import Palette
from scorecard_desktop.ui.scale import META

pg.setConfigOptions(antialias=True)

Bounds = tuple[float, float]

SYMBOLS = {Rag.GREEN: "o", Rag.AMBER: "t1", Rag.RED: "s", Rag.NONE: "o"}
SPECIAL = {Merit.SAME: "o", Merit.BETTER: "d", Merit.WORSE: "s", Merit.NONE: "star"}
"""A point of a control chart: usual, improving, of concern, or out of the ordinary without a better side."""

_UNDER = 6
"""Pixels about the headings beneath a chart."""
_EDGE = 0.5
_ROOM_FOR_A_SPOT = 9.0
"""Pixels beside the outermost places, so that no spot is cut."""
_BAR = 0.62
"""Of a place, how wide its bar is."""
_NARROW_HEADING = 56
"""Pixels that a bar's heading has at least."""
_MOST_LINES = 3
_AIR = 0.14
"""Of the height, above the highest and beneath the lowest level."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a chart is drawn with: the palette, the ground beneath it, its type, and device pixels to a pixel.

    ``spots`` is the ratio for the edges of spots, which pyqtgraph draws as pictures of their own.
    """

    palette: Palette
    ground: str
    font: Callable[[int, QFont.Weight], QFont]
    ratio: float = 1.0
    spots: float = 1.0

    def pen(self, colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A pen as wide on a fine screen as on a coarse one: pyqtgraph counts the screen's own pixels."""
        return pg.mkPen(colour, width=width * self.ratio, style=style)


def new_plot() -> tuple[pg.PlotWidget, PlaceAxis]:
    """An empty plot that follows neither mouse nor keys by itself, and its lower axis."""
    axis = PlaceAxis()
    plot = pg.PlotWidget(axisItems={"bottom": axis, "left": FigureAxis()})
    plot.setMenuEnabled(False)
    plot.setMouseEnabled(False, False)
    plot.hideButtons()
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setFrameShape(plot.Shape.NoFrame)
    plot.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return plot, axis


class Drawing:
    """One picture on one plot. Items are held here: pyqtgraph's temporaries die."""

    def __init__(self, plot: pg.PlotWidget, axis: PlaceAxis, picture: Picture, look: Look, bounds: Bounds) -> None:
        self._plot = plot
        self._picture = picture
        self._look = look
        self._kept: list[object] = []
        self._labelled: list[tuple[bool, float]] = []
        low, high = bounds
        air = (high - low) * _AIR or max(abs(high) * 0.1, 1)
        self._low, self._high = low - air, high + air
        if picture.bars:  # their words stand beyond their ends
            self._low, self._high = low - air * (2 if low < 0 else 0.3), high + air * (2 if high > 0 else 0.3)
        plot.clear()
        plot.setBackground(look.ground)
        metrics = QFontMetrics(look.font(META, QFont.Weight.Normal))
        self._dress_axes(axis, metrics)
        self._label_share = metrics.lineSpacing() / max(60, plot.height() - 40)
        for band in picture.bands:
            self._band(band)
        for line in picture.lines:
            if line.kind is not LineKind.FIGURES:
                self._line(line)
        for line in picture.lines:
            if line.kind is LineKind.FIGURES:
                self._figures(line)
        if picture.bars:
            self._bars(picture.bars)
        else:
            self._spots(picture.spots)
        for at in self._picture.breaks:
            self._keep(pg.InfiniteLine(at - _EDGE, angle=90, pen=look.pen(look.palette.muted, 1)))
        self._notes()
        self.marker = pg.ScatterPlotItem(size=15, pen=look.pen(look.palette.accent, 2), brush=None)
        self._keep(self.marker)
        plot.setYRange(self._low, self._high, padding=0)
        plot.getPlotItem().layout.activate()

    def show_from(self, first: float, last: float) -> None:
        """Bring the places from one to another into sight, and the names of the lines to their ends."""
        wide = max(60.0, self._plot.getViewBox().width())
        edge = max(_EDGE, _ROOM_FOR_A_SPOT * (last - first + 1) / wide)
        self._plot.setXRange(first - edge, last + edge, padding=0)
        for item, at_right, level in self._names:
            item.setPos(last + edge if at_right else first - edge, level)

    _names: list[tuple[pg.TextItem, bool, float]]

    def _dress_axes(self, axis: PlaceAxis, metrics: QFontMetrics) -> None:
        plot, palette = self._plot, self._look.palette
        self._names = []
        font = self._look.font(META, QFont.Weight.Normal)
        for name in ("bottom", "left"):
            one = plot.getAxis(name)
            one.setPen(palette.line)
            one.setTextPen(palette.muted)
            one.setStyle(tickFont=font, tickLength=0, hideOverlappingLabels=False)
        most = max(abs(self._low), abs(self._high))
        places = "0.0" if most < 10 else "0"
        plot.getAxis("left").setWidth(metrics.horizontalAdvance(f"{most:,.0f}{places}") + 10)
        plot.getAxis("left").enableAutoSIPrefix(False)
        plot.showGrid(x=False, y=True, alpha=0.12)
        if self._picture.bars:
            wide = max(_NARROW_HEADING, (plot.width() - 80) / len(self._picture.bars) - 12)
            headings = [_in_lines(heading, metrics, wide) for heading in self._picture.headings]
            axis.setHeight(max(heading.count("\n") + 1 for heading in headings) * metrics.lineSpacing() + 8)
            axis.show_headings(headings, metrics)
        else:
            axis.setHeight(metrics.height() + _UNDER)  # left to itself it has the height of the usual type
            axis.show_headings(self._picture.headings, metrics)
        last = self._picture.headings[-1] if self._picture.headings else ""
        plot.getPlotItem().layout.setContentsMargins(0, 4, metrics.horizontalAdvance(last) // 2, 0)

    # Bands and level lines are drawn a step for each place: nothing is said of what lies between two.

    def _band(self, band: Band) -> None:
        palette = self._look.palette
        ground = QColor(
            {
                BandKind.TARGET: palette.rag(Rag.GREEN).ground,
                BandKind.TOLERANCE: palette.rag(Rag.AMBER).ground,
                BandKind.LIMITS: palette.hover,
            }[band.kind]
        )
        if band.kind is BandKind.TOLERANCE:
            ground.setAlphaF(0.7)
        edge = self._look.pen(palette.text, 1.2, Qt.PenStyle.DashLine) if band.kind is BandKind.TARGET else None
        for first, last in _runs(
            [low if high is not None else None for low, high in zip(band.low, band.high, strict=True)]
        ):
            lower, upper = (
                pg.PlotCurveItem(*_steps(levels, first, last), pen=edge) for levels in (band.low, band.high)
            )
            filled = pg.FillBetweenItem(lower, upper, brush=ground)
            filled.setZValue(-20 if band.kind is BandKind.TOLERANCE else -15)
            for item in (lower, upper, filled):
                self._keep(item)
        known = [level for level in band.high if level is not None]
        if band.kind is BandKind.TARGET and known:
            self._name(band.name, float(known[-1]), palette.text, right=True)

    def _line(self, line: Line) -> None:
        palette, look = self._look.palette, self._look
        dash, dot, solid = Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.SolidLine
        colour, width, style = {
            LineKind.TARGET: (palette.text, 1.2, dash),
            LineKind.MEAN: (palette.muted, 1.2, solid),
            LineKind.LIMIT: (palette.muted, 1.0, Qt.PenStyle.DashDotLine),
            LineKind.BENCHMARK: (self._next_colour(), 1.5, dot),
            LineKind.EARLIER: (self._next_colour(), 1.4, solid),
        }[line.kind]
        for first, last in _runs(line.levels):
            if line.kind is LineKind.EARLIER:
                xs, ys = (
                    list(range(first, last + 1)),
                    [float(v) for v in line.levels[first : last + 1] if v is not None],
                )
                item = pg.PlotDataItem(xs, ys, pen=look.pen(colour, width, style), symbol="o", symbolSize=4)
                item.setSymbolBrush(QColor(colour))
                item.setSymbolPen(None)
            else:
                item = pg.PlotDataItem(*_steps(line.levels, first, last), pen=look.pen(colour, width, style))
            self._keep(item)
        known = [level for level in line.levels if level is not None]
        if known and line.name:
            self._name(line.name, float(known[-1]), colour, right=line.kind is not LineKind.BENCHMARK)

    _coloured = 0

    def _next_colour(self) -> str:
        colours = self._look.palette.benchmarks
        others = [line for line in self._picture.lines if line.kind in (LineKind.BENCHMARK, LineKind.EARLIER)]
        self._coloured += 1
        return colours[(self._coloured - 1) % len(colours)] if others else colours[0]

    def _figures(self, line: Line) -> None:
        pen = self._look.pen(self._look.palette.series[0], 2)
        for first, last in _runs(line.levels):
            levels = [float(level) for level in line.levels[first : last + 1] if level is not None]
            self._keep(pg.PlotDataItem(list(range(first, last + 1)), levels, pen=pen))
        known = [level for level in line.levels if level is not None]
        if known and line.name:
            self._name(line.name, float(known[-1]), self._look.palette.series[0], right=True)

    def _bars(self, bars: Sequence[Bar]) -> None:
        """Bars with what they say at their ends; a hairline leads from the end of each step to the next."""
        palette, look = self._look.palette, self._look
        fills = {
            BarKind.BALANCE: palette.series[0],
            BarKind.MORE: palette.series[2],
            BarKind.LESS: palette.series[1],
            BarKind.OURS: palette.series[0],
            BarKind.OTHERS: palette.muted,
        }
        self._keep(pg.InfiniteLine(0, angle=0, pen=look.pen(palette.muted, 1)))
        stepped = any(bar.kind is BarKind.BALANCE for bar in bars)
        for bar in bars:
            low, high = sorted((float(bar.start), float(bar.end)))
            item = pg.BarGraphItem(
                x=[bar.at],
                y0=[low],
                height=[high - low],
                width=_BAR,
                brush=fills[bar.kind],
                pen=look.pen(fills[bar.kind], 1),
            )
            self._keep(item)
            over = bar.end >= 0 or bar.kind is not BarKind.LESS
            words = pg.TextItem(bar.words, color=palette.text, anchor=(0.5, 1 if over else 0))
            words.setFont(look.font(META, QFont.Weight.DemiBold))
            words.setPos(bar.at, high if over else low)
            self._keep(words)
            if stepped and bar.at + 1 < len(bars):
                ends = [bar.at + _BAR / 2, bar.at + 1 - _BAR / 2]
                self._keep(pg.PlotCurveItem(ends, [float(bar.end)] * 2, pen=look.pen(palette.muted, 1)))

    def _spots(self, spots: Sequence[Spot]) -> None:
        scatter = pg.ScatterPlotItem()
        scatter.addPoints([self._spot(spot) for spot in spots if spot.value is not None])
        self._keep(scatter)

    def _spot(self, spot: Spot) -> dict[str, object]:
        palette, look = self._look.palette, self._look
        if spot.special is not None:
            usual = spot.special is Merit.SAME
            ink = palette.muted if usual else palette.merit(spot.special)
            ink = palette.accent if spot.special is Merit.NONE else ink
            symbol, size = SPECIAL[spot.special], 7 if usual else 11
        else:
            rated = spot.rag is not Rag.NONE
            ink = palette.rag(spot.rag).ink if rated else look.ground
            symbol, size = SYMBOLS[spot.rag], 10 if spot.rag is Rag.AMBER else 9
        hollow = spot.special is None and spot.rag is Rag.NONE
        return {
            "pos": (spot.at, float(spot.value or 0)),
            "symbol": symbol,
            "size": size,
            "brush": ink,
            "pen": pg.mkPen(palette.series[0] if hollow else look.ground, width=1.5 * look.spots),
        }

    def _notes(self) -> None:
        palette = self._look.palette
        for number, note in enumerate(self._picture.notes, 1):
            line = pg.InfiniteLine(note.at, angle=90, pen=self._look.pen(palette.accent, 1, Qt.PenStyle.DotLine))
            self._keep(line)
            mark = pg.TextItem(str(number), color=palette.on_accent, anchor=(0.5, 0), fill=palette.accent)
            mark.setFont(self._look.font(META, QFont.Weight.DemiBold))
            mark.setPos(note.at, self._high)
            self._keep(mark)

    def _name(self, text: str, level: float, colour: str, *, right: bool) -> None:
        """Name a line at one of its ends, over or under it, where no other name stands; else leave it unnamed there.

        What finds no room is still said by the sentence and the table.
        """
        tall = (self._high - self._low) * self._label_share
        for at_right, above in ((right, True), (right, False), (not right, True), (not right, False)):
            foot = level if above else level - tall
            if foot < self._low or foot + tall > self._high:
                continue
            if any(side is at_right and abs(foot - other) < tall for side, other in self._labelled):
                continue
            self._labelled.append((at_right, foot))
            item = pg.TextItem(text, color=colour, anchor=(1 if at_right else 0, 1 if above else 0))
            item.setFont(self._look.font(META, QFont.Weight.Normal))
            item.setPos(0, level)
            item.setZValue(5)
            self._keep(item)
            self._names.append((item, at_right, level))
            return

    def _keep(self, item: object) -> None:
        self._kept.append(item)
        self._plot.addItem(item)


def _in_lines(heading: str, metrics: QFontMetrics, wide: float) -> str:
    """A heading on as many lines as its bar's width needs, the last cut where there are too many."""
    lines: list[str] = []
    for word in heading.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= wide:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], " ".join(lines[_MOST_LINES - 1 :])]
    cut = Qt.TextElideMode.ElideRight
    return "\n".join(metrics.elidedText(line, cut, round(wide)) for line in lines)


def _runs(levels: Sequence[Decimal | None]) -> list[tuple[int, int]]:
    """The first and last place of each stretch without a gap: a line is not drawn over one."""
    known = [at for at, level in enumerate(levels) if level is not None]
    if not known:
        return []
    breaks = [(before, after) for before, after in pairwise(known) if after != before + 1]
    starts = [known[0], *(after for _, after in breaks)]
    ends = [*(before for before, _ in breaks), known[-1]]
    return list(zip(starts, ends, strict=True))


def _steps(levels: Sequence[Decimal | None], first: int, last: int) -> tuple[list[float], list[float]]:
    """A step for each place, half a place to either side of it."""
    xs, ys = [], []
    for at in range(first, last + 1):
        level = levels[at]
        assert level is not None  # a run has no gaps
        xs += [at - _EDGE, at + _EDGE]
        ys += [float(level)] * 2
    return xs, ys
