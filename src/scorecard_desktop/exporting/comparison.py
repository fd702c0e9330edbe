"""Our figure beside those of others: a bar for each from zero, with its name and its figure at its ends."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.domain.pictures.picture import BarKind, LineKind, Picture
from scorecard_desktop.exporting import style
from scorecard_desktop.exporting.edge_labels import LEADING, EdgeLabel, wrapped
from scorecard_desktop.exporting.graphics import Anchor, Area, Label, Line, Measure, Shape
from scorecard_desktop.exporting.plot import SIZE, ground
from scorecard_desktop.exporting.wording import signed

_NAMES_SHARE = 0.34
_ROW = 23.0
_BAR = 12.0
_FOOT = 16.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The bars of a picture from top to bottom; a target is a dashed line down through them."""

    picture: Picture

    def share(self, width: float) -> float:
        """How tall it asks to be on a paper of this width, as a share of it."""
        return (_ROW * len(self.picture.bars) + _FOOT) / width

    def least_height(self, width: float, measure: Measure) -> float:
        """A row for each bar, as high as its name."""
        tallest = max(len(lines) for lines in self._names(width, measure))
        return max(_ROW, LEADING * tallest + 6) * len(self.picture.bars) + _FOOT

    def _names(self, width: float, measure: Measure) -> list[tuple[str, ...]]:
        bars, room = self.picture.bars, width * _NAMES_SHARE
        return [
            wrapped(EdgeLabel(bar.end, name, style.TEXT, strong=bar.kind is BarKind.OURS), room, SIZE, measure)
            for name, bar in zip(self.picture.headings, bars, strict=True)
        ]

    def shapes(self, width: float, height: float, measure: Measure) -> tuple[Shape, ...]:
        """The bars as shapes."""
        return tuple(self._shapes(width, height, measure))

    def _shapes(self, width: float, height: float, measure: Measure) -> Iterator[Shape]:
        bars = self.picture.bars
        names = self._names(width, measure)
        widest = max(measure(line, SIZE, strong=True) for lines in names for line in lines)
        room = max(measure(bar.words, SIZE, strong=True) for bar in bars) + 8
        target = next((line for line in self.picture.lines if line.kind is LineKind.TARGET), None)
        levels = [bar.end for bar in bars] + [level for level in (target.levels if target else ()) if level is not None]
        low, high = min(Decimal(0), *levels), max(Decimal(0), *levels)
        left = widest + 10 + (room if low < 0 else 0)
        right = width - (room if high > 0 else 0)

        def x(level: Decimal) -> float:
            return left + (right - left) * (float((level - low) / (high - low)) if high > low else 0.0)

        row = (height - _FOOT) / len(bars)
        for at, (bar, lines) in enumerate(zip(bars, names, strict=True)):
            middle = height - row * (at + 0.5)
            ends = sorted((x(bar.start), x(bar.end)))
            corners = (
                (ends[0], middle - _BAR / 2),
                (ends[1], middle - _BAR / 2),
                (ends[1], middle + _BAR / 2),
                (ends[0], middle + _BAR / 2),
            )
            is_ours = bar.kind is BarKind.OURS
            yield Area(corners, style.SERIES[0] if is_ours else style.OTHERS)
            y = middle + LEADING * len(lines) / 2 - LEADING / 2 - 3
            for line in lines:
                yield Label((0.0, y), line, SIZE, style.TEXT, strong=is_ours)
                y -= LEADING
        yield Line(((x(Decimal(0)), _FOOT), (x(Decimal(0)), height)), style.MUTED, 0.8)
        if target is not None and target.levels and target.levels[0] is not None:
            at_target = x(target.levels[0])
            yield Line(((at_target, _FOOT - 2), (at_target, height)), style.TARGET, 1.2, (5, 3))
            half = measure(target.name, SIZE) / 2
            yield Label((min(max(at_target, half), width - half), 4), target.name, SIZE, style.TARGET, Anchor.MIDDLE)
        for at, bar in enumerate(bars):
            words, is_ours = signed(bar.words), bar.kind is BarKind.OURS
            wide = measure(words, SIZE, strong=is_ours)
            foot = (x(bar.end) - 4 - wide if bar.end < 0 else x(bar.end) + 4, height - row * (at + 0.5) - 3)
            yield ground(foot, wide)
            yield Label(foot, words, SIZE, style.TEXT, strong=is_ours)
