"""A trend as a chart: figures, target line or band, benchmarks, and what the pointer or the arrow keys are on.

This module imports pyqtgraph (and with it numpy): the panel imports it when a chart is first shown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scorecard_desktop.domain.rag import Rag
from scorecard_desktop.ui.models.trend import Point, Trend
from scorecard_desktop.ui.scale import META
from scorecard_desktop.ui.theme import Theme

pg.setConfigOptions(antialias=True)

_SYMBOLS = {Rag.GREEN: "o", Rag.AMBER: "t1", Rag.RED: "s", Rag.NONE: "o"}
_MOST_TICKS = 5
_BETWEEN = 10
"""Pixels between two headings at least."""
_LABEL_SHARE = 0.13


class _PeriodAxis(pg.AxisItem):
    """Period headings, thinned out so that they do not touch; the newest always has one."""

    headings: Sequence[str] = ()
    _widest = 0

    def __init__(self) -> None:
        super().__init__(orientation="bottom")

    def show_headings(self, headings: Sequence[str], metrics: QFontMetrics) -> None:
        """Name the places along the axis, as many of them as there is room for in a font."""
        self.headings = headings
        self._widest = max((metrics.horizontalAdvance(heading) for heading in headings), default=0) + _BETWEEN
        self._thin_out()

    def resizeEvent(self, ev: Any = None) -> None:
        super().resizeEvent(ev)
        self._thin_out()

    def _thin_out(self) -> None:
        count = len(self.headings)
        room = self.geometry().width()
        fit = max(2, min(_MOST_TICKS, int(room / self._widest))) if self._widest else _MOST_TICKS
        # they stand a whole step apart, so that the gaps between them are what has to hold a heading
        step = max(1, -(-(count - 1) // (fit - 1))) if count > 1 else 1
        while self._widest and step < count - 1 and step * room / max(1, count) < self._widest:
            step += 1
        self.setTicks([[(x, self.headings[x]) for x in sorted(range(count - 1, -1, -step))]])


class _FigureAxis(pg.AxisItem):
    """Figures with thousands separators."""

    def __init__(self) -> None:
        super().__init__(orientation="left")

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        places = max(0, -math.floor(math.log10(spacing))) if 0 < spacing < 1 else 0
        return [f"{value:,.{places}f}" for value in values]


class TrendChart(QWidget):
    """``read`` gives what is under the pointer or the arrow keys in words, empty when it is left."""

    read = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._trend = Trend()
        self._at: int | None = None
        self._axis = _PeriodAxis()
        self._plot = pg.PlotWidget(axisItems={"bottom": self._axis, "left": _FigureAxis()})
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(False, False)
        self._plot.hideButtons()
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setFrameShape(self._plot.Shape.NoFrame)
        self._plot.setAccessibleName("Trend drawing")
        self._plot.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.viewport().installEventFilter(self)
        self._plot.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(180)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addWidget(self._plot)
        self._kept: list[object] = []
        self._labelled: list[tuple[bool, float]] = []
        self._marker: pg.ScatterPlotItem | None = None
        theme.changed.connect(self._draw)

    def show_trend(self, trend: Trend) -> None:
        """Draw a trend; its name and sentence are what a screen reader says."""
        self._trend = trend
        self._at = None
        self.setAccessibleName(f"Trend chart, {trend.title}")
        self.setAccessibleDescription(trend.sentence)
        self._draw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at is None and self._trend.points:
            self._point_at(len(self._trend.points) - 1)
        self._draw_frame()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point_at(None)
        self._draw_frame()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._trend.points) - 1
        here = last if self._at is None else self._at
        to = {
            Qt.Key.Key_Left: max(0, here - 1),
            Qt.Key.Key_Right: min(last, here + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if to is None or last < 0:
            super().keyPressEvent(event)
            return
        self._point_at(to)
        self.setAccessibleDescription(self._trend.points[to].words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseMove and isinstance(event, QMouseEvent) and self._trend.points:
            x = self._plot.getViewBox().mapSceneToView(event.position()).x()
            self._point_at(min(max(round(x), 0), len(self._trend.points) - 1))
        elif event.type() is QEvent.Type.Leave:
            self._point_at(None)
        return super().eventFilter(watched, event)

    def _point_at(self, at: int | None) -> None:
        self._at = at
        point: Point | None = self._trend.points[at] if at is not None else None
        self.read.emit(point.words if point is not None else "")
        if self._marker is None:
            return
        if point is None or point.value is None:
            self._marker.setData([], [])
        else:
            self._marker.setData([at], [float(point.value)])

    def _draw_frame(self) -> None:
        palette = self._theme.palette
        ring = palette.accent if self.hasFocus() else "transparent"
        self.setStyleSheet(f"TrendChart {{ border: 2px solid {ring}; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _draw(self) -> None:
        palette, plot, trend = self._theme.palette, self._plot, self._trend
        plot.clear()
        self._kept.clear()
        self._labelled.clear()
        plot.setBackground(palette.surface)
        font = self._theme.font(META)
        for name in ("bottom", "left"):
            axis = plot.getAxis(name)
            axis.setPen(palette.line)
            axis.setTextPen(palette.muted)
            axis.setStyle(tickFont=font, tickLength=0, hideOverlappingLabels=False)
        most = max(abs(end) for end in trend.bounds)
        plot.getAxis("left").setWidth(self.fontMetrics().horizontalAdvance(f"{most:,.0f}0") + 10)
        plot.getAxis("left").enableAutoSIPrefix(False)
        plot.showGrid(x=False, y=True, alpha=0.12)
        self._axis.show_headings([point.heading for point in trend.points], QFontMetrics(font))
        if not trend.points:
            return
        self._draw_target()
        for colour, line in zip(palette.benchmarks, trend.benchmarks, strict=False):
            pen = self._pen(colour, 1.5, Qt.PenStyle.DotLine)
            self._keep(pg.InfiniteLine(line.level, angle=0, pen=pen))
            self._label(line.name, line.level, colour, right=False)
        self._draw_figures()
        self._marker = pg.ScatterPlotItem(size=15, pen=self._pen(palette.accent, 2), brush=None)
        self._keep(self._marker)
        low, high = trend.bounds
        room = (high - low) * 0.14 or max(abs(high) * 0.1, 1)
        plot.setYRange(low - room, high + room, padding=0)
        plot.getPlotItem().layout.setContentsMargins(
            0, 4, self.fontMetrics().horizontalAdvance(trend.points[-1].heading) // 2, 0
        )
        plot.setXRange(-0.4, len(trend.points) - 0.6, padding=0)

    def _draw_target(self) -> None:
        palette, trend = self._theme.palette, self._trend
        pen = self._pen(palette.text, 1.2, Qt.PenStyle.DashLine)
        if trend.band is not None:
            region = pg.LinearRegionItem(trend.band, orientation="horizontal", movable=False)
            region.setBrush(QColor(palette.rag(Rag.GREEN).ground))
            for line in region.lines:
                line.setPen(pen)
            region.setZValue(-10)
            self._keep(region)
            self._label(trend.target_words, trend.band[1], palette.text, right=True)
            return
        xs = [x for x, level in enumerate(trend.targets) if level is not None]
        if not xs:
            return
        levels = [float(level) for level in trend.targets if level is not None]
        ends_x = [xs[0] - 0.4, *xs, xs[-1] + 0.4]
        self._keep(pg.PlotDataItem(ends_x, [levels[0], *levels, levels[-1]], pen=pen))
        self._label(trend.target_words, levels[-1], palette.text, right=True)

    def _draw_figures(self) -> None:
        palette, points = self._theme.palette, self._trend.points
        known = [(x, float(point.value)) for x, point in enumerate(points) if point.value is not None]
        for run in _runs(known):
            self._keep(pg.PlotDataItem([x for x, _ in run], [y for _, y in run], pen=self._pen(palette.series[0], 2)))
        spots = [
            {
                "pos": (x, float(point.value)),
                "symbol": _SYMBOLS[point.rag],
                "size": 10 if point.rag is Rag.AMBER else 9,
                "brush": palette.rag(point.rag).ink if point.rag is not Rag.NONE else palette.surface,
                "pen": self._pen(palette.surface if point.rag is not Rag.NONE else palette.series[0], 1.5),
            }
            for x, point in enumerate(points)
            if point.value is not None
        ]
        scatter = pg.ScatterPlotItem()
        scatter.addPoints(spots)
        self._keep(scatter)

    def _label(self, text: str, level: float, colour: str, *, right: bool) -> None:
        """Name a line at one of its ends, over or under it, where no other label stands; else leave it unnamed there.

        What finds no room is still said by the sentence and the table.
        """
        low, high = self._trend.bounds
        tall = max(high - low, 1e-9) * _LABEL_SHARE
        for at_right, above in ((right, True), (right, False), (not right, True), (not right, False)):
            foot = level if above else level - tall
            if any(side is at_right and abs(foot - other) < tall for side, other in self._labelled):
                continue
            self._labelled.append((at_right, foot))
            item = pg.TextItem(text, color=colour, anchor=(1 if at_right else 0, 1 if above else 0))
            item.setFont(self._theme.font(META))
            item.setPos(len(self._trend.points) - 0.6 if at_right else -0.4, level)
            self._keep(item)
            return

    def _pen(self, colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A pen as wide on a fine screen as on a coarse one: pyqtgraph counts the screen's own pixels."""
        return pg.mkPen(colour, width=width * self.devicePixelRatioF(), style=style)

    def _keep(self, item: object) -> None:
        """Hold a reference: pyqtgraph's temporaries die."""
        self._kept.append(item)
        self._plot.addItem(item)


def _runs(known: Sequence[tuple[int, float]]) -> list[list[tuple[int, float]]]:
    """Neighbouring figures: a line is not drawn over a gap."""
    runs: list[list[tuple[int, float]]] = []
    for x, y in known:
        if runs and runs[-1][-1][0] == x - 1:
            runs[-1].append((x, y))
        else:
            runs.append([(x, y)])
    return runs
