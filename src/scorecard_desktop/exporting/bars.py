"""Bars for a paper: the steps from an opening to a closing balance, or what a grant comes to year by year.

Each bar has its amount at its end, so that no figure must be read off a scale.
"""

from __future__ import annotations

from decimal import Decimal

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.bar import Bar, BarKind
from scorecard_desktop.exporting.graphics import Anchor, Area, Label, Line, Measure, Shape
from scorecard_desktop.exporting.lying_bars import LyingBars

_SIZE = 9.0
_LEADING = 11.0
_MOST_LINES = 3
_FILLED = 0.62
_ABOVE = 16.0


@dataclass(frozen=True, slots=True)
class BarChart:
    """The picture. A hairline leads from the end of each step to the next where there are balances."""

    bars: tuple[Bar, ...]

    def shapes(self, width: float, height: float, measure: Measure) -> tuple[Shape, ...]:
        """The bars as shapes: upright, or lying where their names or amounts would not fit beneath them."""
        if self._lies(width, measure):
            return LyingBars(self.bars).shapes(width, height, measure)
        wide = width / len(self.bars)
        names = [_lines(bar.name, wide - 6, measure) for bar in self.bars]
        foot = _LEADING * max(len(lines) for lines in names) + 6
        low = min(Decimal(0), *(min(bar.start, bar.end) for bar in self.bars))
        high = max(Decimal(0), *(max(bar.start, bar.end) for bar in self.bars))
        bottom, top = foot + (_ABOVE if low < 0 else 0), height - _ABOVE

        def y(level: Decimal) -> float:
            return bottom + (top - bottom) * (float((level - low) / (high - low)) if high > low else 0.5)

        drawn: list[Shape] = []
        for at, (bar, lines) in enumerate(zip(self.bars, names, strict=True)):
            left, right = wide * (at + (1 - _FILLED) / 2), wide * (at + (1 + _FILLED) / 2)
            ends = sorted((y(bar.start), y(bar.end)))
            if ends[1] - ends[0] < 1:
                ends[1] = ends[0] + 1  # a small step is still seen
            corners = ((left, ends[0]), (right, ends[0]), (right, ends[1]), (left, ends[1]))
            drawn.append(Area(corners, bar.kind.value))
            if at + 1 < len(self.bars) and any(one.kind is BarKind.BALANCE for one in self.bars):
                after = y(bar.end)
                drawn.append(Line(((right, after), (right + wide * (1 - _FILLED), after)), style.MUTED, 0.6))
            under = bar.end < 0 and bar.start >= bar.end
            words_at = ends[0] - _SIZE - 1 if under else ends[1] + 4
            drawn.append(
                Label(((left + right) / 2, words_at), bar.words, _SIZE, style.TEXT, Anchor.MIDDLE, strong=True)
            )
            line_at = foot - _SIZE - 2
            for line in lines:
                drawn.append(Label(((left + right) / 2, line_at), line, _SIZE, style.MUTED, Anchor.MIDDLE))
                line_at -= _LEADING
        drawn.append(Line(((0, y(Decimal(0))), (width, y(Decimal(0)))), style.MUTED, 0.8))
        return tuple(drawn)

    def least_height(self, width: float, measure: Measure) -> float:
        """What the bars need where they lie, one row for each; upright they fit any height."""
        return LyingBars(self.bars).least_height(width, measure) if self._lies(width, measure) else 0.0

    def _lies(self, width: float, measure: Measure) -> bool:
        wide = width / len(self.bars)
        names = [_lines(bar.name, wide - 6, measure) for bar in self.bars]
        return (
            any(len(lines) > _MOST_LINES for lines in names)
            or any(measure(line, _SIZE) > wide - 6 for lines in names for line in lines)
            or any(measure(bar.words, _SIZE, strong=True) > wide for bar in self.bars)
        )


def _lines(name: str, wide: float, measure: Measure) -> list[str]:
    """A name on as many lines as it needs."""
    lines: list[str] = []
    for word in name.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, _SIZE) <= wide:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
