"""The axes of a chart: headings that never touch, figures with thousands separators."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QFontMetrics

_BETWEEN = 10
"""Pixels between two headings at least."""


class PlaceAxis(pg.AxisItem):
    """Headings of the places in sight, thinned out so that they do not touch; the newest in sight always has one."""

    # of the class: it is resized while it is being made
    _headings: Sequence[str] = ()
    _metrics: QFontMetrics | None = None
    _first, _last = 0, -1

    def __init__(self) -> None:
        super().__init__(orientation="bottom")

    def show_headings(self, headings: Sequence[str], metrics: QFontMetrics) -> None:
        """Name the places along the axis, as many of them as there is room for in a font."""
        self._headings, self._metrics = headings, metrics
        self.show_from(0, len(headings) - 1)

    def show_from(self, first: int, last: int) -> None:
        """The places that are in sight."""
        self._first, self._last = max(0, first), min(last, len(self._headings) - 1)
        self._thin_out()

    def resizeEvent(self, ev: Any = None) -> None:
        super().resizeEvent(ev)
        self._thin_out()

    def _thin_out(self) -> None:
        count = self._last - self._first + 1
        if self._metrics is None or count < 1:
            return
        seen = self._headings[self._first : self._last + 1]
        lines = (line for heading in seen for line in heading.split("\n"))
        widest = max(self._metrics.horizontalAdvance(line) for line in lines) + _BETWEEN
        room = self.geometry().width()
        # they stand a whole step apart, so that the gaps between them are what has to hold a heading
        step = 1
        while step < count - 1 and step * room / count < widest:
            step += 1
        wanted = range(self._last, self._first - 1, -step)
        self.setTicks([[(at, self._headings[at]) for at in sorted(wanted)]])


class FigureAxis(pg.AxisItem):
    """Figures with thousands separators."""

    def __init__(self) -> None:
        super().__init__(orientation="left")

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        places = max(0, -math.floor(math.log10(spacing))) if 0 < spacing < 1 else 0
        return [f"{value:,.{places}f}" for value in values]
