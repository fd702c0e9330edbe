"""Boxes one under another, in frames, side by side and at the foot; and where a page's end parts them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scorecard_desktop.domain.frozen import dataclass
from scorecard_desktop.exporting import drawing
from scorecard_desktop.exporting.boxes import Box

if TYPE_CHECKING:
    from scorecard_desktop.exporting.tagged_pdf import TaggedCanvas

_SLACK = 0.01


def flow_height(boxes: Sequence[Box], width: float) -> float:
    """The height of boxes one under another."""
    total = 0.0
    for index, box in enumerate(boxes):
        if index:
            total += max(boxes[index - 1].after, box.before)
        total += box.height(width)
    return total


def draw_flow(boxes: Sequence[Box], canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
    """Draw boxes one under another."""
    for index, box in enumerate(boxes):
        if index:
            top -= max(boxes[index - 1].after, box.before)
        box.draw(canvas, x, top, width)
        top -= box.height(width)


def fill(boxes: Sequence[Box], width: float, room: float, *, must: bool) -> tuple[list[Box], list[Box]]:
    """As many boxes as ``room`` holds, and the rest. ``must`` is said at the top of a page."""
    placed: list[Box] = []
    used = 0.0
    for index, box in enumerate(boxes):
        gap = max(placed[-1].after, box.before) if placed else 0.0
        left = room - used - gap
        forced = must and all(one.keeps for one in placed)
        if (box.height(width) <= left + _SLACK and _need(boxes, index, width) <= left + _SLACK) or (
            forced and box.keeps and box.height(width) <= left + _SLACK
        ):
            placed.append(box)
            used += gap + box.height(width)
            continue
        parts = None if box.keeps else box.split(width, left, must=forced)
        if parts is not None:
            return [*placed, parts[0]], [parts[1], *boxes[index + 1 :]]
        if forced and not placed:
            return [box], list(boxes[index + 1 :])
        kept = len(placed)
        while kept > (1 if must else 0) and placed[kept - 1].keeps:
            kept -= 1  # a heading left last goes over with what it heads
        return placed[:kept], list(boxes[kept:])
    return placed, []


def _need(boxes: Sequence[Box], index: int, width: float) -> float:
    """The room that a box takes with what it must not be parted from."""
    box = boxes[index]
    if not box.keeps or index + 1 >= len(boxes):
        return box.height(width) if box.keeps else box.least(width)
    following = boxes[index + 1]
    return box.height(width) + max(box.after, following.before) + _need(boxes, index + 1, width)


@dataclass(frozen=True, slots=True)
class Frame:
    """Padding around a flow, and what is drawn behind it."""

    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    fill: str = ""
    bar: str = ""
    rule: str = ""


class FlowBox(Box):
    """Boxes that stand together, in a frame or in none."""

    def __init__(
        self, boxes: Sequence[Box], frame: Frame, *, before: float | None = None, after: float | None = None
    ) -> None:
        self.boxes = list(boxes)
        self.frame = frame
        self.before = before if before is not None else (self.boxes[0].before if self.boxes else 0.0)
        self.after = after if after is not None else (self.boxes[-1].after if self.boxes else 0.0)

    def _inner(self, width: float) -> float:
        return width - self.frame.left - self.frame.right

    def height(self, width: float) -> float:
        return flow_height(self.boxes, self._inner(width)) + self.frame.top + self.frame.bottom

    def split(self, width: float, room: float, *, must: bool) -> tuple[Box, Box] | None:
        if not must:
            return None
        inner = room - self.frame.top - self.frame.bottom
        first, rest = fill(self.boxes, self._inner(width), inner, must=True)
        if not rest:
            return None
        return (
            FlowBox(first, self.frame, before=self.before),
            FlowBox(rest, self.frame, after=self.after),
        )

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        frame = self.frame
        if frame.fill or frame.bar or frame.rule:
            bottom = top - self.height(width)
            with canvas.artifact("Layout"):
                if frame.fill:
                    drawing.panel(canvas, (x, bottom, x + width, top), 3, frame.fill)
                if frame.rule:
                    drawing.rule(canvas, x, x + width, top, frame.rule, 0.6)
                if frame.bar:
                    drawing.panel(canvas, (x, bottom, x + 3, top), 1.5, frame.bar)
        draw_flow(self.boxes, canvas, x + frame.left, top - frame.top, self._inner(width))


class FootBox(FlowBox):
    """Boxes set at the foot of the page."""

    at_foot = True

    def split(self, width: float, room: float, *, must: bool) -> tuple[Box, Box] | None:
        del width, room, must
        return None


class ColumnsBox(Box):
    """Flows side by side, each with its share of the width."""

    def __init__(
        self, columns: Sequence[Sequence[Box]], shares: Sequence[float], gap: float, spaces: tuple[float, float]
    ) -> None:
        self.columns = [list(column) for column in columns]
        self.shares = list(shares)
        self.gap = gap
        self.before, self.after = spaces

    def _widths(self, width: float) -> list[float]:
        free = width - self.gap * (len(self.columns) - 1)
        return [free * share / sum(self.shares) for share in self.shares]

    def height(self, width: float) -> float:
        return max(flow_height(column, wide) for column, wide in zip(self.columns, self._widths(width), strict=True))

    def least(self, width: float) -> float:
        firsts = [
            _need(column, 0, wide) for column, wide in zip(self.columns, self._widths(width), strict=True) if column
        ]
        return max(firsts, default=0.0)

    def split(self, width: float, room: float, *, must: bool) -> tuple[Box, Box] | None:
        parts = [
            fill(column, wide, room, must=must) for column, wide in zip(self.columns, self._widths(width), strict=True)
        ]
        if not any(rest for _, rest in parts) or any(
            column and not first for column, (first, _) in zip(self.columns, parts, strict=True)
        ):
            return None
        first = ColumnsBox([part[0] for part in parts], self.shares, self.gap, (self.before, 0.0))
        return first, ColumnsBox([part[1] for part in parts], self.shares, self.gap, (0.0, self.after))

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        for column, wide in zip(self.columns, self._widths(width), strict=True):
            draw_flow(column, canvas, x, top, wide)
            x += wide + self.gap
