"""Bars that lie, one under another, with their names at the left: for names that are too long to stand beneath."""

from __future__ import annotations

from decimal import Decimal

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.bar import Bar, BarKind
from scorecard_desktop.exporting.edge_labels import EdgeLabel, wrapped
from scorecard_desktop.exporting.graphics import Anchor, Area, Label, Line, Measure, Shape

_SIZE = 9.0
_LEADING = 11.0
_BETWEEN = 9.0
_NAMES_SHARE = 0.4
_GAP = 6.0
_THICK = 12.0


@dataclass(frozen=True, slots=True)
class LyingBars:
    """The picture, first bar at the top."""

    bars: tuple[Bar, ...]

    def least_height(self, width: float, measure: Measure) -> float:
        """A row for each bar, as high as its name."""
        return sum(self._row_height(lines) for lines in self._names(width, measure)) + 2

    def shapes(self, width: float, height: float, measure: Measure) -> tuple[Shape, ...]:
        """The bars as shapes."""
        names = self._names(width, measure)
        spare = max(0.0, height - self.least_height(width, measure)) / len(self.bars)
        low = min(Decimal(0), *(min(bar.start, bar.end) for bar in self.bars))
        high = max(Decimal(0), *(max(bar.start, bar.end) for bar in self.bars))
        amount = max(measure(bar.words, _SIZE, strong=True) for bar in self.bars) + _GAP
        left = self._names_width(width, names, measure) + _GAP + (amount if low < 0 else 0)
        right = width - amount

        def x(level: Decimal) -> float:
            return left + (right - left) * (float((level - low) / (high - low)) if high > low else 0.5)

        drawn: list[Shape] = []
        top = height - 1
        for at, (bar, lines) in enumerate(zip(self.bars, names, strict=True)):
            row = self._row_height(lines) + spare
            middle = top - row / 2
            ends = sorted((x(bar.start), x(bar.end)))
            if ends[1] - ends[0] < 1:
                ends[1] = ends[0] + 1  # a small step is still seen
            foot, head = middle - _THICK / 2, middle + _THICK / 2
            drawn.append(Area(((ends[0], foot), (ends[1], foot), (ends[1], head), (ends[0], head)), bar.kind.value))
            if at + 1 < len(self.bars) and any(one.kind is BarKind.BALANCE for one in self.bars):
                drawn.append(Line(((x(bar.end), foot), (x(bar.end), foot - row + _THICK)), style.MUTED, 0.6))
            under = bar.end < 0 and bar.start >= bar.end
            place = (ends[0] - 4, Anchor.END) if under else (ends[1] + 4, Anchor.START)
            drawn.append(Label((place[0], middle - 3), bar.words, _SIZE, style.TEXT, place[1], strong=True))
            baseline = middle + _LEADING * len(lines) / 2 - _SIZE + 0.5
            for line in lines:
                drawn.append(Label((0, baseline), line, _SIZE, style.MUTED))
                baseline -= _LEADING
            top -= row
        drawn.append(Line(((x(Decimal(0)), 0), (x(Decimal(0)), height)), style.MUTED, 0.8))
        return tuple(drawn)

    def _names(self, width: float, measure: Measure) -> list[tuple[str, ...]]:
        room = width * _NAMES_SHARE
        return [wrapped(EdgeLabel(bar.end, bar.name, style.MUTED), room, _SIZE, measure) for bar in self.bars]

    def _names_width(self, width: float, names: list[tuple[str, ...]], measure: Measure) -> float:
        return min(width * _NAMES_SHARE, max(measure(line, _SIZE) for lines in names for line in lines))

    def _row_height(self, lines: tuple[str, ...]) -> float:
        return max(_THICK, _LEADING * len(lines)) + _BETWEEN
