"""What holds of every picture of a paper, whatever it shows."""

from __future__ import annotations

from collections.abc import Iterable

from scorecard_desktop.exporting.fonts import label_width
from scorecard_desktop.exporting.graphics import Anchor, Area, Disc, Label, Line, Shape


def assert_within(shapes: Iterable[Shape], width: float, height: float) -> None:
    """Nothing stands outside a picture of ``width`` by ``height`` points, but for half a line's thickness."""
    for shape in shapes:
        match shape:
            case Line(points) | Area(points):
                assert all(-0.5 <= x <= width + 0.5 and -0.5 <= y <= height + 0.5 for x, y in points), shape
            case Disc((x, y), radius):
                assert radius <= x <= width, shape
                assert 0 <= y <= height + 5, shape
            case Label((_, y), words, size):
                left, right = ends(shape)
                assert left >= -0.5, words
                assert right <= width + 0.5, words
                assert 0 <= y <= height - size / 2, words


def ends(label: Label) -> tuple[float, float]:
    """Where a label begins and ends."""
    wide = label_width(label.words, label.size, strong=label.strong)
    left = label.at[0] - {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[label.anchor]
    return left, left + wide
